package org.tuanwei.problem;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;

/** Task_SchoolCorrect: the very data that were wrong, edited in place; what was there before is kept (C7, C8). */
@Component
class CorrectForm implements TaskForm {

    private final ProblemService service;
    private final ProblemShown shown;
    private final Contacts contacts;

    CorrectForm(ProblemService service, ProblemShown shown, Contacts contacts) {
        this.service = service;
        this.shown = shown;
        this.contacts = contacts;
    }

    @Override
    public String task() {
        return ProblemProcess.CORRECT;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Problem problem = shown.problem(task);
        Map<String, Object> values = shown.of(problem);
        values.put("introText", intro(problem.kind()));
        contacts.reaching(problem.organizationId()).map(ContactCard::details).ifPresent(details -> {
            values.put("contactName", details.contactName());
            values.put("position", orEmpty(details.position()));
            values.put("phone", orEmpty(details.phone()));
            values.put("mobile", orEmpty(details.mobile()));
            values.put("email", details.email());
            values.put("address", details.address());
            values.put("postcode", orEmpty(details.postcode()));
        });
        return values;
    }

    private static String intro(ProblemKind kind) {
        return switch (kind) {
            case NO_RESPONSE -> "取号邮件发出后较长时间没有取号。请查收邮箱并取号，取号后本待办自动了结；邮箱不对的，在这里更正，取号链接会重新寄出。";
            case RESEND_EXHAUSTED -> "发往登记邮箱的取号邮件多次被退回。请更正邮箱，取号链接会重新寄出。";
            default -> "腾讯无法办理，原因如下，请更正资料。";
        };
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
        Problem problem = shown.problem(task);
        Optional<ContactCard> before = contacts.reaching(problem.organizationId());
        if (before.isPresent() && before.get().details().equals(corrected)) {
            service.corrected(task, null, null);
            return Map.of();
        }
        ContactCard after = contacts.correct(
                before.map(ContactCard::organizationId).orElse(problem.organizationId()),
                corrected,
                "问题「" + problem.kind().label() + "」");
        service.corrected(task, before.orElse(null), after);
        return Map.of();
    }

    private static String text(Map<String, Object> values, String key) {
        Object value = values.get(key);
        return value == null ? "" : value.toString().strip();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
