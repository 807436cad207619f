package org.tuanwei.security;

/** The object is none of the viewer's: answered 404, as if it did not exist. */
public class NotVisible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotVisible(String object) {
        super("没有找到" + object);
    }
}
