package org.tuanwei.mail;

/** Mail addresses as lists show them: enough to recognise one's own, not enough to write to a stranger. */
public final class RecipientMask {

    private RecipientMask() {}

    /** Such as {@code wa***@school.example}. */
    public static String masked(String address) {
        int at = address.lastIndexOf('@');
        String local = at < 0 ? address : address.substring(0, at);
        String shown = local.substring(0, Math.min(local.length() > 2 ? 2 : 1, local.length()));
        return shown + "***" + (at < 0 ? "" : address.substring(at));
    }
}
