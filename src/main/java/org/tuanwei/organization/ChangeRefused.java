package org.tuanwei.organization;

/** A change of the tree that its rules do not allow; the message is Chinese and meant for the person who asked. */
public class ChangeRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ChangeRefused(String message) {
        super(message);
    }
}
