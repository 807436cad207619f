/**
 * 已有账号: Tencent's list of the accounts that schools have already is imported with a preview, each school is asked
 * in the registration of its case whether the account is its own, and who answered what can be seen by unit (C2).
 */
@ApplicationModule(
        displayName = "已有账号",
        allowedDependencies = {
            "contacttable",
            "opening",
            "casefile",
            "contact",
            "organization",
            "mail",
            "spreadsheet",
            "engine",
            "security",
            "web"
        })
@NullMarked
package org.tuanwei.existing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
