/**
 * Reads our mailbox: every mail that comes in is handed once to whoever it concerns, and a bad one never stops the
 * others. Where it stands is kept in the database, so that any node can go on after any other.
 */
@ApplicationModule(
        displayName = "收信",
        allowedDependencies = {"mail", "security", "web"})
@NullMarked
package org.tuanwei.mailbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
