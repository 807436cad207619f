/**
 * Mail that did not arrive: delivery reports are matched to the mail they are about, judged by {@code bounce-class}, and
 * bring the case back to the right step; what nobody can match is put before people (C7, C9, C10).
 */
@ApplicationModule(
        displayName = "退信",
        allowedDependencies = {"casefile", "contact", "engine", "inbound", "mail", "mailbox", "security", "web"})
@NullMarked
package org.tuanwei.bounce;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
