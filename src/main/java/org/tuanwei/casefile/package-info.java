/**
 * The case: one organisation on its way to an account, whatever processes it passes. Its row, its story, whom it waits
 * for, its pages. Features dock their part onto the case page through {@link org.tuanwei.casefile.CaseSection}.
 */
@ApplicationModule(allowedDependencies = {"organization", "contact", "deadline", "mail", "engine", "security", "web"})
@NullMarked
package org.tuanwei.casefile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
