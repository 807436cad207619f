/**
 * What the plug-ins of Cockpit and Tasklist ask the product: the case behind an instance, 催办 from there, the finished
 * cases that the community Cockpit does not show, the case beside a form (E0). It only reads and hands on.
 */
@ApplicationModule(
        displayName = "流程监控插件",
        allowedDependencies = {
            "casefile",
            "deadline",
            "engine",
            "mail",
            "opening",
            "organization",
            "security",
            "stuck",
            "waiting",
            "web"
        })
@NullMarked
package org.tuanwei.cockpit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
