package org.tuanwei.registration;

import java.time.Instant;

/** An address or a school has used up its share: answered 429 with the time from which to try again. */
class TooManyRequests extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Instant again;

    TooManyRequests(Instant again) {
        super("too many requests");
        this.again = again;
    }

    Instant again() {
        return again;
    }
}
