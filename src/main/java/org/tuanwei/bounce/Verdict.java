package org.tuanwei.bounce;

/** What the table {@code bounce-class} says: the class, what follows, and the reason in plain words. */
record Verdict(BounceClass bounceClass, Consequence consequence, String reason) {

    /** REOPEN the organisation is asked for the right address · RESEND · NOTE · PEOPLE have to judge · NONE. */
    enum Consequence {
        REOPEN,
        RESEND,
        NOTE,
        PEOPLE,
        NONE
    }
}
