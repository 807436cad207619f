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
import org.tuanwei.organization.Organization;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.urging.UrgingMatter.Look;

/** Urges many cases, each in a transaction of its own: what goes wrong with one keeps nobody else from his letter. */
@Service
class BulkUrging {

    private static final String BATCH = """
            select b.id, b.matter, b.text, b.urged_by, b.urged_at, count(*) filter (where k.skipped is null),
                   count(*) filter (where k.skipped is not null)
            from urging_batch b join urging_batch_case k on k.batch_id = b.id
            where b.unit_code in (:units)""";

    /** What happens to one case. @param skipped why it is passed over, or null */
    record Line(
            long caseId,
            String name,
            String about,
            int letters,
            @Nullable String skipped) {}

    /** One bulk urging that was sent. */
    record Batch(long id, String matter, String text, String urgedBy, Instant urgedAt, int sent, int skipped) {}

    private final List<UrgingMatter> matters;
    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Clock clock;

    BulkUrging(List<UrgingMatter> matters, JdbcClient jdbc, Viewers viewers, Clock clock) {
        this.matters = matters;
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** @throws NotVisible for a key that none has */
    UrgingMatter matter(String key) {
        return matters.stream()
                .filter(matter -> matter.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new NotVisible("这类催办"));
    }

    /** Who would be written to now, and who would be passed over. @throws NotVisible for a foreign case */
    List<Line> preview(String matter, Collection<Long> caseIds) {
        UrgingMatter about = matter(matter);
        return chosen(caseIds).stream().map(caseId -> look(about, caseId)).toList();
    }

    private static Line look(UrgingMatter matter, long caseId) {
        try {
            Look look = matter.look(caseId);
            return new Line(caseId, look.name(), look.about(), look.letters(), look.skipped());
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
    long send(String matter, Collection<Long> caseIds, String text) {
        Viewer viewer = viewers.current();
        String unit = Urgers.require(viewer);
        String stripped = Urgings.requireText(text);
        UrgingMatter about = matter(matter);
        List<Line> done = new ArrayList<>();
        for (Line line : preview(matter, caseIds)) {
            done.add(line.skipped() == null ? urge(about, line, stripped) : line);
        }
        long batch = jdbc.sql("insert into urging_batch (unit_code, matter, text, urged_by, urged_at)"
                        + " values (?, ?, ?, ?, ?) returning id")
                .params(unit, matter, stripped, viewer.displayName(), Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        done.forEach(line -> jdbc.sql(
                        "insert into urging_batch_case (batch_id, case_id, letters, skipped) values (?, ?, ?, ?)")
                .params(batch, line.caseId(), line.letters(), line.skipped())
                .update());
        return batch;
    }

    private static Line urge(UrgingMatter matter, Line line, String text) {
        try {
            int letters = matter.urge(line.caseId(), text);
            return new Line(line.caseId(), line.name(), line.about(), letters, null);
        } catch (FormRefused | NotAllowed meanwhile) {
            return new Line(line.caseId(), line.name(), line.about(), 0, String.valueOf(meanwhile.getMessage()));
        }
    }

    private static Set<Long> chosen(Collection<Long> caseIds) {
        if (caseIds.isEmpty()) {
            throw new FormRefused("ids", "请先勾选要催办的案件");
        }
        if (caseIds.size() > UrgingMatter.MOST) {
            throw new FormRefused("ids", "一次最多催办 " + UrgingMatter.MOST + " 个案件");
        }
        return new LinkedHashSet<>(caseIds);
    }

    /** The bulk urgings of the viewer's side, the latest first. */
    List<Batch> batches() {
        return jdbc.sql(BATCH + " group by b.id order by b.id desc limit 10")
                .param("units", units())
                .query(this::read)
                .list();
    }

    /** @throws NotVisible for one of somebody else's */
    Batch batch(long id) {
        return jdbc.sql(BATCH + " and b.id = :id group by b.id")
                .param("id", id)
                .param("units", units())
                .query(this::read)
                .optional()
                .orElseThrow(() -> new NotVisible("这次催办"));
    }

    private Batch read(ResultSet row, int n) throws SQLException {
        return new Batch(
                row.getLong(1),
                matter(row.getString(2)).label(),
                row.getString(3),
                row.getString(4),
                row.getTimestamp(5).toInstant(),
                row.getInt(6),
                row.getInt(7));
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
