/**
 * The one tree of organisations – centre, League units, schools, class branches and the partner – with its registry.
 * Superiors, tenants, group names and who sees whom all come from here.
 */
@ApplicationModule(allowedDependencies = {"security", "engine", "web", "spreadsheet"})
@NullMarked
package org.tuanwei.organization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
