/**
 * Who did what to which object: the page that reads the audit, and the check that nothing in its chain was changed or
 * taken out. Read by the centre's lead and by operations, written by nobody but {@link org.tuanwei.security.Audit}.
 */
@ApplicationModule(
        displayName = "审计",
        allowedDependencies = {"casefile", "mail", "organization", "security", "web"})
@NullMarked
package org.tuanwei.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
