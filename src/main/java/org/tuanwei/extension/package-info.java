/**
 * 延期申请: whoever holds a task asks for another date, the level above decides, the request stays. Serves the process
 * {@code deadline-extension} (J3, A11).
 */
@ApplicationModule(
        displayName = "延期申请",
        allowedDependencies = {"deadline", "mail", "organization", "engine", "review", "security", "web"})
@NullMarked
package org.tuanwei.extension;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
