package org.tuanwei.supervision;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How many supervisions a unit and its schools had at a moment, for the report that ranks the units. */
@Component
public class SupervisionFigures {

    /**
     * The numbers of one unit.
     *
     * @param issued letters of supervision sent to it or its schools
     * @param open of these not yet struck off
     * @param late of these ever late, or late at that moment
     */
    public record OfUnit(int issued, int open, int late) {

        public static final OfUnit NONE = new OfUnit(0, 0, 0);
    }

    private final JdbcClient jdbc;

    SupervisionFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By unit code; no entry for a unit that has none. */
    @Transactional(readOnly = true)
    public Map<String, OfUnit> asOf(Instant moment) {
        Map<String, OfUnit> found = new HashMap<>();
        jdbc.sql("""
            select unit_code, count(*), count(*) filter (where decided_at is null or decided_at >= :moment),
                   count(*) filter (where late or (decided_at is null or decided_at >= :moment)
                                    and due_on < (cast(:moment as timestamptz) at time zone 'Asia/Shanghai')::date)
            from supervision where issued_at < :moment and state <> 'DISCONTINUED' group by unit_code\
            """)
                .param("moment", Timestamp.from(moment))
                .query((row, n) -> found.put(row.getString(1), new OfUnit(row.getInt(2), row.getInt(3), row.getInt(4))))
                .list();
        return found;
    }
}
