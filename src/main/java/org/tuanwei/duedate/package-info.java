/**
 * The pages of the deadlines: the list with its filters, one date with its history and reminders, moving it with a
 * preview of everything that moves along, and the dates that notices name (A6, A11, J3).
 */
@ApplicationModule(
        displayName = "期限管理",
        allowedDependencies = {"extension", "casefile", "deadline", "engine", "organization", "security", "web"})
@NullMarked
package org.tuanwei.duedate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
