/**
 * 微空间清单: each month every League unit with an account says, item by item and with links, how it used its 微空间; the
 * centre sees who did not. Serves {@code microspace-checklist} (F2).
 */
@ApplicationModule(
        displayName = "微空间清单",
        allowedDependencies = {"activitycounts", "organization", "deadline", "engine", "security", "web"})
@NullMarked
package org.tuanwei.microspace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
