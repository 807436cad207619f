/**
 * What an account published in a week, from whoever says it: Tencent's workbook, the organisation itself with its
 * links, a tool, a platform. Every word is kept with its source; the strongest counts. Serves {@code activity-report} (F4).
 */
@ApplicationModule(
        displayName = "每周发布数据",
        allowedDependencies = {"organization", "deadline", "spreadsheet", "engine", "security", "web"})
@NullMarked
package org.tuanwei.activitycounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
