package org.tuanwei.collection;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tuanwei.collection.RowVersion.Channel;
import org.tuanwei.contacttable.ContactEntry;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;

/** The two forms of a school: filling in its row, and confirming what the unit has filled in for it (A6, J1). */
@Configuration(proxyBeanMethods = false)
class RowForms {

    private final RowService service;
    private final SchoolRows rows;
    private final UnitRounds units;
    private final Rounds rounds;
    private final Mailboxes mailboxes;

    RowForms(RowService service, SchoolRows rows, UnitRounds units, Rounds rounds, Mailboxes mailboxes) {
        this.service = service;
        this.rows = rows;
        this.units = units;
        this.rounds = rounds;
        this.mailboxes = mailboxes;
    }

    @Bean
    TaskForm fillRowForm() {
        return form(CollectionProcess.FILL);
    }

    @Bean
    TaskForm confirmRowForm() {
        return form(CollectionProcess.CONFIRM);
    }

    private TaskForm form(String task) {
        return new TaskForm() {
            @Override
            public String task() {
                return task;
            }

            @Override
            public Map<String, Object> prefill(HumanTask human) {
                return shown(rows.get(CollectionProcess.rowId(human)));
            }

            @Override
            public Map<String, Object> submit(HumanTask human, Map<String, Object> values) {
                service.fill(CollectionProcess.rowId(human), entry(values), Channel.FORM, null);
                return Map.of();
            }
        };
    }

    private Map<String, Object> shown(SchoolRow row) {
        UnitRound unit = units.get(row.collectionId());
        Map<String, Object> shown = new HashMap<>();
        shown.put("organizationName", Markdown.escape(row.schoolName()));
        shown.put("phaseText", row.state().label());
        shown.put("caseUrl", "/collections/rows/" + row.id());
        shown.put("uploadUrl", "/collections/rows/" + row.id() + "/upload");
        shown.put("roundTitle", Markdown.escape(rounds.get(unit.roundId()).title()));
        shown.put(
                "mailboxText",
                mailboxes.of(unit.unitCode()).map(Markdown::escape).orElse(""));
        shown.put("returnReason", Markdown.escape(row.returnReason()));
        shown.put("schoolType", row.schoolType());
        Optional<RowVersion> current = rows.current(row);
        current.map(RowVersion::entry).ifPresent(entry -> {
            shown.put("contactName", entry.contactName());
            shown.put("position", entry.position());
            shown.put("phone", entry.phone());
            shown.put("mobile", entry.mobile());
            shown.put("email", entry.email());
            shown.put("schoolType", entry.type());
        });
        return shown;
    }

    /** The fields of a form or page as an entry; what was left empty is an empty text. */
    static ContactEntry entry(Map<String, ?> values) {
        return new ContactEntry(
                "",
                text(values.get("schoolType")),
                text(values.get("contactName")),
                text(values.get("position")),
                text(values.get("phone")),
                text(values.get("mobile")),
                text(values.get("email")));
    }

    /** An entry as the fields of the school's form. */
    static Map<String, Object> values(ContactEntry entry) {
        return Map.of(
                "schoolType", entry.type(),
                "contactName", entry.contactName(),
                "position", entry.position(),
                "phone", entry.phone(),
                "mobile", entry.mobile(),
                "email", entry.email());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
