package org.tuanwei.opening;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tuanwei.contact.ContactDetails;

/** What an organisation submits about itself: whom to reach, and the account it has already, if any (A4). */
public record RegistrationEntry(
        ContactDetails contact,
        boolean existingAccount,
        @Nullable String existingQq,
        @Nullable String existingUrl) {

    private static final Pattern QQ = Pattern.compile("[1-9]\\d{4,10}");
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"<>]{4,}");
    private static final int LONGEST_URL = 200;

    /** An account that is said not to exist has neither number nor address. */
    public RegistrationEntry {
        existingQq = existingAccount ? optional(existingQq) : null;
        existingUrl = existingAccount ? optional(existingUrl) : null;
    }

    static RegistrationEntry of(Map<String, Object> values) {
        return new RegistrationEntry(
                new ContactDetails(
                        text(values, "contactName"),
                        text(values, "position"),
                        text(values, "phone"),
                        text(values, "mobile"),
                        text(values, "email"),
                        text(values, "address"),
                        text(values, "postcode")),
                "yes".equals(values.get("existingAccount")),
                text(values, "existingQq"),
                text(values, "existingUrl"));
    }

    /** The values of the form that registers. */
    Map<String, Object> asForm() {
        Map<String, Object> values = new HashMap<>();
        values.put("contactName", contact.contactName());
        values.put("position", orEmpty(contact.position()));
        values.put("phone", orEmpty(contact.phone()));
        values.put("mobile", orEmpty(contact.mobile()));
        values.put("email", contact.email());
        values.put("address", contact.address());
        values.put("postcode", orEmpty(contact.postcode()));
        values.put("existingAccount", existingAccount ? "yes" : "no");
        if (existingAccount) {
            values.put("existingQq", orEmpty(existingQq));
            values.put("existingUrl", orEmpty(existingUrl));
        }
        return values;
    }

    /** Field name → what is wrong with it, in the order of the form; empty when all is well. */
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>(contact.problems());
        if (contact.mobile() == null) {
            problems.put("mobile", "请填写手机号码");
        }
        if (existingAccount) {
            if (existingQq == null) {
                problems.put("existingQq", "请填写已有账号的 QQ 号");
            } else if (!QQ.matcher(existingQq).matches()) {
                problems.put("existingQq", "QQ 号应为 5 至 11 位数字，首位不为 0");
            }
            if (existingUrl != null
                    && (existingUrl.length() > LONGEST_URL
                            || !URL.matcher(existingUrl).matches())) {
                problems.put("existingUrl", "微博地址应以 http:// 或 https:// 开头，中间没有空格，不超过 " + LONGEST_URL + " 个字符");
            }
        }
        return problems;
    }

    private static String text(Map<String, Object> values, String key) {
        Object value = values.get(key);
        return value == null ? "" : value.toString();
    }

    private static @Nullable String optional(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Records end up in logs sooner or later; this one says nothing there. */
    @Override
    public String toString() {
        return "RegistrationEntry[***]";
    }
}
