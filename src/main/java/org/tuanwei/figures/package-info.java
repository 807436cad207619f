/**
 * How the whole stands, day by day: opened and not, overdue, contact tables, active and certified. Every number
 * is the length of a list that was frozen with it; the ranked report of the provinces is made of them (C1–C5, D3).
 */
@ApplicationModule(
        displayName = "数字",
        allowedDependencies = {
            "deadline",
            "engine",
            "mail",
            "organization",
            "security",
            "spreadsheet",
            "supervision",
            "web"
        })
@NullMarked
package org.tuanwei.figures;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
