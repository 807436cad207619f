/**
 * 催办 of many cases at once (E0): the list of what is late, who would be written to and who is passed over, the record
 * that stays, and what the urged sees of it on his desk and in his form.
 */
@ApplicationModule(
        displayName = "批量催办",
        allowedDependencies = {"opening", "casefile", "deadline", "organization", "engine", "security", "web"})
@NullMarked
package org.tuanwei.urging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
