package org.tuanwei.microspace;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.activitycounts.CountedAccounts;
import org.tuanwei.web.Formats;

/** The months that were asked of the units, and their answers. */
@Repository
class Checklists {

    // a list has one task, entered in the transaction that made the list: the first deadline from then on is its own
    private static final String SELECT = """
            select l.id, l.unit_code, o.name as unit_name, l.month, l.opened_at, l.closes_at, d.due_at, l.filed_at,
                l.filed_by, l.unreported_at
            from microspace_list l join organization o on o.code = l.unit_code
            left join lateral (select due_at from deadline d where d.unit_code = l.unit_code
                and d.task_key = '%s' and d.entered_at >= l.opened_at
                order by d.entered_at, d.id limit 1) d on true""".formatted(MicrospaceProcess.FILL);

    private final JdbcClient jdbc;
    private final Clock clock;

    Checklists(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One list for every unit whose account was open before the month began and that has none yet. @return the new ones */
    List<Checklist> open(YearMonth month, Instant closesAt) {
        List<Long> ids = jdbc.sql("insert into microspace_list (unit_code, month, opened_at, closes_at)"
                        + " select distinct o.unit_code, cast(:month as date), cast(:now as timestamptz),"
                        + " cast(:closes as timestamptz)" + CountedAccounts.TAKING_PART + " and f.level = 'UNIT'"
                        + " on conflict on constraint microspace_list_once do nothing returning id")
                .param("month", Date.valueOf(month.atDay(1)))
                .param("now", Timestamp.from(clock.instant()))
                .param("closes", Timestamp.from(closesAt))
                .param(
                        "begins",
                        Timestamp.from(month.atDay(1).atStartOfDay(Formats.ZONE).toInstant()))
                .query(Long.class)
                .list();
        return ids.isEmpty() ? List.of() : list("l.id in (:ids)", Map.of("ids", ids));
    }

    Checklist get(long id) {
        return list("l.id = :id", Map.of("id", id)).stream().findFirst().orElseThrow();
    }

    /** The latest month first. */
    List<Checklist> ofUnit(String unitCode) {
        return list("l.unit_code = :unit", Map.of("unit", unitCode));
    }

    List<Checklist> between(YearMonth from, YearMonth to) {
        return list(
                "l.month between :from and :to",
                Map.of("from", Date.valueOf(from.atDay(1)), "to", Date.valueOf(to.atDay(1))));
    }

    /** Units that have no account in operation yet, by name: nothing is asked of them. */
    List<String> unitsWithoutAccount() {
        return jdbc.sql(
                        "select o.name from organization o where o.kind = 'UNIT' and not exists (select 1 from case_file f"
                                + " where f.organization_id = o.id and f.state = 'OPEN' and f.platform = 'TENCENT_WEIBO')"
                                + " order by o.code")
                .query(String.class)
                .list();
    }

    /** @return false where it was filed already, or counts as 未报 */
    boolean file(long id, List<Answer> answers, String by) {
        boolean filed = jdbc.sql("update microspace_list set filed_at = ?, filed_by = ?"
                                + " where id = ? and filed_at is null and unreported_at is null")
                        .params(now(), by, id)
                        .update()
                == 1;
        if (filed) {
            answers.forEach(answer -> jdbc.sql(
                            "insert into microspace_answer (list_id, item, done, note, link) values (?, ?, ?, ?, ?)")
                    .params(id, answer.item().name(), answer.done(), answer.note(), answer.link())
                    .update());
        }
        return filed;
    }

    void unreported(long id) {
        jdbc.sql("update microspace_list set unreported_at = ? where id = ? and filed_at is null")
                .params(now(), id)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private List<Checklist> list(String condition, Map<String, Object> params) {
        Map<Long, List<Answer>> answers = new HashMap<>();
        jdbc.sql("select a.list_id, a.item, a.done, a.note, a.link from microspace_answer a"
                        + " join microspace_list l on l.id = a.list_id where " + condition)
                .params(params)
                .query((row, n) -> answers.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                        .add(new Answer(
                                Item.valueOf(row.getString(2)), row.getBoolean(3), row.getString(4), row.getString(5))))
                .list();
        return jdbc.sql(SELECT + " where " + condition + " order by l.month desc, l.unit_code")
                .params(params)
                .query((row, n) -> map(row, answers.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }

    private static Checklist map(ResultSet row, List<Answer> answers) throws SQLException {
        return new Checklist(
                row.getLong("id"),
                row.getString("unit_code"),
                row.getString("unit_name"),
                YearMonth.from(row.getDate("month").toLocalDate()),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("closes_at").toInstant(),
                instant(row.getTimestamp("due_at")),
                instant(row.getTimestamp("filed_at")),
                row.getString("filed_by"),
                instant(row.getTimestamp("unreported_at")),
                answers);
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
