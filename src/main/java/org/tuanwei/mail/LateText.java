package org.tuanwei.mail;

/**
 * Text that must never lie in a table, such as a one-time link: it is made for one attempt to send and forgotten. It is
 * called outside any transaction of the outbox and may write on its own.
 */
public interface LateText {

    /** The name between the colons of <code>{{late:name:argument}}</code>. */
    String name();

    /** The text for this attempt; an exception postpones the mail. Its message is neither stored nor logged. */
    String value(String argument);
}
