/**
 * What people answer to our mails: a letter that names a case, by the mail it answers or by its receipt number, is filed
 * there and read by whoever holds the case; all other letters are left alone (C10, C11).
 */
@ApplicationModule(
        displayName = "来信",
        allowedDependencies = {"casefile", "contact", "inbound", "mail", "mailbox", "security", "web"})
@NullMarked
package org.tuanwei.correspondence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
