package org.tuanwei.mail;

import java.time.Instant;

/** What a conversation with the mail server came to. */
sealed interface Outcome {

    /** The server has taken the mail over. */
    record Accepted() implements Outcome {}

    /** 5xx on this mail: it will never be taken. */
    record Refused(String reason) implements Outcome {}

    /** Not tried at all: the address is known to be bad. */
    record Withheld(String reason) implements Outcome {}

    /** 4xx, or the conversation broke off: worth another attempt. */
    record Postponed(String reason) implements Outcome {}

    /** The server was not reached or turned us away before it heard of the mail, which says nothing about the mail. */
    record ServerAway(String reason) implements Outcome {}

    /** No conversation at all: the mail must not leave at this hour. */
    record NotNow(Instant until) implements Outcome {}
}
