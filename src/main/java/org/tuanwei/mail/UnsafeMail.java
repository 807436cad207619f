package org.tuanwei.mail;

/** A mail that must not be queued, with the reason in Chinese for the person who caused it. */
public class UnsafeMail extends IllegalArgumentException {

    public UnsafeMail(String message) {
        super(message);
    }
}
