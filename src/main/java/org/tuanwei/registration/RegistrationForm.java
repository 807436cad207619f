package org.tuanwei.registration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.PickupPhrases;
import org.tuanwei.opening.RegistrationEntry;

/** A public form as it comes in, shown again as it was when something is wrong with it. */
record RegistrationForm(
        String school,
        String contactName,
        String position,
        String phone,
        String mobile,
        String email,
        String postcode,
        String address,
        String existingAccount,
        String existingQq,
        String existingUrl,
        String phrase,
        String phraseAgain,
        boolean consent,
        String website) {

    private static final int SHORTEST_PHRASE = 8;

    static RegistrationForm of(Map<String, String> params) {
        return new RegistrationForm(
                text(params, "school"),
                text(params, "contactName"),
                text(params, "position"),
                text(params, "phone"),
                text(params, "mobile"),
                text(params, "email"),
                text(params, "postcode"),
                text(params, "address"),
                text(params, "existingAccount"),
                text(params, "existingQq"),
                text(params, "existingUrl"),
                params.getOrDefault("phrase", ""),
                params.getOrDefault("phraseAgain", ""),
                "yes".equals(params.get("consent")),
                text(params, "website"));
    }

    static RegistrationForm empty(String school) {
        return of(Map.of("school", school));
    }

    /** What was submitted before, to be corrected. */
    static RegistrationForm of(@Nullable RegistrationEntry entry) {
        if (entry == null) {
            return empty("");
        }
        ContactDetails contact = entry.contact();
        return new RegistrationForm(
                "",
                contact.contactName(),
                orEmpty(contact.position()),
                orEmpty(contact.phone()),
                orEmpty(contact.mobile()),
                contact.email(),
                orEmpty(contact.postcode()),
                contact.address(),
                entry.existingAccount() ? "yes" : "no",
                orEmpty(entry.existingQq()),
                orEmpty(entry.existingUrl()),
                "",
                "",
                true,
                "");
    }

    /** Only a programme fills in the field that no person sees. */
    boolean fromProgramme() {
        return !website.isEmpty();
    }

    RegistrationEntry entry() {
        return new RegistrationEntry(
                new ContactDetails(contactName, position, phone, mobile, email, address, postcode),
                "yes".equals(existingAccount),
                existingQq,
                existingUrl);
    }

    /** Field name → what is wrong with it, in the order of the page. */
    Map<String, String> problems() {
        Map<String, String> problems = entryProblems();
        String objection = phraseProblem().orElse("");
        if (!objection.isEmpty()) {
            problems.put("phrase", objection);
        } else if (!phrase.equals(phraseAgain)) {
            problems.put("phraseAgain", "两次输入的取号口令不一致");
        }
        if (!consent) {
            problems.put("consent", "请阅读个人信息告知并勾选同意");
        }
        return problems;
    }

    /** The same without phrase and consent, which a correction does not give again. */
    Map<String, String> entryProblems() {
        Map<String, String> problems = new LinkedHashMap<>(entry().problems());
        if (!existingAccount.equals("yes") && !existingAccount.equals("no")) {
            problems.put("existingAccount", "请选择是否已有微博账号");
        }
        return problems;
    }

    private Optional<String> phraseProblem() {
        if (phrase.isBlank()) {
            return Optional.of("请设置取号口令");
        }
        if (phrase.strip().codePointCount(0, phrase.strip().length()) < SHORTEST_PHRASE) {
            return Optional.of("取号口令至少 " + SHORTEST_PHRASE + " 个字");
        }
        if (phrase.codePoints().allMatch(c -> Character.isDigit(c) || Character.isWhitespace(c))) {
            return Optional.of("取号口令不能全是数字");
        }
        return PickupPhrases.objectionTo(phrase);
    }

    private static String text(Map<String, String> params, String name) {
        return params.getOrDefault(name, "").strip();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public String toString() {
        return "RegistrationForm[" + school + "]";
    }
}
