/**
 * Problems between organisations and the partner: registered, sorted, corrected by the owner or handled by the partner,
 * confirmed by whoever raised them. Serves the process {@code partner-problem} (C6–C11, E3).
 */
@ApplicationModule(
        allowedDependencies = {"casefile", "contact", "deadline", "engine", "mail", "organization", "security", "web"})
@NullMarked
package org.tuanwei.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
