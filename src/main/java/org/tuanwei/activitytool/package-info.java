/**
 * The door for a school's own tool: a token that the organisation makes and takes back, and one address at which the tool
 * reports a week as the organisation itself would (F4).
 */
@ApplicationModule(
        displayName = "单位工具接口",
        allowedDependencies = {"activitycounts", "organization", "engine", "security", "web"})
@NullMarked
package org.tuanwei.activitytool;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
