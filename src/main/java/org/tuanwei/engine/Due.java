package org.tuanwei.engine;

import java.time.Instant;

/** Sets the due date of the task that is being entered. */
@FunctionalInterface
public interface Due {
    void set(Instant due);
}
