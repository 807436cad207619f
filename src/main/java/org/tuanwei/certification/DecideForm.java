package org.tuanwei.certification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tuanwei.activity.ActivityRecord;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.certification.Eligibility.Standing;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.web.Formats;

/** The form of one level: what account it is, why it applies, what was said before; verdict and reason go to the service. */
class DecideForm implements TaskForm {

    /** What the forms of all levels read. */
    record Sources(
            CertificationService service,
            Certifications certifications,
            Eligibility eligibility,
            ActivityRecord activity,
            CaseFiles cases,
            Formats formats) {}

    private final String task;
    private final Step step;
    private final Sources sources;

    DecideForm(String task, Step step, Sources sources) {
        this.task = task;
        this.step = step;
        this.sources = sources;
    }

    @Override
    public String task() {
        return task;
    }

    @Override
    public Map<String, Object> prefill(HumanTask opened) {
        Certification certification = sources.certifications().get(CertificationProcess.idOf(opened));
        Map<String, Object> shown = new HashMap<>();
        shown.put("organizationName", Markdown.escape(opened.text("organizationName")));
        shown.put("phaseText", opened.name());
        shown.put("caseUrl", "/registry/" + opened.text("organizationCode"));
        shown.put(
                "returnReason",
                step == Step.RECHECK
                        ? ""
                        : Markdown.escape(sources.certifications()
                                .lastReason(certification.organizationId())
                                .orElse(null)));
        shown.put("certificationText", text(certification));
        return shown;
    }

    private String text(Certification certification) {
        CaseFile account = sources.cases().get(certification.caseId());
        Standing standing = sources.eligibility().of(certification.organizationId());
        List<String> lines = new ArrayList<>();
        line(lines, "所属省级团委", account.unitName());
        said(lines, "微博地址", Markdown.address(account.accountUrl()));
        line(lines, "QQ 号码", account.qqNumber());
        line(lines, "申请理由", certification.statement());
        if (step == Step.RECHECK) {
            int missed = sources.activity().weeksMissed(certification.organizationId());
            said(lines, "活跃情况", weeks("连续 " + missed + " 周未达标", account));
        } else if (standing.eligible()) {
            said(lines, "认证资格", "各项条件具备，" + weeks("连续 " + standing.weeksMet() + " 周达标", account));
        } else {
            line(lines, "现在不再具备", CertificationService.words(standing) + "（同意的，也退回单位）");
        }
        sources.certifications()
                .trail(certification.id())
                .forEach(one -> line(
                        lines,
                        sources.formats().minute(one.at()),
                        Step.words(one.step(), one.verdict()) + "（" + one.byName() + "）"));
        return String.join("\n", lines);
    }

    /** With the way to the weeks themselves, where the level has such a page. */
    private String weeks(String words, CaseFile account) {
        return step == Step.CERTIFY ? words : "[" + words + "](/activity/" + account.organizationCode() + ")";
    }

    private static void line(List<String> lines, String label, @Nullable String value) {
        said(lines, label, Markdown.escape(value));
    }

    /** @param markdown escaped already */
    private static void said(List<String> lines, String label, String markdown) {
        if (!markdown.isEmpty()) {
            lines.add("- " + label + "：" + markdown);
        }
    }

    @Override
    public Map<String, Object> submit(HumanTask done, Map<String, Object> values) {
        String decision = String.valueOf(values.get(CertificationProcess.DECISION));
        Object reason = values.get("reason");
        sources.service()
                .decide(
                        CertificationProcess.idOf(done),
                        step,
                        decision.equals("approve"),
                        reason == null ? null : reason.toString(),
                        done.taskId());
        return Map.of(CertificationProcess.DECISION, decision);
    }
}
