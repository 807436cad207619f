package org.tuanwei.review;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.review.Outcome.Result;
import org.tuanwei.review.ReviewKind.Past;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.web.Formats;

/**
 * Decides one review, in a transaction of its own and through the form of its task: claimed by the viewer, checked by
 * the form gate, told in the story. What was decided or changed since it was seen is left alone, and said.
 */
@Component
@Transactional
class ReviewDecisions {

    private final Workflow workflow;
    private final Looks looks;
    private final ReviewBatches batches;
    private final Viewers viewers;
    private final Formats formats;

    ReviewDecisions(Workflow workflow, Looks looks, ReviewBatches batches, Viewers viewers, Formats formats) {
        this.workflow = workflow;
        this.looks = looks;
        this.batches = batches;
        this.viewers = viewers;
        this.formats = formats;
    }

    /** @throws FormRefused when the form does not take it: no reason, one's own entry */
    Outcome decide(ReviewKind kind, Tick seen, boolean approve, @Nullable String reason) {
        Viewer viewer = viewers.current();
        Optional<HumanTask> task =
                workflow.task(seen.taskId()).filter(found -> found.key().equals(kind.task()));
        if (task.isEmpty()) {
            return over(kind, seen);
        }
        String now = kind.hold(task.get().businessKey());
        Optional<String> holder = now.equals(seen.version()) ? workflow.claim(seen.taskId()) : Optional.of("");
        if (holder.isEmpty()) {
            return over(kind, seen);
        }
        if (!now.equals(seen.version())) {
            return new Outcome(Result.CHANGED, "您看过之后内容有变更，没有办理，请再看一次");
        }
        if (!holder.get().equals(viewer.userId())) {
            return new Outcome(Result.TAKEN, viewers.of(holder.get()).displayName() + "正在审核，没有办理");
        }
        Map<String, Object> values = new HashMap<>();
        values.put("decision", approve ? "approve" : "return");
        if (!approve) {
            values.put("reason", reason == null ? "" : reason.strip());
        }
        workflow.complete(seen.taskId(), values);
        looks.forget(seen.taskId());
        return approve ? new Outcome(Result.APPROVED, "已通过") : new Outcome(Result.RETURNED, kind.afterReturn());
    }

    /** The same as a row of a batch: what became of it is written down with it, or not at all. */
    void approve(ReviewKind kind, long batchId, int position, Tick seen) {
        batches.note(batchId, position, decide(kind, seen, true, null));
    }

    /** What is said of a task that waits no longer. */
    @Transactional(readOnly = true)
    public Outcome over(ReviewKind kind, Tick seen) {
        Past past = kind.past(seen.version()).orElse(null);
        if (past == null || past.approved() == null) {
            return new Outcome(Result.GONE, "已不需要审核：案件已终止，或资料已撤回");
        }
        return new Outcome(
                Result.BY_OTHER,
                "已由" + past.by() + "于 " + formats.minute(past.at()) + (past.approved() ? " 通过" : " 退回"));
    }
}
