/**
 * Fetches the weekly counts from a live platform over HTTP, where one is configured; the contract is in
 * {@code docs/platform-connector.md} (F4).
 */
@ApplicationModule(
        displayName = "平台取数",
        allowedDependencies = {"activitycounts"})
@NullMarked
package org.tuanwei.activityplatform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
