/**
 * 每周活跃度核查: whether each account reaches the basic standard, week by week and unit by unit, decided set-wise by
 * {@code activity-standard}, sampled, published in versions, with what follows. Serves {@code weekly-activity} (C3–C5, F4).
 */
@ApplicationModule(
        displayName = "每周活跃度核查",
        allowedDependencies = {
            "activitycounts",
            "casefile",
            "organization",
            "contact",
            "deadline",
            "mail",
            "opening",
            "urging",
            "engine",
            "security",
            "web"
        })
@NullMarked
package org.tuanwei.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
