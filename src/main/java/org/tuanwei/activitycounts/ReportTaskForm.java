package org.tuanwei.activitycounts;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.OwnReports.Report;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;

/** Task_Report: the organisation lists its originals of the week; what it typed goes to {@link OwnReports}. */
@Component
class ReportTaskForm implements TaskForm {

    private final OwnReports reports;
    private final ReportRequests requests;
    private final Closing closing;

    ReportTaskForm(OwnReports reports, ReportRequests requests, Closing closing) {
        this.reports = reports;
        this.requests = requests;
        this.closing = closing;
    }

    @Override
    public String task() {
        return ReportProcess.REPORT;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Week week = ReportProcess.About.of(task.businessKey()).week();
        Map<String, Object> shown = new HashMap<>();
        shown.put("organizationName", Markdown.escape(task.text("organizationName")));
        shown.put("phaseText", "每周活跃度核查");
        shown.put("caseUrl", "/activity/" + task.text("organizationCode"));
        shown.put("returnReason", "");
        shown.put("weekText", Markdown.escape(week.label()));
        shown.put("untilText", Markdown.escape(closing.text(task.tenantId(), week)));
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        ReportProcess.About about = ReportProcess.About.of(task.businessKey());
        reports.take(about.organizationId(), about.week(), report(values), Source.SELF);
        requests.answered(about.organizationId(), about.week());
        return Map.of();
    }

    /** The fields {@code posts reposts avatar} as a report. @throws FormRefused field by field */
    static Report report(Map<String, ?> values) {
        String reposts = text(values.get("reposts")).strip();
        if (!reposts.matches("\\d{1,4}")) {
            throw new FormRefused("reposts", "转发条数请填 0 至 9999 的整数，没有就填 0");
        }
        String avatar = text(values.get("avatar"));
        if (!avatar.equals("yes") && !avatar.equals("no")) {
            throw new FormRefused("avatar", "请选择账号有没有清晰的头像");
        }
        return new Report(text(values.get("posts")), Integer.parseInt(reposts), avatar.equals("yes"));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
