package org.tuanwei.contact;

/** Covers personal data so that its owner still recognises it: 199****0001, wa***@x.example, 王**. */
final class Mask {

    private Mask() {}

    static String name(String name) {
        int first = name.offsetByCodePoints(0, Math.min(1, name.codePointCount(0, name.length())));
        return name.substring(0, first) + "**";
    }

    static String mobile(String mobile) {
        return mobile.length() < 8 ? "****" : mobile.substring(0, 3) + "****" + mobile.substring(mobile.length() - 4);
    }

    /** Keeps the area code, if any, and the last two digits. */
    static String phone(String phone) {
        int line = phone.indexOf('-') + 1;
        String number = phone.substring(line);
        return phone.substring(0, line)
                + (number.length() < 4
                        ? "****"
                        : number.substring(0, 2) + "****" + number.substring(number.length() - 2));
    }

    static String email(String email) {
        int at = email.lastIndexOf('@');
        if (at < 1) {
            return "***";
        }
        String local = email.substring(0, at);
        return local.substring(0, local.length() > 2 ? 2 : 1) + "***" + email.substring(at);
    }
}
