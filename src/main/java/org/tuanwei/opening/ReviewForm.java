package org.tuanwei.opening;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;

/** Task_Review: the level above approves what was registered, or returns it with the reason. */
@Component
class ReviewForm implements TaskForm {

    private final Openings openings;
    private final ListedAnswer listed;
    private final CaseFiles files;

    ReviewForm(Openings openings, ListedAnswer listed, CaseFiles files) {
        this.openings = openings;
        this.listed = listed;
        this.files = files;
    }

    @Override
    public String task() {
        return OpeningProcess.REVIEW;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        CaseFile file = files.get(task.caseId());
        Map<String, Object> shown = new HashMap<>();
        shown.put(
                "summary",
                openings.latestEntry(file).map(entry -> summary(file, entry)).orElse("- 尚未提交登记资料"));
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        boolean approved = "approve".equals(values.get("decision"));
        Object reason = values.get("reason");
        openings.review(task, approved, reason == null ? null : reason.toString());
        return Map.of("decision", approved ? "approve" : "return");
    }

    private String summary(CaseFile file, RegistrationEntry entry) {
        List<String> lines = new ArrayList<>();
        line(lines, "单位代码", file.organizationCode());
        line(lines, "学校类型", file.schoolType());
        line(lines, "联系人", entry.contact().contactName());
        line(lines, "职务", entry.contact().position());
        line(lines, "电话", entry.contact().phone());
        line(lines, "手机", entry.contact().mobile());
        line(lines, "电子邮箱", entry.contact().email());
        line(lines, "通信地址", entry.contact().address());
        line(lines, "邮政编码", entry.contact().postcode());
        line(lines, "微博账号", entry.existingAccount() ? "已有，申请补录" : "还没有，申请开通");
        line(lines, "已有 QQ 号", entry.existingQq());
        line(lines, "已有微博地址", entry.existingUrl());
        listed.forReviewer(file, entry.existingAccount())
                .forEach(text -> lines.add("- **" + Markdown.escape(text) + "**"));
        return String.join("\n", lines);
    }

    private static void line(List<String> lines, String label, @Nullable String value) {
        if (value != null) {
            lines.add("- " + label + "：" + Markdown.escape(value));
        }
    }
}
