package org.tuanwei.review;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.Workflow;
import org.tuanwei.review.Outcome.Result;
import org.tuanwei.review.ReviewBatches.Planned;
import org.tuanwei.review.ReviewKind.Past;
import org.tuanwei.review.ReviewList.Row;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;

/** Approves many, each in a transaction of its own: what goes wrong with one keeps none of the others. */
@Service
class BulkReview {

    static final int MOST = 200;

    private static final Logger log = LoggerFactory.getLogger(BulkReview.class);

    /**
     * What would become of a ticked row now.
     *
     * @param row null when it waits no longer
     * @param against why it cannot be approved with the others, or null
     */
    record Line(
            Tick tick,
            String name,
            String href,
            @Nullable Row row,
            @Nullable String against) {

        public boolean doubtful() {
            return against == null && row != null && row.evidence().doubtful();
        }

        public boolean sound() {
            return against == null && !doubtful();
        }
    }

    private final ReviewList list;
    private final ReviewDecisions decisions;
    private final ReviewBatches batches;
    private final Workflow workflow;

    BulkReview(ReviewList list, ReviewDecisions decisions, ReviewBatches batches, Workflow workflow) {
        this.list = list;
        this.decisions = decisions;
        this.batches = batches;
        this.workflow = workflow;
    }

    /** What was ticked, in the order of the list. @throws NotVisible for a task of somebody else */
    List<Line> preview(ReviewKind kind, Viewer viewer, Collection<String> ticks) {
        Map<String, Tick> chosen = chosen(ticks);
        Map<String, Row> rows = new HashMap<>();
        list.rows(viewer, kind, List.copyOf(chosen.keySet())).forEach(row -> rows.put(row.taskId(), row));
        List<Line> lines = new ArrayList<>();
        for (Tick tick : chosen.values()) {
            Row row = rows.get(tick.taskId());
            lines.add(row == null ? over(kind, tick) : waiting(tick, row));
        }
        return lines;
    }

    private static Line waiting(Tick tick, Row row) {
        String against = null;
        if (row.evidence().own()) {
            against = "是您本人提交的，须由同事审核";
        } else if (row.look() != null && !row.look().mine()) {
            against = row.look().name() + "正在审核";
        } else if (!row.evidence().version().equals(tick.version())) {
            against = "您打开列表之后内容有变更，请再看一次";
        }
        return new Line(tick, row.evidence().name(), row.evidence().href(), row, against);
    }

    private Line over(ReviewKind kind, Tick tick) {
        if (workflow.task(tick.taskId()).isPresent()) {
            throw new NotVisible("待办");
        }
        Past past = kind.past(tick.version()).orElseThrow(() -> new NotVisible("待办"));
        return new Line(
                tick, past.name(), past.href(), null, decisions.over(kind, tick).words());
    }

    /**
     * Approves what was confirmed in the preview.
     *
     * @return id of the record of what became of each
     * @throws FormRefused when nothing was chosen
     */
    long approve(ReviewKind kind, Viewer viewer, Collection<String> ticks) {
        List<Line> lines = preview(kind, viewer, ticks);
        long batch = batches.begin(
                kind,
                viewer,
                lines.stream()
                        .map(line -> new Planned(line.tick(), line.name(), line.href()))
                        .toList());
        for (int position = 0; position < lines.size(); position++) {
            approve(kind, batch, position, lines.get(position).tick());
        }
        return batch;
    }

    private void approve(ReviewKind kind, long batch, int position, Tick tick) {
        try {
            decisions.approve(kind, batch, position, tick);
        } catch (FormRefused refused) {
            batches.note(batch, position, new Outcome(Result.REFUSED, String.valueOf(refused.getMessage())));
        } catch (RuntimeException broken) {
            // somebody may have been faster at another door; if not, it is a fault that must not stop the rest
            boolean over = workflow.task(tick.taskId()).isEmpty();
            if (!over) {
                log.warn("Review of task {} failed", tick.taskId(), broken);
            }
            batches.note(
                    batch,
                    position,
                    over ? decisions.over(kind, tick) : new Outcome(Result.FAILED, "系统没有办成，这一项保持原样，请稍后再试；仍不行的请联系系统运维"));
        }
    }

    /** Each task once, whatever was ticked twice. */
    private static Map<String, Tick> chosen(Collection<String> ticks) {
        if (ticks.isEmpty()) {
            throw new FormRefused("ids", "请先勾选要通过的事项");
        }
        if (ticks.size() > MOST) {
            throw new FormRefused("ids", "一次最多通过 " + MOST + " 项");
        }
        Map<String, Tick> chosen = new LinkedHashMap<>();
        for (String text : ticks) {
            Tick tick = Tick.parse(text);
            chosen.putIfAbsent(tick.taskId(), tick);
        }
        return chosen;
    }
}
