/**
 * What stands still: human work that is late, mail that came back, a partner or a school that does not answer. Each is
 * shown as an incident on the running instance, red in Cockpit, and is gone as soon as its cause is (C10, C11, E0).
 */
@ApplicationModule(
        displayName = "滞留案件",
        allowedDependencies = {"casefile", "deadline", "engine", "organization", "security", "web"})
@NullMarked
package org.tuanwei.stuck;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
