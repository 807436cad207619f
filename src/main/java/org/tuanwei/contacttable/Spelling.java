package org.tuanwei.contacttable;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings what people type into one spelling, so that equal things compare equal; it never invents a digit or letter. */
final class Spelling {

    private static final String BLANK = "[\\s\\p{Cntrl}\\p{Z}\\u200B\\uFEFF]+";
    private static final Pattern BETWEEN_HAN = Pattern.compile("(?<=\\p{IsHan}) (?=\\p{IsHan})");
    private static final Pattern AREA_AND_LINE =
            Pattern.compile("(0(?:10|2\\d|[3-9]\\d{2}))-?([1-9]\\d{2,3}-\\d{4}|[1-9]\\d{6,7})(?:-(\\d{1,6}))?");
    /** A number cell swallows the leading zero of 021…; two or three digits of area code, then the line. */
    private static final Pattern LOST_ZERO = Pattern.compile("((?:10|2\\d)[2-9]\\d{7}|[3-9]\\d{2}[2-9]\\d{6,7})");

    private static final Pattern SCIENTIFIC = Pattern.compile("\\d(\\.\\d+)?[eE]\\+?\\d{1,2}");

    private Spelling() {}

    /** One line without control characters or odd spaces. */
    static String text(String written) {
        return BETWEEN_HAN.matcher(written.replaceAll(BLANK, " ").strip()).replaceAll("");
    }

    /** A name of a school or a type: no spaces at all next to Chinese characters. */
    static String name(String written) {
        return text(written).replaceAll("(?<=[\\p{IsHan}（）()]) | (?=[\\p{IsHan}（）()])", "");
    }

    /** What two writings of the same name have in common: width, case, spaces and kinds of brackets do not count. */
    static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\p{Cntrl}\\p{Z}\\u200B\\uFEFF·•・.,，、“”\"'‘’]+", "")
                .replace('[', '(')
                .replace(']', ')')
                .replace('【', '(')
                .replace('】', ')')
                .replace('〔', '(')
                .replace('〕', ')')
                .toLowerCase(Locale.ROOT);
    }

    /** A person's name: 张　三 is 张三, foreign names keep their one space. */
    static String personName(String written) {
        return text(Normalizer.normalize(written, Normalizer.Form.NFKC)).replaceAll("[•・‧.](?=\\p{IsHan})", "·");
    }

    /** A line as 021-55500001 or 021-55500001-8012, without area code as 55500001; what is no number stays as it is. */
    static String phone(String written) {
        String plain = Normalizer.normalize(text(written), Normalizer.Form.NFKC)
                .replaceAll("(转|分机|ext\\.?)", "-")
                .replaceAll("[()\\s.]+", "-")
                .replaceAll("[－—–―‐‑]", "-")
                .replaceFirst("^-*(\\+|00)86-?0?(?=[1-9])", "0")
                .replaceAll("^-+|-+$", "")
                .replaceAll("-{2,}", "-");
        if (isScientific(written)) {
            return text(written);
        }
        if (plain.matches("0?1\\d{2}-?\\d{4}-?\\d{4}")) {
            return plain.replace("-", "");
        }
        Matcher whole = AREA_AND_LINE.matcher(plain);
        if (whole.matches()) {
            return whole.group(1) + "-" + whole.group(2).replace("-", "")
                    + (whole.group(3) == null ? "" : "-" + whole.group(3));
        }
        Matcher spaced = Pattern.compile("([1-9]\\d{2,3})-(\\d{4})").matcher(plain);
        if (spaced.matches()) {
            return spaced.group(1) + spaced.group(2);
        }
        return plain;
    }

    /** Whether the digits look like area code and line that lost the leading zero in a number cell. */
    static boolean lostZero(String phone) {
        return LOST_ZERO.matcher(phone).matches();
    }

    /** Whether Excel has rounded the number away: 2.1E+10. */
    static boolean isScientific(String written) {
        return SCIENTIFIC
                .matcher(Normalizer.normalize(text(written), Normalizer.Form.NFKC))
                .matches();
    }

    /** Eleven digits without spaces, country code or leading zero; what is no number stays as it is. */
    static String mobile(String written) {
        String plain = Normalizer.normalize(text(written), Normalizer.Form.NFKC);
        String digits = plain.replaceAll("[\\s()\\-－—–―‐‑.]+", "");
        if (isScientific(written) || !digits.matches("\\+?\\d+")) {
            return plain;
        }
        return digits.replaceFirst("^(\\+86|0086|86|0)(?=1\\d{10}$)", "");
    }

    /** An address without spaces and sentence marks around it, in half width, its domain in small letters. */
    static String email(String written) {
        String plain = Normalizer.normalize(written.replace('。', '.'), Normalizer.Form.NFKC)
                .replaceAll(BLANK, " ")
                .strip()
                .replaceFirst("(?i)^mailto:", "")
                .replaceAll("^[<\\s]+|[>;,.、\\s]+$", "");
        int at = plain.lastIndexOf('@');
        return at < 0
                ? plain
                : plain.substring(0, at + 1) + plain.substring(at + 1).toLowerCase(Locale.ROOT);
    }
}
