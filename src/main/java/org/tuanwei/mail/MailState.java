package org.tuanwei.mail;

/** Where a mail stands. */
public enum MailState {
    QUEUED,
    SENT,
    /** The mail server would not take it, or all attempts failed. */
    REFUSED,
    /** The mail server took it, a delivery report says that it did not arrive. */
    BOUNCED,
    /** Not sent at all: the address is known to be bad. */
    WITHHELD,
    /** Taken back before it left: what it was about is over. */
    WITHDRAWN
}
