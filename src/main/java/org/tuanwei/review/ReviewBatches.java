package org.tuanwei.review;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.review.Outcome.Result;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;

/** Keeps what was approved together and what became of each row; whoever did it can look it up again. */
@Repository
@Transactional
class ReviewBatches {

    /** A batch. */
    record Batch(long id, String kind, Instant startedAt) {}

    /** A row of it. @param outcome null when its turn never came */
    record Line(
            int position,
            String taskId,
            String version,
            String name,
            String href,
            @Nullable Outcome outcome) {}

    /** What a new row starts with. */
    record Planned(Tick tick, String name, String href) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    ReviewBatches(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Writes down what is about to be done, before anything of it is. */
    long begin(ReviewKind kind, Viewer viewer, List<Planned> rows) {
        long id = jdbc.sql("insert into review_batch (kind, decided_by, started_at) values (?, ?, ?) returning id")
                .params(kind.id(), viewer.userId(), Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        for (int position = 0; position < rows.size(); position++) {
            Planned row = rows.get(position);
            jdbc.sql("insert into review_batch_row (batch_id, position, task_id, version, name, href)"
                            + " values (?, ?, ?, ?, ?, ?)")
                    .params(id, position, row.tick().taskId(), row.tick().version(), row.name(), row.href())
                    .update();
        }
        return id;
    }

    void note(long batchId, int position, Outcome outcome) {
        jdbc.sql("update review_batch_row set outcome = ?, words = ?, decided_at = ?"
                        + " where batch_id = ? and position = ?")
                .params(outcome.result().name(), outcome.words(), Timestamp.from(clock.instant()), batchId, position)
                .update();
    }

    /** @throws NotVisible for somebody else's */
    @Transactional(readOnly = true)
    public Batch mine(ReviewKind kind, long id, Viewer viewer) {
        return jdbc.sql("select id, kind, started_at from review_batch where id = ? and kind = ? and decided_by = ?")
                .params(id, kind.id(), viewer.userId())
                .query((row, n) -> new Batch(
                        row.getLong(1), row.getString(2), row.getTimestamp(3).toInstant()))
                .optional()
                .orElseThrow(() -> new NotVisible("这次办理的结果"));
    }

    /** What needs another look first, what was done last. */
    @Transactional(readOnly = true)
    public List<Line> lines(long batchId) {
        return jdbc.sql("select position, task_id, version, name, href, outcome, words from review_batch_row"
                        + " where batch_id = ? order by outcome = 'APPROVED' nulls first, position")
                .param(batchId)
                .query((row, n) -> new Line(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6) == null
                                ? null
                                : new Outcome(Result.valueOf(row.getString(6)), row.getString(7))))
                .list();
    }
}
