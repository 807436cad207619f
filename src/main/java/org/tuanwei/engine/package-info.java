/**
 * Everything the product settles with the process engine once: its settings, the gate every form passes, human tasks
 * as features see them, and decisions. Features start and correlate through {@link org.tuanwei.engine.Workflow}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.tuanwei.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
