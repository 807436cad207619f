/**
 * Accounts of people: made by the level above or by operations, activated by a single-use code by mail, kept with their
 * groups in the engine's identity tables.
 */
@ApplicationModule(allowedDependencies = {"organization", "contact", "mail", "deadline", "security", "engine", "web"})
@NullMarked
package org.tuanwei.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
