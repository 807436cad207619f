package org.tuanwei.certification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of the decision trail of an application. @param step name of a {@link Step} */
record Decision(
        Instant at, String step, String verdict, @Nullable String reason, String byName) {}
