package org.tuanwei.credential;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps what a workbook says between preview and confirmation: in the memory of this node only, one for each person, a
 * bounded number, for minutes.
 */
@Component
class HeldBatches {

    /** What was uploaded: the digest of the file and its lines. */
    record Held(byte[] sha256, List<CredentialSheet.Line> lines, Instant until) {

        Held {
            lines = List.copyOf(lines);
        }

        /** Names the upload in the page that asks for confirmation. */
        String fingerprint() {
            return HexFormat.of().formatHex(sha256);
        }

        @Override
        public String toString() {
            return "Held[" + lines.size() + "]";
        }
    }

    private final Map<String, Held> held = new HashMap<>();
    private final CredentialProperties properties;
    private final Clock clock;

    HeldBatches(CredentialProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /** Replaces what the person had uploaded before. @return empty when too many others wait for confirmation */
    synchronized Optional<Held> hold(String userId, byte[] sha256, List<CredentialSheet.Line> lines) {
        dropExpired();
        held.remove(userId);
        if (held.size() >= properties.previews()) {
            return Optional.empty();
        }
        Held batch = new Held(sha256, lines, clock.instant().plus(properties.previewKept()));
        held.put(userId, batch);
        return Optional.of(batch);
    }

    /** What the person has uploaded, if it is this and not too old. */
    synchronized Optional<Held> find(String userId, String fingerprint) {
        dropExpired();
        return Optional.ofNullable(held.get(userId))
                .filter(batch -> batch.fingerprint().equals(fingerprint));
    }

    synchronized void drop(String userId) {
        held.remove(userId);
    }

    synchronized int size() {
        return held.size();
    }

    @Scheduled(fixedDelay = 30_000)
    synchronized void dropExpired() {
        Instant now = clock.instant();
        for (Iterator<Held> all = held.values().iterator(); all.hasNext(); ) {
            if (!now.isBefore(all.next().until())) {
                all.remove();
            }
        }
    }
}
