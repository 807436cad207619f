/**
 * Brings a number and its initial password from the partner to the organisation: sealed on entry, fetched once with a
 * one-time link and the 取号口令, wiped afterwards. Serves the process {@code credential-delivery} (A5, E2, C7–C11).
 */
@ApplicationModule(
        allowedDependencies = {
            "casefile",
            "contact",
            "deadline",
            "engine",
            "mail",
            "opening",
            "organization",
            "security",
            "spreadsheet",
            "web"
        })
@NullMarked
package org.tuanwei.credential;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
