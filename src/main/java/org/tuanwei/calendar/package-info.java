/**
 * The State Council's days off and make-up days: shown to everybody, imported year by year by the centre from the notice
 * itself, with what they would move shown first (J3).
 */
@ApplicationModule(
        displayName = "工作日历",
        allowedDependencies = {"deadline", "organization", "spreadsheet", "security", "web"})
@NullMarked
package org.tuanwei.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
