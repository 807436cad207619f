/**
 * 批量审核: one page for each kind of task on which a level above says yes or no. What is new and what looks wrong is
 * marked beforehand, many are approved at once, one is returned with its reason, and two people never collide in
 * silence. Features dock their kinds on through {@link org.tuanwei.review.ReviewKind}.
 */
@ApplicationModule(
        displayName = "批量审核",
        allowedDependencies = {"deadline", "organization", "spreadsheet", "engine", "security", "web"})
@NullMarked
package org.tuanwei.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
