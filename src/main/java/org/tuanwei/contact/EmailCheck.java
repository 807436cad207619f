package org.tuanwei.contact;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a mail address can be right at all (clause C7): form and lengths as in RFC 5321, no exotic quoting. */
final class EmailCheck {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_LABEL = 63;
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");

    private EmailCheck() {}

    static @Nullable String problem(String email) {
        if (email.isEmpty()) {
            return "请填写电子邮箱";
        }
        if (email.length() > LONGEST) {
            return "电子邮箱过长（最多" + LONGEST + "个字符）";
        }
        if (email.chars().anyMatch(c -> c <= ' ' || c > 126)) {
            return "电子邮箱只能用英文字母、数字和符号，不能有空格和汉字";
        }
        int at = email.indexOf('@');
        if (at < 0) {
            return "电子邮箱缺少“@”，应如 name@school.example";
        }
        if (email.indexOf('@', at + 1) >= 0) {
            return "电子邮箱里有不止一个“@”，请只填一个邮箱";
        }
        String local = email.substring(0, at);
        if (local.length() > LONGEST_LOCAL || !LOCAL.matcher(local).matches()) {
            return "电子邮箱“@”前面的部分不正确";
        }
        return domainProblem(email.substring(at + 1));
    }

    private static @Nullable String domainProblem(String domain) {
        String[] labels = domain.split("\\.", -1);
        if (labels.length < 2) {
            return "电子邮箱“@”后面应为完整域名，如 school.example";
        }
        for (String label : labels) {
            if (label.length() > LONGEST_LABEL || !LABEL.matcher(label).matches()) {
                return "电子邮箱“@”后面的域名不正确";
            }
        }
        String last = labels[labels.length - 1];
        return last.length() < 2 || last.chars().allMatch(Character::isDigit) ? "电子邮箱“@”后面的域名不正确" : null;
    }
}
