/**
 * 督办: a unit's lapses are followed up by the level above until they are mended and struck off the list, with the ledger
 * and the ranked report. Serves the process {@code supervision} (E0, C1, D3, D5, G4).
 */
@ApplicationModule(
        displayName = "督办",
        allowedDependencies = {
            "casefile",
            "contact",
            "deadline",
            "engine",
            "mail",
            "organization",
            "security",
            "spreadsheet",
            "waiting",
            "web"
        })
@NullMarked
package org.tuanwei.supervision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
