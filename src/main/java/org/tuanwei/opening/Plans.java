package org.tuanwei.opening;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The filed operation plans (F1). */
@Repository
class Plans {

    record Plan(String personInCharge, String substitute, String hours, String arrangement, Instant filedAt) {

        @Override
        public String toString() {
            return "Plan[***]";
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    Plans(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void file(long caseId, String personInCharge, String substitute, String hours, String arrangement, String by) {
        jdbc.sql("""
                        insert into operation_plan (case_id, person_in_charge, substitute, hours, arrangement, filed_by,
                            filed_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(caseId, personInCharge, substitute, hours, arrangement, by, Timestamp.from(clock.instant()))
                .update();
    }

    Optional<Plan> latest(long caseId) {
        return jdbc.sql("""
                        select person_in_charge, substitute, hours, arrangement, filed_at from operation_plan
                        where case_id = ? order by id desc limit 1""")
                .param(caseId)
                .query((row, n) -> new Plan(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant()))
                .optional();
    }
}
