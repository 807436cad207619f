/**
 * The work desk: what waits for me, how my region stands, what I have done; and for operations the work queue of
 * messages and mails that reached nobody. It only reads; the work itself is done in the features.
 */
@ApplicationModule(
        allowedDependencies = {"casefile", "deadline", "engine", "mail", "organization", "review", "security", "web"})
@NullMarked
package org.tuanwei.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
