/**
 * What operations look after: failed steps with their reason and a retry, alarms for what stands too long, health and
 * figures for the monitoring of the machine room. Nobody else has a door here.
 */
@ApplicationModule(
        displayName = "运维",
        allowedDependencies = {"engine", "mail", "organization", "security", "web"})
@NullMarked
package org.tuanwei.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
