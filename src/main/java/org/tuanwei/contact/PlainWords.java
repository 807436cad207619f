package org.tuanwei.contact;

import java.util.regex.Pattern;
import org.tuanwei.engine.FormRefused;

/** Keeps personal data and passwords out of what people type where others read it. */
public final class PlainWords {

    private static final int LONGEST = 300;
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._%+-]+(@[A-Za-z0-9.-]+)");
    private static final Pattern NUMBER = Pattern.compile("(?<!\\d)(\\d{3})\\d{3,}(\\d{2})(?!\\d)");
    private static final Pattern PASSWORD = Pattern.compile(
            "(密码|口令|password|pwd)[^\\p{Alnum}]{0,6}(?=[!-~]{6,})(?=[!-~]*[A-Za-z])(?=[!-~]*\\d)[!-~]{6,}",
            Pattern.CASE_INSENSITIVE);

    private PlainWords() {}

    /** Mail addresses and long numbers hidden but for their ends. */
    public static String masked(String text) {
        return NUMBER.matcher(MAIL.matcher(text).replaceAll("***$1")).replaceAll("$1****$2");
    }

    /** Masked, and nothing at all of what seems to hold a password. */
    public static String kept(String text) {
        return holdsPassword(text) ? "（疑似密码，未保存）" : masked(text);
    }

    /** Short and masked: fit to be a process variable, which every browser sees. */
    public static String brief(String text) {
        String line = masked(text.replaceAll("\\s+", " ").strip());
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    /** @throws FormRefused naming the field {@code text} when it is too short, too long, or seems to hold a password */
    public static void require(String text, int shortest, int longest) {
        int length = text.strip().length();
        if (length < shortest || length > longest) {
            throw new FormRefused(
                    "text",
                    shortest > 1 ? "请用 " + shortest + " 至 " + longest + " 个字说明问题" : "请填写内容，不超过 " + longest + " 个字");
        }
        refusePassword("text", text);
    }

    /** @throws FormRefused naming the field when the text seems to hold a password */
    public static void refusePassword(String field, String text) {
        if (holdsPassword(text)) {
            throw new FormRefused(field, "内容里似乎写有密码：请删去。密码只能由腾讯在号码登记页面填写");
        }
    }

    /** Whether the text seems to hold a password, which belongs on no page but the one for credentials. */
    public static boolean holdsPassword(String text) {
        return PASSWORD.matcher(text).find();
    }
}
