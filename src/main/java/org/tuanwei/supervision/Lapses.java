package org.tuanwei.supervision;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores what units owe; the same lapse is noted once in a supervision. */
@Repository
class Lapses {

    private static final String COLUMNS = "id, kind, reference, detail, added_at, mended_at";

    /** A lapse that is not mended, with its supervision. */
    record Standing(long supervisionId, Lapse lapse) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Lapses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return false when it is noted already */
    boolean add(long supervisionId, LapseKind kind, String reference, String detail, String by) {
        return jdbc.sql(
                                "insert into supervision_lapse (supervision_id, kind, reference, detail, added_by, added_at)"
                                        + " values (?, ?, ?, ?, ?, ?) on conflict on constraint supervision_lapse_once do nothing")
                        .params(supervisionId, kind.name(), reference, detail, by, now())
                        .update()
                == 1;
    }

    List<Lapse> of(long supervisionId) {
        return jdbc.sql("select " + COLUMNS + " from supervision_lapse where supervision_id = ? order by id")
                .param(supervisionId)
                .query(Lapses::map)
                .list();
    }

    Map<Long, List<Lapse>> of(Collection<Long> supervisions) {
        Map<Long, List<Lapse>> found = new HashMap<>();
        if (!supervisions.isEmpty()) {
            jdbc.sql("select supervision_id, " + COLUMNS
                            + " from supervision_lapse where supervision_id in (:ids) order by id")
                    .param("ids", supervisions)
                    .query((row, n) -> found.computeIfAbsent(row.getLong("supervision_id"), id -> new ArrayList<>())
                            .add(map(row, n)))
                    .list();
        }
        return found;
    }

    /** Those of open supervisions that come from there and are not mended. */
    List<Standing> standing(String reference) {
        return jdbc.sql("""
                        select l.supervision_id, l.id, l.kind, l.reference, l.detail, l.added_at, l.mended_at
                        from supervision_lapse l join supervision s on s.id = l.supervision_id
                        where l.reference = ? and l.mended_at is null and s.decided_at is null order by l.id""")
                .param(reference)
                .query((row, n) -> new Standing(row.getLong("supervision_id"), map(row, n)))
                .list();
    }

    void mend(long id) {
        jdbc.sql("update supervision_lapse set mended_at = ? where id = ?")
                .params(now(), id)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Lapse map(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Lapse(
                row.getLong("id"),
                LapseKind.valueOf(row.getString("kind")),
                row.getString("reference"),
                row.getString("detail"),
                row.getTimestamp("added_at").toInstant(),
                Supervisions.instant(row, "mended_at"));
    }
}
