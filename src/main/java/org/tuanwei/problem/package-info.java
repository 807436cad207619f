/**
 * Problems between organisations and the partner: registered, sorted, corrected by the owner or handled by the partner,
 * confirmed by whoever raised them; with a thread, and with many numbers in one. Serves the process
 * {@code partner-problem} (C6–C11, E3, E6).
 */
@ApplicationModule(
        allowedDependencies = {
            "casefile",
            "contact",
            "deadline",
            "engine",
            "mail",
            "organization",
            "picture",
            "security",
            "spreadsheet",
            "waiting",
            "web"
        })
@NullMarked
package org.tuanwei.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
