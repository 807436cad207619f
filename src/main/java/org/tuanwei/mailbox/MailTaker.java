package org.tuanwei.mailbox;

/** Whoever wants to see the mails that come in; each mail goes to the first that takes it. */
public interface MailTaker {

    /** Smaller ones are asked first. */
    int order();

    /**
     * Takes the mail over within the transaction that marks it as read; an exception rolls both back and the mail is
     * tried again, at most three times.
     *
     * @return whether it was his
     */
    boolean take(ArrivedMail mail);
}
