package org.tuanwei.demo;

import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tuanwei.testing.MovableClock;

/** Keeps how far the demo's clock runs ahead in a file, so that it survives a restart and every node follows. */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoClock {

    private final MovableClock clock;
    private final Path file = DemoSettings.dataFolder().resolve("clock");

    DemoClock(MovableClock clock) {
        this.clock = clock;
    }

    /** Sets the clock ahead, never back: deadlines that have passed stay passed. */
    synchronized void ahead(Duration more) {
        if (more.isNegative()) {
            throw new IllegalArgumentException("时钟只能往后拨");
        }
        Duration offset = clock.offset().plus(more);
        try {
            Path fresh = file.resolveSibling("clock.new");
            Files.writeString(fresh, offset.toString(), StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("时钟无法保存", failed);
        }
        clock.runAhead(offset);
    }

    @PostConstruct
    @Scheduled(fixedDelay = 1000)
    void follow() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            Duration offset = Duration.parse(
                    Files.readString(file, StandardCharsets.UTF_8).strip());
            if (!offset.equals(clock.offset())) {
                clock.runAhead(offset);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("时钟无法读出", failed);
        }
    }
}
