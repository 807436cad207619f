package org.tuanwei.waiting;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.waiting.DayCount.Interval;

/** Reads whom cases waited for, parking included. */
@Repository
@Transactional(readOnly = true)
class Intervals {

    private record OfCase(long caseId, Interval interval) {}

    private final JdbcClient jdbc;

    Intervals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All intervals of these cases; no entry for a case that has none. */
    Map<Long, List<Interval>> of(Collection<Long> cases) {
        Map<Long, List<Interval>> intervals = new HashMap<>();
        if (!cases.isEmpty()) {
            jdbc.sql("""
                            select case_id, party, from_at, to_at from case_interval where case_id in (:cases)
                            union all
                            select case_id, 'PARKED', from_at, coalesce(ended_at, until_at) from case_parking
                            where case_id in (:cases)""")
                    .param("cases", cases)
                    .query((row, n) -> {
                        Timestamp to = row.getTimestamp("to_at");
                        return new OfCase(
                                row.getLong("case_id"),
                                new Interval(
                                        Bearer.valueOf(row.getString("party")),
                                        row.getTimestamp("from_at").toInstant(),
                                        to == null ? null : to.toInstant()));
                    })
                    .list()
                    .forEach(found -> intervals
                            .computeIfAbsent(found.caseId(), id -> new ArrayList<>())
                            .add(found.interval()));
        }
        return intervals;
    }
}
