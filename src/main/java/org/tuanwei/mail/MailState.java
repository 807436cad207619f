package org.tuanwei.mail;

/** Where a mail stands. */
public enum MailState {
    QUEUED,
    SENT,
    REFUSED
}
