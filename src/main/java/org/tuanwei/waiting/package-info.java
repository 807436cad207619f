/**
 * Days by party: whom a case waited for, day by day, and the parking that stops its clock. What Tencent or the mail
 * system takes is not charged to the school (C11, E3).
 */
@ApplicationModule(allowedDependencies = {"casefile", "deadline", "engine", "organization", "security", "web"})
@NullMarked
package org.tuanwei.waiting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
