/**
 * Changes of the registry that need an approval: a unit adds, closes, merges, renames, exempts or reinstates a school.
 * Serves the process {@code organization-change} (J4, D4).
 */
@ApplicationModule(
        allowedDependencies = {"registration", "organization", "contact", "mail", "engine", "security", "web"})
@NullMarked
package org.tuanwei.change;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
