package org.tuanwei.registration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Level;
import org.tuanwei.casefile.Phase;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.web.Formats;

/** How a case stands, in words that tell its owner what he may know without an account. */
@Component
class CaseState {

    /** @param mark done, now or empty; @param at when it was entered last, empty when it was not */
    record Step(String label, String mark, String at) {}

    /** What the case waits for. @param due in words, empty without a deadline */
    record Waiting(String task, String holder, String due) {}

    /** All of it. */
    record Now(
            String organization,
            String receipt,
            String text,
            List<Step> steps,
            List<Waiting> waiting,
            @Nullable String qqNumber) {}

    private final CaseFiles files;
    private final Workflow workflow;
    private final Deadlines deadlines;
    private final Formats formats;

    CaseState(CaseFiles files, Workflow workflow, Deadlines deadlines, Formats formats) {
        this.files = files;
        this.workflow = workflow;
        this.deadlines = deadlines;
        this.formats = formats;
    }

    Now of(CaseFile file) {
        List<Waiting> waiting = file.running() ? waiting(file) : List.of();
        return new Now(file.organizationName(), file.receipt(), text(file), steps(file), waiting, file.qqNumber());
    }

    private static String text(CaseFile file) {
        return switch (file.state()) {
            case OPEN -> "账号已开通，转入常态运营";
            case ENDED -> "事项已终止：" + file.endedHow();
            case RUNNING -> "办理中，目前在「" + file.phase().label() + "」阶段";
        };
    }

    private List<Step> steps(CaseFile file) {
        Map<Phase, Instant> dates = files.phaseDates(file.id());
        List<Step> steps = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            int order = phase.compareTo(file.phase());
            boolean open = file.state() == CaseFile.State.OPEN;
            String mark = order < 0 || open ? "done" : order == 0 && file.running() ? "now" : "";
            steps.add(new Step(phase.label(), mark, order > 0 ? "" : formats.day(dates.get(phase))));
        }
        return steps;
    }

    private List<Waiting> waiting(CaseFile file) {
        return workflow.openTasks(file.id()).stream()
                .map(task -> waiting(file, task))
                .toList();
    }

    private Waiting waiting(CaseFile file, HumanTask task) {
        Optional<Deadline> deadline = deadlines.openFor(task.taskId());
        return new Waiting(
                task.name(),
                deadline.map(one -> holder(file, one.party())).orElse(""),
                deadline.map(this::due).orElse(""));
    }

    private String due(Deadline deadline) {
        return formats.deadline(deadline.dueAt()) + " 前（"
                + deadlines.dueText(deadline).words() + "，"
                + deadline.provenance().label() + "）";
    }

    private static String holder(CaseFile file, Deadline.Party party) {
        return switch (party) {
            case OWNER -> "本单位";
            case SUPERIOR -> file.level() == Level.UNIT ? "团中央学校部" : file.unitName() + "团委学校部";
            case TENCENT -> "腾讯公司";
            case CENTRE -> "团中央学校部";
        };
    }
}
