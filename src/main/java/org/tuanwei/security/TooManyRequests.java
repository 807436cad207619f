package org.tuanwei.security;

import java.time.Instant;

/** Somebody has used up the share of an address, a school or a name: answered 429 with the time from which to try again. */
public class TooManyRequests extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Instant again;

    TooManyRequests(Instant again) {
        super("too many requests");
        this.again = again;
    }

    /** When the next window begins. */
    public Instant again() {
        return again;
    }
}
