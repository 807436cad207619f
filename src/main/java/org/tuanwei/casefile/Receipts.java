package org.tuanwei.casefile;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZonedDateTime;
import org.springframework.stereotype.Component;

/**
 * Draws receipt numbers: {@code TW-2611-7K4M9QX2}, year and month for the reader, 40 random bits so that none can be
 * guessed, no letter that is mistaken on the telephone.
 */
@Component
class Receipts {

    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 8;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    Receipts(Clock clock) {
        this.clock = clock;
    }

    String next() {
        ZonedDateTime now = ZonedDateTime.now(clock);
        StringBuilder receipt = new StringBuilder("TW-%02d%02d-".formatted(now.getYear() % 100, now.getMonthValue()));
        for (int i = 0; i < LENGTH; i++) {
            receipt.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return receipt.toString();
    }
}
