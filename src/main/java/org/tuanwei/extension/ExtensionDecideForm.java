package org.tuanwei.extension;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueMoves;
import org.tuanwei.deadline.DueMoves.Impact;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.security.Viewers;

/** Task_Decide: the level above reads who asks for which day and why, what would move, and decides. */
@Component
class ExtensionDecideForm implements TaskForm {

    private final ExtensionService service;
    private final Deadlines deadlines;
    private final DueMoves moves;
    private final WorkingCalendar calendar;
    private final Viewers viewers;

    ExtensionDecideForm(
            ExtensionService service, Deadlines deadlines, DueMoves moves, WorkingCalendar calendar, Viewers viewers) {
        this.service = service;
        this.deadlines = deadlines;
        this.moves = moves;
        this.calendar = calendar;
        this.viewers = viewers;
    }

    @Override
    public String task() {
        return ExtensionProcess.DECIDE;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Extension extension = service.get(ExtensionProcess.idOf(task));
        Deadline deadline = deadlines.required(extension.deadlineId());
        Map<String, Object> shown = new HashMap<>();
        shown.put("organizationName", Markdown.escape(task.text("organizationName")));
        shown.put("phaseText", "延期审批");
        shown.put("caseUrl", "/deadlines/" + deadline.id());
        shown.put("extensionText", text(extension, deadline));
        return shown;
    }

    private String text(Extension extension, Deadline deadline) {
        Impact impact = moves.preview(deadline, extension.askedFor());
        long before = service.of(deadline.id()).stream()
                .filter(one -> one.state() == Extension.State.GRANTED)
                .count();
        return String.join(
                "\n\n",
                "**待办**：" + Markdown.escape(deadline.taskName()),
                "**现在的期限**：" + calendar.dueDay(deadline.dueAt()) + "（"
                        + deadlines.dueText(deadline).words() + "，" + Markdown.escape(deadline.origin()) + "）",
                "**申请延到**：" + extension.askedFor() + "（"
                        + calendar.workingDaysBetween(calendar.dueDay(deadline.dueAt()), extension.askedFor())
                        + " 个工作日）" + (before == 0 ? "" : "，此前已延期 " + before + " 次"),
                "**理由**：" + Markdown.escape(extension.reason()),
                "**申请人**：" + Markdown.escape(viewers.of(extension.askedBy()).displayName()),
                "**批准后改动**：" + impact.reminders() + " 次提醒重新安排，" + impact.timers() + " 个流程定时改期");
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        boolean granted = "approve".equals(values.get(ExtensionProcess.DECISION));
        Object reason = values.get("reason");
        service.decide(ExtensionProcess.idOf(task), granted, reason == null ? null : reason.toString());
        return Map.of(ExtensionProcess.DECISION, granted ? "approve" : "return");
    }
}
