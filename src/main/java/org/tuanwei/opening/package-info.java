/**
 * The main case: an organisation on its way from no information to an account in operation, generic over unit, school
 * and class branch. Serves the process {@code account-opening} (A4, C7, C8, E0, E4, F1, J4, J5).
 */
@ApplicationModule(
        allowedDependencies = {
            "organization",
            "people",
            "contact",
            "deadline",
            "casefile",
            "mail",
            "review",
            "engine",
            "security",
            "web"
        })
@NullMarked
package org.tuanwei.opening;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
