package org.tuanwei.supervision;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;

/** The seven forms of {@code supervision}: what each shows, and where its answer goes. */
@Configuration(proxyBeanMethods = false)
class SupervisionForms {

    private final SupervisionService service;
    private final Supervisions supervisions;
    private final Lapses lapses;
    private final Answers answers;

    SupervisionForms(SupervisionService service, Supervisions supervisions, Lapses lapses, Answers answers) {
        this.service = service;
        this.supervisions = supervisions;
        this.lapses = lapses;
        this.answers = answers;
    }

    private interface Shown {
        void add(Supervision supervision, Map<String, Object> shown);
    }

    private interface Taken {
        Map<String, Object> take(long id, Values values);
    }

    /** The checked values of a submission. */
    private record Values(Map<String, Object> map) {
        String text(String key) {
            return String.valueOf(map.get(key));
        }

        int days(String key) {
            return Integer.parseInt(text(key));
        }

        boolean approved() {
            return "approve".equals(map.get(SupervisionProcess.DECISION));
        }
    }

    @Bean
    TaskForm proposeSupervisionForm() {
        return form(
                SupervisionProcess.PROPOSE,
                (supervision, shown) -> {
                    if (supervision.demand() != null) {
                        shown.put("demand", supervision.demand());
                        shown.put("termDays", String.valueOf(supervision.termDays()));
                    }
                },
                (id, values) -> {
                    if (values.approved()) {
                        service.propose(id, values.text("demand"), values.days("termDays"));
                    } else {
                        service.decline(id, values.text("reason"));
                    }
                    return decision(values);
                });
    }

    @Bean
    TaskForm authorizeSupervisionForm() {
        return form(
                SupervisionProcess.AUTHORIZE,
                (supervision, shown) -> {
                    shown.put("termText", String.valueOf(supervision.termDays()));
                    shown.put("proposerText", Markdown.escape(service.nameOf(supervision.proposedBy())));
                },
                (id, values) -> {
                    if (values.approved()) {
                        service.authorize(id);
                    } else {
                        service.sendBack(id, values.text("reason"));
                    }
                    return decision(values);
                });
    }

    @Bean
    TaskForm acknowledgeSupervisionForm() {
        return form(SupervisionProcess.ACKNOWLEDGE, (supervision, shown) -> {}, (id, values) -> {
            service.acknowledge(id);
            return Map.of();
        });
    }

    @Bean
    TaskForm handleSupervisionForm() {
        return form(
                SupervisionProcess.HANDLE,
                (supervision, shown) -> {
                    answers.current(supervision.id())
                            .filter(answer -> answer.accepted() == null)
                            .ifPresent(answer -> shown.put("handling", answer.handling()));
                    shown.put(
                            "extensionText",
                            answers.extensions(supervision.id()).stream()
                                    .findFirst()
                                    .map(SupervisionForms::extension)
                                    .orElse(""));
                },
                (id, values) -> {
                    if ("extend".equals(values.text("outcome"))) {
                        service.askForTime(id, values.days("extensionDays"), values.text("extensionReason"));
                        return Map.of(SupervisionProcess.DECISION, "extend");
                    }
                    service.handle(id, values.text("handling"));
                    return Map.of(SupervisionProcess.DECISION, "done");
                });
    }

    private static String extension(Extension extension) {
        return Boolean.TRUE.equals(extension.granted())
                ? "已批准 " + extension.days() + " 个工作日"
                : "未获批准：" + Markdown.escape(extension.answer());
    }

    @Bean
    TaskForm decideExtensionForm() {
        return form(
                SupervisionProcess.DECIDE_EXTENSION,
                (supervision, shown) -> answers.extensions(supervision.id()).stream()
                        .filter(extension -> extension.granted() == null)
                        .findFirst()
                        .ifPresent(extension -> {
                            shown.put("extensionDaysText", String.valueOf(extension.days()));
                            shown.put("extensionReasonText", Markdown.escape(extension.reason()));
                            shown.put("longerDayText", day(service.longer(extension.days())));
                        }),
                (id, values) -> {
                    service.decideTime(id, values.approved(), values.approved() ? null : values.text("reason"));
                    return decision(values);
                });
    }

    @Bean
    TaskForm feedbackSupervisionForm() {
        return form(SupervisionProcess.FEEDBACK, (supervision, shown) -> {}, (id, values) -> {
            service.feedback(id, values.text("feedback"));
            return Map.of();
        });
    }

    @Bean
    TaskForm verifySupervisionForm() {
        return form(
                SupervisionProcess.VERIFY,
                (supervision, shown) -> {
                    answers.current(supervision.id()).ifPresent(answer -> {
                        shown.put("feedbackText", Markdown.escape(answer.feedback()));
                        shown.put("feedbackByText", Markdown.escape(service.nameOf(answer.feedbackBy())));
                    });
                    shown.put("lateText", supervision.late() ? "　**曾逾期**" : "");
                    shown.put("returnReason", "");
                },
                (id, values) -> {
                    if (values.approved()) {
                        service.accept(id, values.text("verdict"));
                    } else {
                        service.refuse(id, values.text("verdict"), values.days("reworkDays"));
                    }
                    return decision(values);
                });
    }

    private static Map<String, Object> decision(Values values) {
        return Map.of(SupervisionProcess.DECISION, values.approved() ? "approve" : "return");
    }

    private TaskForm form(String task, Shown shows, Taken takes) {
        return new TaskForm() {
            @Override
            public String task() {
                return task;
            }

            @Override
            public Map<String, Object> prefill(HumanTask human) {
                Supervision supervision = supervisions.get(SupervisionProcess.idOf(human));
                Map<String, Object> shown = common(supervision);
                shows.add(supervision, shown);
                return shown;
            }

            @Override
            public Map<String, Object> submit(HumanTask human, Map<String, Object> values) {
                return takes.take(SupervisionProcess.idOf(human), new Values(values));
            }
        };
    }

    private Map<String, Object> common(Supervision supervision) {
        List<Lapse> owed = lapses.of(supervision.id());
        Map<String, Object> shown = new HashMap<>();
        shown.put("organizationName", Markdown.escape(supervision.organizationName()));
        shown.put("phaseText", "督办 · " + supervision.state().label());
        shown.put("caseUrl", "/supervisions/" + supervision.id());
        shown.put(
                "matterText",
                "**督办事项**\n\n"
                        + owed.stream()
                                .map(lapse ->
                                        "- " + Markdown.escape(lapse.text()) + (lapse.mendedAt() == null ? "" : "（已补）"))
                                .collect(Collectors.joining("\n")));
        shown.put(
                "mendedText",
                owed.stream()
                        .filter(lapse -> lapse.mendedAt() != null)
                        .map(lapse -> Markdown.escape(lapse.text()))
                        .collect(Collectors.joining("；")));
        shown.put("numberText", Markdown.escape(supervision.title()));
        shown.put("demandText", Markdown.escape(supervision.demand()));
        shown.put("dueDayText", day(supervision.dueOn()));
        shown.put("returnReason", Markdown.escape(supervision.returnReason()));
        shown.put(
                "handlingText",
                answers.current(supervision.id())
                        .map(answer -> Markdown.escape(answer.handling()))
                        .orElse(""));
        return shown;
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : Markdown.escape(day.toString());
    }
}
