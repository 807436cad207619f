package org.tuanwei.security;

/** The viewer sees the object but may not do this with it: answered 403. */
public class NotAllowed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAllowed(String why) {
        super(why);
    }
}
