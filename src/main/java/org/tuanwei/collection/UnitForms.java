package org.tuanwei.collection;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;

/** The five forms of {@code contact-collection}: what each shows, and where its answer goes. */
@Configuration(proxyBeanMethods = false)
class UnitForms {

    private final CollectionService service;
    private final UnitRounds units;
    private final Rounds rounds;
    private final CollectionText text;
    private final Mailboxes mailboxes;
    private final DayRules days;
    private final WorkingCalendar calendar;
    private final Clock clock;

    UnitForms(
            CollectionService service,
            UnitRounds units,
            Rounds rounds,
            CollectionText text,
            Mailboxes mailboxes,
            DayRules days,
            WorkingCalendar calendar,
            Clock clock) {
        this.service = service;
        this.units = units;
        this.rounds = rounds;
        this.text = text;
        this.mailboxes = mailboxes;
        this.days = days;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** What the form shows for this unit, and what happens with its values. */
    private interface Shown {
        void add(UnitRound unit, Map<String, Object> shown);
    }

    private interface Taken {
        Map<String, Object> take(long unitRoundId, Map<String, Object> values);
    }

    @Bean
    TaskForm arrangeCollectionForm() {
        return form(CollectionProcess.ARRANGE, this::showArrange, (id, values) -> {
            service.arrange(
                    id,
                    DayRules.parse("schoolDueOn", String.valueOf(values.get("schoolDueOn"))),
                    String.valueOf(values.get("email")),
                    optional(values.get("sourceTitle")),
                    "accept".equals(values.get("shortReview")));
            return Map.of();
        });
    }

    private void showArrange(UnitRound unit, Map<String, Object> shown) {
        Round round = rounds.get(unit.roundId());
        LocalDate advised = days.latestForReview(unit.unitDueOn());
        LocalDate today = calendar.dayOf(clock.instant());
        shown.put("roundSchoolDay", Markdown.escape(round.schoolDueOn().toString()));
        shown.put("unitDay", Markdown.escape(unit.unitDueOn().toString()));
        if (advised.isBefore(today)) {
            shown.put("adviceText", "留给审核的时间已不足 2 个工作日。");
        } else if (advised.isBefore(round.schoolDueOn())) {
            shown.put("adviceText", "为留足 2 个工作日审核，建议不晚于 **" + Markdown.escape(advised.toString()) + "**。");
        } else {
            shown.put("adviceText", "");
        }
        shown.put("schoolDueOn", round.schoolDueOn().toString());
        mailboxes.of(unit.unitCode()).ifPresent(address -> shown.put("email", address));
        shown.put("shortReview", "refuse");
    }

    @Bean
    TaskForm checkCollectionForm() {
        return form(
                CollectionProcess.CHECK,
                (unit, shown) -> {
                    shown.put(
                            "blockText",
                            service.obstacle(unit).map(Markdown::escape).orElse(""));
                    shown.put("hintText", text.hints(unit));
                },
                (id, values) -> {
                    service.check(id, optional(values.get("note")));
                    return Map.of();
                });
    }

    @Bean
    TaskForm approveCollectionForm() {
        return form(
                CollectionProcess.APPROVE,
                (unit, shown) -> {
                    shown.put("noteText", Markdown.escape(unit.note()));
                    shown.put("hintText", text.hints(unit));
                },
                (id, values) ->
                        decided(values, approved -> service.approve(id, approved, optional(values.get("reason")))));
    }

    @Bean
    TaskForm acceptCollectionForm() {
        return form(
                CollectionProcess.ACCEPT,
                (unit, shown) -> {
                    shown.put("flaggedText", text.objections(unit));
                    shown.put("hintText", text.hints(unit));
                },
                (id, values) ->
                        decided(values, accepted -> service.accept(id, accepted, optional(values.get("reason")))));
    }

    @Bean
    TaskForm receiveDirectoryForm() {
        return form(
                CollectionProcess.RECEIVE,
                (unit, shown) -> {
                    shown.put("caseUrl", "/collections/directory?unit=" + unit.unitCode());
                    shown.put("returnReason", "");
                },
                (id, values) -> {
                    service.receive(id, optional(values.get("note")));
                    return Map.of();
                });
    }

    private static Map<String, Object> decided(
            Map<String, Object> values, java.util.function.Consumer<Boolean> decision) {
        boolean approved = "approve".equals(values.get(CollectionProcess.DECISION));
        decision.accept(approved);
        return Map.of(CollectionProcess.DECISION, approved ? "approve" : "return");
    }

    private TaskForm form(String task, Shown shows, Taken takes) {
        return new TaskForm() {
            @Override
            public String task() {
                return task;
            }

            @Override
            public Map<String, Object> prefill(HumanTask human) {
                UnitRound unit = units.get(CollectionProcess.unitRoundId(human));
                Round round = rounds.get(unit.roundId());
                Map<String, Object> shown = new HashMap<>();
                shown.put("organizationName", Markdown.escape(unit.unitName() + "·" + round.title()));
                shown.put("roundTitle", Markdown.escape(round.title()));
                shown.put("phaseText", unit.state().label());
                shown.put("caseUrl", "/collections/units/" + unit.id());
                shown.put("figuresText", text.figures(unit));
                shown.put("returnReason", Markdown.escape(unit.returnReason()));
                shows.add(unit, shown);
                return shown;
            }

            @Override
            public Map<String, Object> submit(HumanTask human, Map<String, Object> values) {
                return takes.take(CollectionProcess.unitRoundId(human), values);
            }
        };
    }

    private static @Nullable String optional(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
