package org.tuanwei.urging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.opening.Urgings;
import org.tuanwei.opening.Urgings.Look;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Urges many cases, each in a transaction of its own: what goes wrong with one keeps nobody else from his letter. */
@Service
class BulkUrging {

    static final int MOST = 200;

    private static final String BATCH = """
            select b.id, b.text, b.urged_by, b.urged_at, count(*) filter (where k.skipped is null),
                   count(*) filter (where k.skipped is not null)
            from urging_batch b join urging_batch_case k on k.batch_id = b.id
            where b.unit_code in (:units)""";

    /** What happens to one case. @param skipped why it is passed over, or null */
    record Line(
            long caseId,
            String name,
            String tasks,
            int letters,
            @Nullable String skipped) {}

    /** One bulk urging that was sent. */
    record Batch(long id, String text, String urgedBy, Instant urgedAt, int sent, int skipped) {}

    private final Urgings urgings;
    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Clock clock;

    BulkUrging(Urgings urgings, JdbcClient jdbc, Viewers viewers, Clock clock) {
        this.urgings = urgings;
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** Who would be written to now, and who would be passed over. @throws NotVisible for a foreign case */
    List<Line> preview(Collection<Long> caseIds) {
        return chosen(caseIds).stream().map(this::look).toList();
    }

    private Line look(long caseId) {
        try {
            Look look = urgings.look(caseId);
            String skipped = look.notBefore().map(urgings::tooSoon).orElse(null);
            if (skipped == null && look.tasks().isEmpty()) {
                skipped = "此刻没有等人办理的事项，系统正在处理上一步";
            }
            if (skipped == null && look.letters() == 0) {
                skipped = "没有可用的邮箱，请先补登联系人，或在案件页单独催办";
            }
            return new Line(caseId, look.file().organizationName(), look.tasks(), look.letters(), skipped);
        } catch (NotAllowed over) {
            return new Line(caseId, "第 " + caseId + " 号案件", "", 0, "案件已办结，或不由您催办");
        }
    }

    /**
     * Urges all that may be urged now.
     *
     * @return id of the record
     * @throws FormRefused when the text says nothing, or nothing was chosen
     */
    long send(Collection<Long> caseIds, String text) {
        Viewer viewer = viewers.current();
        String unit = Urgers.require(viewer);
        String stripped = Urgings.requireText(text);
        List<Line> done = new ArrayList<>();
        for (Line line : preview(caseIds)) {
            done.add(line.skipped() == null ? urge(line, stripped) : line);
        }
        long batch = jdbc.sql("insert into urging_batch (unit_code, text, urged_by, urged_at) values (?, ?, ?, ?)"
                        + " returning id")
                .params(unit, stripped, viewer.displayName(), Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        done.forEach(line -> jdbc.sql(
                        "insert into urging_batch_case (batch_id, case_id, letters, skipped) values (?, ?, ?, ?)")
                .params(batch, line.caseId(), line.letters(), line.skipped())
                .update());
        return batch;
    }

    private Line urge(Line line, String text) {
        try {
            int letters = urgings.urge(line.caseId(), text);
            return new Line(line.caseId(), line.name(), line.tasks(), letters, null);
        } catch (FormRefused | NotAllowed meanwhile) {
            return new Line(line.caseId(), line.name(), line.tasks(), 0, String.valueOf(meanwhile.getMessage()));
        }
    }

    private static Set<Long> chosen(Collection<Long> caseIds) {
        if (caseIds.isEmpty()) {
            throw new FormRefused("ids", "请先勾选要催办的案件");
        }
        if (caseIds.size() > MOST) {
            throw new FormRefused("ids", "一次最多催办 " + MOST + " 个案件");
        }
        return new LinkedHashSet<>(caseIds);
    }

    /** The bulk urgings of the viewer's side, the latest first. */
    List<Batch> batches() {
        return jdbc.sql(BATCH + " group by b.id order by b.id desc limit 10")
                .param("units", units())
                .query(BulkUrging::batch)
                .list();
    }

    /** @throws NotVisible for one of somebody else's */
    Batch batch(long id) {
        return jdbc.sql(BATCH + " and b.id = :id group by b.id")
                .param("id", id)
                .param("units", units())
                .query(BulkUrging::batch)
                .optional()
                .orElseThrow(() -> new NotVisible("这次催办"));
    }

    private static Batch batch(ResultSet row, int n) throws SQLException {
        return new Batch(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getTimestamp(4).toInstant(),
                row.getInt(5),
                row.getInt(6));
    }

    /** What became of each case of it. */
    List<Line> lines(long batchId) {
        return jdbc.sql("select k.case_id, o.name, k.letters, k.skipped from urging_batch_case k"
                        + " join case_file c on c.id = k.case_id join organization o on o.id = c.organization_id"
                        + " where k.batch_id = ? order by k.skipped is not null, k.case_id")
                .param(batchId)
                .query((row, n) -> new Line(row.getLong(1), row.getString(2), "", row.getInt(3), row.getString(4)))
                .list();
    }

    private Set<String> units() {
        Viewer viewer = viewers.current();
        return Urgers.national(viewer) ? Set.of(Organization.CENTRE_CODE) : Urgers.unitsOf(viewer);
    }
}
