/**
 * The pages of the weeks: an organisation's own strip, a unit's check and its schools as a heat table, the country's
 * provinces, and the frozen list behind every figure (C3–C5, F4). It only shows and hands on.
 */
@ApplicationModule(
        displayName = "活跃度页面",
        allowedDependencies = {
            "activity",
            "activitycounts",
            "figures",
            "organization",
            "spreadsheet",
            "urging",
            "engine",
            "security",
            "web"
        })
@NullMarked
package org.tuanwei.activityview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
