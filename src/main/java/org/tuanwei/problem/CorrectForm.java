package org.tuanwei.problem;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;

/** Task_SchoolCorrect: the very data that were wrong, edited in place; what was there before is kept (C7, C8). */
@Component
class CorrectForm implements TaskForm {

    private static final Map<String, Function<ContactDetails, @Nullable String>> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("联系人", ContactDetails::contactName);
        FIELDS.put("职务", ContactDetails::position);
        FIELDS.put("电话", ContactDetails::phone);
        FIELDS.put("手机", ContactDetails::mobile);
        FIELDS.put("电子邮箱", ContactDetails::email);
        FIELDS.put("通信地址", ContactDetails::address);
        FIELDS.put("邮政编码", ContactDetails::postcode);
    }

    private final ProblemService service;
    private final Problems problems;
    private final ProblemLetters letters;
    private final Contacts contacts;
    private final CaseFiles files;

    CorrectForm(ProblemService service, Problems problems, ProblemLetters letters, Contacts contacts, CaseFiles files) {
        this.service = service;
        this.problems = problems;
        this.letters = letters;
        this.contacts = contacts;
        this.files = files;
    }

    @Override
    public String task() {
        return ProblemProcess.CORRECT;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Problem problem = problems.get(ProblemProcess.problemId(task));
        Map<String, Object> shown = new HashMap<>();
        shown.put("problemText", Markdown.escape(problem.kind().label() + "：" + problem.text()));
        shown.put("returnReason", Markdown.escape(problems.latestObjection(problem.id())));
        letters.owner(files.get(task.caseId())).map(ContactCard::details).ifPresent(details -> {
            shown.put("contactName", details.contactName());
            shown.put("position", orEmpty(details.position()));
            shown.put("phone", orEmpty(details.phone()));
            shown.put("mobile", orEmpty(details.mobile()));
            shown.put("email", details.email());
            shown.put("address", details.address());
            shown.put("postcode", orEmpty(details.postcode()));
        });
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        ContactDetails corrected = new ContactDetails(
                text(values, "contactName"),
                text(values, "position"),
                text(values, "phone"),
                text(values, "mobile"),
                text(values, "email"),
                text(values, "address"),
                text(values, "postcode"));
        Problem problem = problems.get(ProblemProcess.problemId(task));
        Optional<ContactCard> card = letters.owner(files.get(task.caseId()));
        long organization = card.map(ContactCard::organizationId)
                .orElseGet(() -> files.get(task.caseId()).organizationId());
        String changed = "";
        if (card.isEmpty() || !card.get().details().equals(corrected)) {
            ContactCard after = contacts.correct(
                    organization, corrected, "问题「" + problem.kind().label() + "」");
            changed = card.map(before -> changes(before, after)).orElse("登记联系人资料");
        }
        service.corrected(task, changed.isEmpty() ? "核对无误，资料没有改动" : changed);
        return Map.of();
    }

    /** What was changed, before and after, masked: 电子邮箱 l***@a.example → w***@b.example. */
    private static String changes(ContactCard before, ContactCard after) {
        StringBuilder changes = new StringBuilder();
        FIELDS.forEach((label, field) -> {
            if (!Objects.equals(field.apply(before.details()), field.apply(after.details()))) {
                changes.append(changes.isEmpty() ? "" : "；").append(label).append(' ');
                changes.append(shown(field, before)).append(" → ").append(shown(field, after));
            }
        });
        return changes.toString();
    }

    private static String shown(Function<ContactDetails, @Nullable String> field, ContactCard card) {
        String value = field.apply(card.masked().details());
        return value == null ? "（空）" : value;
    }

    private static String text(Map<String, Object> values, String key) {
        Object value = values.get(key);
        return value == null ? "" : value.toString().strip();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
