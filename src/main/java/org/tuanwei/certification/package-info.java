/**
 * 认证与推荐: whether an account may apply for certification, and in words what it still lacks, decided by the table
 * {@code certification-eligibility} from what the other features have recorded (F3–F5); its application through the
 * levels and the recheck of a certified account that went inactive ({@code certification}, {@code certification-recheck}).
 */
@ApplicationModule(
        displayName = "认证与推荐",
        allowedDependencies = {
            "activity",
            "casefile",
            "contact",
            "deadline",
            "engine",
            "figures",
            "mail",
            "organization",
            "security",
            "waiting",
            "web"
        })
@NullMarked
package org.tuanwei.certification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
