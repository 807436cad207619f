/**
 * The public door: a school registers itself, looks up how its case stands, and corrects what was returned, all without
 * an account; a school the registry does not know asks to be added (A4, C8, E1). Nothing said here tells a stranger
 * whether a school has registered.
 */
@ApplicationModule(
        allowedDependencies = {
            "opening",
            "people",
            "organization",
            "contact",
            "deadline",
            "casefile",
            "mail",
            "engine",
            "security",
            "web"
        })
@NullMarked
package org.tuanwei.registration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
