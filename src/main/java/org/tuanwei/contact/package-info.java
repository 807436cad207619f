/**
 * Who to reach at an organisation: versioned contact cards, their masks, and the proof by a round trip that a mail
 * address is right (clauses C7, C8).
 */
@ApplicationModule(allowedDependencies = {"organization", "mail", "deadline", "security", "engine", "web"})
@NullMarked
package org.tuanwei.contact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
