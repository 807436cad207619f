package org.tuanwei.activity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tuanwei.activity.Samples.Item;
import org.tuanwei.activitycounts.Counts;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;

/** The three forms of {@code weekly-activity}: what each shows, and where its answer goes. */
@Configuration(proxyBeanMethods = false)
class ActivityForms {

    private static final int MOST_LISTED = 40;

    private final CheckService service;
    private final DisputeService disputes;
    private final ActivityConsequences consequences;
    private final Samples samples;
    private final Results results;
    private final Counts counts;

    ActivityForms(
            CheckService service,
            DisputeService disputes,
            ActivityConsequences consequences,
            Samples samples,
            Results results,
            Counts counts) {
        this.service = service;
        this.disputes = disputes;
        this.consequences = consequences;
        this.samples = samples;
        this.results = results;
        this.counts = counts;
    }

    private interface Shown {
        void add(HumanTask task, Check check, Map<String, Object> shown);
    }

    private interface Taken {
        Map<String, Object> take(HumanTask task, Map<String, Object> values);
    }

    @Bean
    TaskForm checkActivityForm() {
        return form(
                ActivityProcess.CHECK,
                (task, check, shown) -> {
                    List<Item> items = samples.of(check.id(), check.version());
                    shown.put("tallyText", service.tally(check));
                    shown.put(
                            "sampleText",
                            items.isEmpty()
                                    ? "本周没有可以抽查的链接，可以直接公布。"
                                    : items.stream().map(ActivityForms::line).collect(Collectors.joining("\n\n")));
                    shown.put("returnReason", Markdown.escape(check.note()));
                },
                (task, values) -> {
                    boolean genuine = "approve".equals(values.get(ActivityProcess.DECISION));
                    service.check(
                            ActivityProcess.checkId(task),
                            genuine,
                            text(values.get("notGenuine")),
                            text(values.get("reason")));
                    return Map.of(ActivityProcess.DECISION, genuine ? "approve" : "return");
                });
    }

    private static String line(Item item) {
        return "**" + item.number() + "** " + Markdown.escape(item.organizationName()) + "："
                + Markdown.escape(item.about()) + "　" + Markdown.address(item.link());
    }

    @Bean
    TaskForm followUpActivityForm() {
        return form(
                ActivityProcess.FOLLOW_UP,
                (task, check, shown) -> {
                    List<ActivityConsequences.Listed> listed = consequences.listed(check.id());
                    String lines = listed.stream()
                            .limit(MOST_LISTED)
                            .map(one -> "- " + Markdown.escape(one.result().name()) + "：" + Markdown.escape(one.text()))
                            .collect(Collectors.joining("\n"));
                    shown.put(
                            "listedText",
                            lines + (listed.size() > MOST_LISTED ? "\n- 等共 " + listed.size() + " 个，见名单" : ""));
                },
                (task, values) -> {
                    service.followUp(ActivityProcess.checkId(task), text(values.get("followUp")));
                    return Map.of();
                });
    }

    @Bean
    TaskForm recheckActivityForm() {
        return form(
                ActivityProcess.RECHECK,
                (task, check, shown) -> {
                    Dispute dispute = disputes.get(disputeId(task));
                    shown.put("organizationName", Markdown.escape(dispute.organizationName()));
                    shown.put("caseUrl", "/activity/" + dispute.organizationCode());
                    shown.put(
                            "resultText",
                            results.published(dispute.organizationId(), check.week())
                                    .map(result -> result.verdict().label()
                                            + (result.missing().isEmpty()
                                                    ? ""
                                                    : "：" + Markdown.escape(result.missing())))
                                    .orElse(""));
                    shown.put(
                            "claimText",
                            "原创 " + dispute.originals() + " 条，头像" + (dispute.avatar() ? "有" : "没有") + "。理由："
                                    + Markdown.escape(dispute.reason()));
                    shown.put(
                            "sourcesText",
                            counts.versions(dispute.organizationId(), check.week()).stream()
                                    .map(count -> "- " + count.source().label() + "：原创 " + count.originals() + " 条，转发 "
                                            + count.reposts() + " 条，头像" + (count.avatar() ? "有" : "没有"))
                                    .collect(Collectors.joining("\n")));
                },
                (task, values) -> {
                    boolean upheld = "approve".equals(values.get(ActivityProcess.DECISION));
                    disputes.decide(disputeId(task), upheld, text(values.get("verdict")));
                    return Map.of(ActivityProcess.DECISION, upheld ? "approve" : "return");
                });
    }

    private static long disputeId(HumanTask task) {
        return Long.parseLong(task.text(ActivityProcess.DISPUTE));
    }

    private TaskForm form(String key, Shown shows, Taken takes) {
        return new TaskForm() {
            @Override
            public String task() {
                return key;
            }

            @Override
            public Map<String, Object> prefill(HumanTask task) {
                Check check = service.get(ActivityProcess.checkId(task));
                Map<String, Object> shown = new HashMap<>();
                shown.put("organizationName", Markdown.escape(check.unitName()));
                shown.put("phaseText", check.state().label());
                shown.put("caseUrl", "/activity/checks/" + check.id());
                shown.put("weekText", Markdown.escape(check.week().label()));
                shown.put("returnReason", "");
                shows.add(task, check, shown);
                return shown;
            }

            @Override
            public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
                return takes.take(task, values);
            }
        };
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
