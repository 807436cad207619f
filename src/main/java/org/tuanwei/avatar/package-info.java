/**
 * The avatar of a case: uploaded and cropped by the owner, judged automatically, reviewed by the level above, put
 * online. Serves the process {@code avatar-setup} (F3, C4).
 */
@ApplicationModule(
        allowedDependencies = {
            "picture",
            "organization",
            "contact",
            "deadline",
            "casefile",
            "mail",
            "review",
            "engine",
            "security",
            "web"
        })
@NullMarked
package org.tuanwei.avatar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
