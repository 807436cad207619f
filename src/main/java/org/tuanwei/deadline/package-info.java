/**
 * When something is due, who says so, and who is reminded: the working calendar of the State Council, one deadline for
 * each human task with its provenance, and the ladder of reminders that leave once and in the right hours.
 */
@ApplicationModule(
        displayName = "期限",
        allowedDependencies = {"engine", "mail", "organization", "security", "web"})
@NullMarked
package org.tuanwei.deadline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
