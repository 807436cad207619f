package org.tuanwei.inbound;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds SMTP reply codes, enhanced status codes and mail addresses in the words of a mail server. */
final class Codes {

    static final Pattern ADDRESS =
            Pattern.compile("(?<![A-Za-z0-9._%+/=-])[A-Za-z0-9][A-Za-z0-9._%+'/=-]{0,63}@[A-Za-z0-9][A-Za-z0-9-]{0,62}"
                    + "(?:\\.[A-Za-z0-9][A-Za-z0-9-]{0,62}){1,8}(?![A-Za-z0-9-])");

    private static final Pattern STATUS =
            Pattern.compile("(?<![0-9.\\[(-])#?([245]\\.[0-9]{1,2}\\.[0-9]{1,3})(?![0-9.])");
    private static final Pattern REPLY_THEN_STATUS = Pattern.compile(
            "(?<![0-9.])([45][0-9]{2})[ -]+#?(?:\\([a-z]+\\) )?([245]\\.[0-9]{1,2}\\.[0-9]{1,3})(?![0-9.])");
    private static final Pattern REPLY = Pattern.compile(
            "(?:^|[\\s:;>\"'(\\[=,、：，；（《“])(?:smtp[; ]+)?([45][0-5][0-9])(?=[ -]|$|[:;\"',.，：；]\\s|#)",
            Pattern.CASE_INSENSITIVE);

    private Codes() {}

    /** Such as 5.1.1, the empty text where there is none; unspecific ones (5.0.0) only for want of better ones. */
    static String status(String text) {
        Matcher both = REPLY_THEN_STATUS.matcher(text);
        if (both.find() && specific(both.group(2))) {
            return both.group(2);
        }
        String first = "";
        Matcher matcher = STATUS.matcher(text);
        while (matcher.find()) {
            if (specific(matcher.group(1))) {
                return matcher.group(1);
            }
            first = first.isEmpty() ? matcher.group(1) : first;
        }
        return first;
    }

    /** Such as 550, the empty text where there is none. */
    static String reply(String text) {
        Matcher both = REPLY_THEN_STATUS.matcher(text);
        if (both.find()) {
            return both.group(1);
        }
        Matcher matcher = REPLY.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    static boolean specific(String status) {
        return status.length() > 3 && !status.substring(1).equals(".0.0");
    }
}
