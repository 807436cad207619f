/**
 * The way mail leaves the house: a transactional outbox and the delivery that empties it. A mail is written with the
 * business that causes it, sent once, and its fate is readable by everyone who may see the case.
 */
@ApplicationModule(
        displayName = "邮件",
        allowedDependencies = {"security", "web"})
@NullMarked
package org.tuanwei.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
