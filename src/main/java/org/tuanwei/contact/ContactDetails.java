package org.tuanwei.contact;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody fills in about a contact, and what has to be right about it before it is kept. */
public record ContactDetails(
        String contactName,
        @Nullable String position,
        @Nullable String phone,
        @Nullable String mobile,
        String email,
        String address,
        @Nullable String postcode) {

    private static final Pattern NAME = Pattern.compile("[\\p{L}·•.\\- ]{2,30}");
    private static final Pattern LINE = Pattern.compile("(0\\d{2,3}-)?[1-9]\\d{6,7}(-\\d{1,6})?");
    private static final Pattern MOBILE = Pattern.compile("1\\d{10}");
    private static final Pattern POSTCODE = Pattern.compile("\\d{6}");
    private static final int LONGEST_POSITION = 40;

    /** Takes the spaces off, turns full-width into half-width, and an empty optional field into none. */
    public ContactDetails {
        contactName = plain(contactName);
        position = optional(position);
        phone = optional(phone == null ? null : joined(phone));
        mobile = optional(mobile == null ? null : plain(mobile).replaceAll("[ -]", ""));
        email = plain(email);
        address = strip(address);
        postcode = optional(postcode);
    }

    /** Field name → what is wrong with it, in the order of the form; empty when all is well. */
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        if (contactName.isEmpty()) {
            problems.put("contactName", "请填写联系人姓名");
        } else if (!NAME.matcher(contactName).matches()) {
            problems.put("contactName", "联系人姓名应为2至30个字，不含数字和符号");
        }
        if (position != null && position.length() > LONGEST_POSITION) {
            problems.put("position", "职务不超过" + LONGEST_POSITION + "个字");
        }
        if (phone == null && mobile == null) {
            problems.put("mobile", "手机和电话至少填写一项");
        }
        if (phone != null && !LINE.matcher(phone).matches()) {
            problems.put("phone", "电话应为7至8位数字，可在前面加区号，如021-55500001");
        }
        if (mobile != null && !MOBILE.matcher(mobile).matches()) {
            problems.put("mobile", "手机号应为11位数字，以1开头");
        }
        String wrongEmail = EmailCheck.problem(email);
        if (wrongEmail != null) {
            problems.put("email", wrongEmail);
        }
        String wrongAddress = AddressCheck.problem(address);
        if (wrongAddress != null) {
            problems.put("address", wrongAddress);
        }
        if (postcode != null && !POSTCODE.matcher(postcode).matches()) {
            problems.put("postcode", "邮政编码应为6位数字");
        }
        return problems;
    }

    /** What is wrong with a mail address, in Chinese; null when it can be right. */
    public static @Nullable String emailProblem(String email) {
        return EmailCheck.problem(email);
    }

    private static String joined(String phone) {
        return plain(phone)
                .replaceAll("[()\\s]+", "-")
                .replaceAll("[－—–]", "-")
                .replaceAll("^-+|-+$", "")
                .replaceAll("-{2,}", "-");
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : Normalizer.normalize(strip(text), Normalizer.Form.NFKC);
    }

    private static @Nullable String optional(@Nullable String text) {
        String plain = plain(text);
        return plain.isEmpty() ? null : plain;
    }

    private static String strip(@Nullable String text) {
        return text == null
                ? ""
                : text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    @Override
    public String toString() {
        return "ContactDetails[***]";
    }
}
