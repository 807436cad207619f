package org.tuanwei.contacttable;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings what people type into one spelling, so that equal things compare equal; it never invents a digit or letter. */
final class Spelling {

    private static final String BLANK = "[\\s\\p{Cntrl}\\p{Z}\\u200B\\uFEFF]+";
    private static final Pattern BLANKS = Pattern.compile(BLANK);
    private static final Pattern BESIDE_HAN = Pattern.compile("(?<=[\\p{IsHan}（）()]) | (?=[\\p{IsHan}（）()])");
    private static final Pattern UNSAID = Pattern.compile("[\\s\\p{Cntrl}\\p{Z}\\u200B\\uFEFF·•・.,，、“”\"'‘’]+");
    private static final Pattern EXTENSION = Pattern.compile("(转|分机|ext\\.?)");
    private static final Pattern GAPS = Pattern.compile("[()\\s.]+");
    private static final Pattern DASHES = Pattern.compile("[－—–―‐‑]|-{2,}");
    private static final Pattern COUNTRY = Pattern.compile("^-*(\\+|00)86-?0?(?=[1-9])");
    private static final Pattern OUTER_DASHES = Pattern.compile("^-+|-+$");
    private static final Pattern SPACED_MOBILE = Pattern.compile("0?1\\d{2}-?\\d{4}-?\\d{4}");
    private static final Pattern SPACED_LINE = Pattern.compile("([1-9]\\d{2,3})-(\\d{4})");
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[\\s()\\-－—–―‐‑.]+");
    private static final Pattern DIGITS = Pattern.compile("\\+?\\d+");
    private static final Pattern MOBILE_PREFIX = Pattern.compile("^(\\+86|0086|86|0)(?=1\\d{10}$)");
    private static final Pattern DOTS = Pattern.compile("[•・‧.](?=\\p{IsHan})");
    private static final Pattern MAILTO = Pattern.compile("(?i)^mailto:");
    private static final Pattern AROUND_MAIL = Pattern.compile("^[<\\s]+|[>;,.、\\s]+$");
    private static final Pattern BETWEEN_HAN = Pattern.compile("(?<=\\p{IsHan}) (?=\\p{IsHan})");
    private static final Pattern AREA_AND_LINE =
            Pattern.compile("(0(?:10|2\\d|[3-9]\\d{2}))-?([1-9]\\d{2,3}-\\d{4}|[1-9]\\d{6,7})(?:-(\\d{1,6}))?");
    /** A number cell swallows the leading zero of 021…; two or three digits of area code, then the line. */
    private static final Pattern LOST_ZERO = Pattern.compile("((?:10|2\\d)[2-9]\\d{7}|[3-9]\\d{2}[2-9]\\d{6,7})");

    private static final Pattern SCIENTIFIC = Pattern.compile("\\d(\\.\\d+)?[eE]\\+?\\d{1,2}");

    private Spelling() {}

    /** One line without control characters or odd spaces. */
    static String text(String written) {
        String plain = BLANKS.matcher(written).replaceAll(" ").strip();
        return plain.indexOf(' ') < 0 ? plain : BETWEEN_HAN.matcher(plain).replaceAll("");
    }

    /** A name of a school or a type: no spaces at all next to Chinese characters. */
    static String name(String written) {
        String plain = text(written);
        return plain.indexOf(' ') < 0 ? plain : BESIDE_HAN.matcher(plain).replaceAll("");
    }

    /** What two writings of the same name have in common: width, case, spaces and kinds of brackets do not count. */
    static String folded(String name) {
        if (name.chars().allMatch(Spelling::isPlainHan)) {
            return name;
        }
        return UNSAID.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC))
                .replaceAll("")
                .replace('[', '(')
                .replace(']', ')')
                .replace('【', '(')
                .replace('】', ')')
                .replace('〔', '(')
                .replace('〕', ')')
                .toLowerCase(Locale.ROOT);
    }

    /** Characters of the basic block have one width, no case and no other writing. */
    private static boolean isPlainHan(int character) {
        return character >= 0x4E00 && character <= 0x9FFF;
    }

    /** A person's name: 张　三 is 张三, foreign names keep their one space. */
    static String personName(String written) {
        return DOTS.matcher(text(Normalizer.normalize(written, Normalizer.Form.NFKC)))
                .replaceAll("·");
    }

    /** A line as 021-55500001 or 021-55500001-8012, without area code as 55500001; what is no number stays as it is. */
    static String phone(String written) {
        if (isScientific(written)) {
            return text(written);
        }
        String plain = Normalizer.normalize(text(written), Normalizer.Form.NFKC);
        plain = EXTENSION.matcher(plain).replaceAll("-");
        plain = GAPS.matcher(plain).replaceAll("-");
        plain = DASHES.matcher(plain).replaceAll("-");
        plain = COUNTRY.matcher(plain).replaceFirst("0");
        plain = OUTER_DASHES.matcher(plain).replaceAll("");
        plain = DASHES.matcher(plain).replaceAll("-");
        if (SPACED_MOBILE.matcher(plain).matches()) {
            return plain.replace("-", "");
        }
        Matcher whole = AREA_AND_LINE.matcher(plain);
        if (whole.matches()) {
            return whole.group(1) + "-" + whole.group(2).replace("-", "")
                    + (whole.group(3) == null ? "" : "-" + whole.group(3));
        }
        Matcher spaced = SPACED_LINE.matcher(plain);
        return spaced.matches() ? spaced.group(1) + spaced.group(2) : plain;
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
        String digits = BETWEEN_DIGITS.matcher(plain).replaceAll("");
        if (isScientific(written) || !DIGITS.matcher(digits).matches()) {
            return plain;
        }
        return MOBILE_PREFIX.matcher(digits).replaceFirst("");
    }

    /** An address without spaces and sentence marks around it, in half width, its domain in small letters. */
    static String email(String written) {
        String plain = BLANKS.matcher(Normalizer.normalize(written.replace('。', '.'), Normalizer.Form.NFKC))
                .replaceAll(" ")
                .strip();
        plain = AROUND_MAIL.matcher(MAILTO.matcher(plain).replaceFirst("")).replaceAll("");
        int at = plain.lastIndexOf('@');
        return at < 0
                ? plain
                : plain.substring(0, at + 1) + plain.substring(at + 1).toLowerCase(Locale.ROOT);
    }
}
