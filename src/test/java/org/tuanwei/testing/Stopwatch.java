package org.tuanwei.testing;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Takes the time of a benchmark: on the clock, and the computing of this process and of the database it started, which
 * says more on a machine that does other work as well.
 */
public final class Stopwatch {

    private final long began = System.nanoTime();
    private final Duration computedBefore = ownComputing();
    private final Duration databaseBefore = databaseComputing();

    private Stopwatch() {}

    public static Stopwatch start() {
        return new Stopwatch();
    }

    public double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** 9.8 s on the clock, computing 12.1 s (application) + 3.9 s (database). */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f s on the clock, computing %.1f s (application) + %.1f s (database)",
                seconds(),
                ownComputing().minus(computedBefore).toMillis() / 1e3,
                databaseComputing().minus(databaseBefore).toMillis() / 1e3);
    }

    private static Duration ownComputing() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The postmaster and whoever works for it now; connections of a pool stay. */
    private static Duration databaseComputing() {
        return Postgres.process()
                .map(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants())
                        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .reduce(Duration.ZERO, Duration::plus))
                .orElse(Duration.ZERO);
    }
}
