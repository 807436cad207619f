/**
 * 督导开通: the centre or a unit opens the cases of many schools at once, writes to each school or, where no address is
 * known, to its unit, and sees afterwards who has registered (C1, C2, E0).
 */
@ApplicationModule(
        displayName = "督导开通",
        allowedDependencies = {
            "opening",
            "casefile",
            "contact",
            "organization",
            "mail",
            "spreadsheet",
            "engine",
            "security",
            "web"
        })
@NullMarked
package org.tuanwei.campaign;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
