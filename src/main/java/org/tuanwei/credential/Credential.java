package org.tuanwei.credential;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number and what has become of its initial password; never the password. */
record Credential(
        long id,
        long caseId,
        String qqNumber,
        State state,
        Instant enteredAt,
        @Nullable Instant revealedAt,
        @Nullable Instant wipedAt) {

    static final int SHORTEST_PASSWORD = 4;
    static final int LONGEST_PASSWORD = 64;

    private static final Pattern QQ = Pattern.compile("[1-9][0-9]{4,10}");

    enum State {
        ENTERED,
        SEALED,
        REVEALED,
        DELIVERED,
        WIPED
    }

    static boolean isNumber(String text) {
        return QQ.matcher(text).matches();
    }

    /** What speaks against an initial password, without quoting it; empty when nothing does. */
    static String objectionTo(String password) {
        if (password.isEmpty()) {
            return "缺少初始密码";
        }
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            return "初始密码须为 " + SHORTEST_PASSWORD + " 至 " + LONGEST_PASSWORD + " 位";
        }
        if (password.chars().anyMatch(Character::isISOControl)) {
            return "初始密码含有不能显示的字符";
        }
        return "";
    }
}
