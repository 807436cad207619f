package org.tuanwei.collection;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores the rounds. */
@Repository
class Rounds {

    private static final String COLUMNS =
            "id, title, opened_by, opener_code, source_title, school_due_on, unit_due_on, opened_at";

    private final JdbcClient jdbc;
    private final Clock clock;

    Rounds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    long add(
            String title,
            String openedBy,
            String openerCode,
            @Nullable String sourceTitle,
            LocalDate schoolDueOn,
            LocalDate unitDueOn) {
        return jdbc.sql("""
                        insert into collection_round (title, opened_by, opener_code, source_title, school_due_on,
                            unit_due_on, opened_at)
                        values (?, ?, ?, ?, ?, ?, ?) returning id""")
                .params(
                        title,
                        openedBy,
                        openerCode,
                        sourceTitle,
                        Date.valueOf(schoolDueOn),
                        Date.valueOf(unitDueOn),
                        Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    Optional<Round> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from collection_round where id = ?")
                .param(id)
                .query(Rounds::map)
                .optional();
    }

    Round get(long id) {
        return find(id).orElseThrow();
    }

    /** The newest first. */
    List<Round> all() {
        return jdbc.sql("select " + COLUMNS + " from collection_round order by id desc limit 200")
                .query(Rounds::map)
                .list();
    }

    private static Round map(ResultSet row, int n) throws SQLException {
        return new Round(
                row.getLong("id"),
                row.getString("title"),
                row.getString("opened_by"),
                row.getString("opener_code"),
                row.getString("source_title"),
                row.getDate("school_due_on").toLocalDate(),
                row.getDate("unit_due_on").toLocalDate(),
                row.getTimestamp("opened_at").toInstant());
    }
}
