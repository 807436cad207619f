package org.tuanwei.picture;

/** Tells in Chinese why a file is not even looked at as a picture; carries no bytes of it. */
public final class PictureRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public PictureRefused(String message) {
        super(message, null, false, false);
    }

    /** The reason as the uploader reads it. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
