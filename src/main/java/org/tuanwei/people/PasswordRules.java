package org.tuanwei.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.tuanwei.security.IdentityTables;

/** Which passwords may be chosen: the engine's policy in Chinese, and what else makes a password easy to guess. */
@Component
class PasswordRules {

    /** Told on the page before anybody has to guess. */
    static final String IN_WORDS = "至少10位，含大写字母、小写字母、数字和符号，不含用户名、姓名和邮箱，不用常见词和连续字符";

    private static final int LONGEST = 128;
    private static final List<String> COMMON = List.of(
            "password",
            "passw0rd",
            "qwerty",
            "asdfgh",
            "zxcvbn",
            "1qaz",
            "admin",
            "letmein",
            "welcome",
            "iloveyou",
            "woaini",
            "gongqingtuan",
            "tuanwei",
            "tencent",
            "weibo");
    private static final String ROWS = "0123456789 9876543210 abcdefghijklmnopqrstuvwxyz zyxwvutsrqponmlkjihgfedcba";
    private static final int LONGEST_RUN = 5;

    private final IdentityTables tables;

    PasswordRules(IdentityTables tables) {
        this.tables = tables;
    }

    /** What speaks against the password, in Chinese; empty when it may be used. */
    List<String> problems(String userId, String password) {
        if (password.length() > LONGEST) {
            return List.of("密码不超过" + LONGEST + "位");
        }
        List<String> problems = new ArrayList<>();
        for (String rule : tables.brokenRules(userId, password)) {
            problems.add(inChinese(rule));
        }
        String lower = password.toLowerCase(Locale.ROOT);
        if (lower.contains(userId.toLowerCase(Locale.ROOT))) {
            problems.add("密码不能含有用户名");
        }
        if (COMMON.stream().anyMatch(lower::contains)) {
            problems.add("密码含有常见词，容易被猜到");
        }
        if (hasRun(lower)) {
            problems.add("密码含有连续或重复的字符，容易被猜到");
        }
        return problems.stream().distinct().toList();
    }

    private static boolean hasRun(String lower) {
        for (int i = 0; i + LONGEST_RUN <= lower.length(); i++) {
            String part = lower.substring(i, i + LONGEST_RUN);
            if (ROWS.contains(part) || part.chars().distinct().count() == 1) {
                return true;
            }
        }
        return false;
    }

    private static String inChinese(String rule) {
        return switch (rule) {
            case "PASSWORD_POLICY_LENGTH" -> "密码至少10位";
            case "PASSWORD_POLICY_LOWERCASE" -> "密码至少有一个小写字母";
            case "PASSWORD_POLICY_UPPERCASE" -> "密码至少有一个大写字母";
            case "PASSWORD_POLICY_DIGIT" -> "密码至少有一个数字";
            case "PASSWORD_POLICY_SPECIAL_CHARACTER" -> "密码至少有一个符号";
            case "PASSWORD_POLICY_USER_DATA" -> "密码不能含有用户名、姓名或邮箱";
            default -> "密码不符合要求";
        };
    }
}
