package org.tuanwei.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.organization.SubtreeScope;

/** Campaigns and the frozen lists of their schools. */
@Repository
class Campaigns {

    private static final String COLUMNS = """
            g.id, g.title, g.unit_code, u.name as unit_name, g.school_type, g.fresh_only, g.remark, g.opened_by,
            g.opened_at, g.state, g.finished_at from campaign g left join organization u on u.code = g.unit_code""";

    /** A school whose turn it is. */
    record Turn(long organizationId, Way way) {}

    /** A unit that still has to be written to. */
    record Untold(String unitCode, String unitName) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;

    Campaigns(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /** @return the new one's id; empty when this page has started one already */
    Optional<Long> add(String title, Scope scope, String remark, String token, String by) {
        return jdbc.sql("""
                        insert into campaign (title, unit_code, school_type, fresh_only, remark, token, opened_by,
                            opened_at)
                        values (:title, :unit, :type, :fresh, :remark, :token, :by, :now)
                        on conflict (token) do nothing returning id""")
                .param("title", title)
                .param("unit", scope.unit())
                .param("type", scope.type())
                .param("fresh", scope.freshOnly())
                .param("remark", remark)
                .param("token", token)
                .param("by", by)
                .param("now", now())
                .query(Long.class)
                .optional();
    }

    void addSchools(long id, List<Plan.School> schools) {
        batches.batchUpdate(
                "insert into campaign_school (campaign_id, organization_id, unit_code, way) values (?, ?, ?, ?)",
                schools.stream()
                        .map(school -> new Object[] {
                            id, school.id(), school.unitCode(), school.way().name()
                        })
                        .toList());
        jdbc.sql("""
                        insert into campaign_unit (campaign_id, unit_code)
                        select distinct campaign_id, unit_code from campaign_school
                        where campaign_id = :id and way = 'UNIT'""").param("id", id).update();
    }

    Optional<Long> byToken(String token) {
        return jdbc.sql("select id from campaign where token = :token")
                .param("token", token)
                .query(Long.class)
                .optional();
    }

    Optional<Campaign> find(long id) {
        return jdbc.sql("select " + COLUMNS + " where g.id = :id")
                .param("id", id)
                .query(Campaigns::map)
                .optional();
    }

    List<Long> running() {
        return jdbc.sql("select id from campaign where state = 'RUNNING' order by id")
                .query(Long.class)
                .list();
    }

    /** Whether any of its schools lies in this part of the tree. */
    boolean reaches(long id, SubtreeScope scope) {
        return jdbc.sql("select exists (select 1 from campaign_school s join organization o on o.id = s.organization_id"
                        + " where s.campaign_id = :id and " + scope.predicate("o") + ")")
                .param("id", id)
                .params(scope.params())
                .query(Boolean.class)
                .single();
    }

    /** Those whose schools the viewer may see, the latest first; at most 100. */
    List<Campaign> visible(SubtreeScope scope) {
        return jdbc.sql("select " + COLUMNS + " " + """
                         where exists (select 1 from campaign_school s join organization o on o.id = s.organization_id
                            where s.campaign_id = g.id and """ + " " + scope.predicate("o") + ") order by g.id desc limit 100")
                .params(scope.params())
                .query(Campaigns::map)
                .list();
    }

    /** The next schools, locked for this transaction; other nodes take others. */
    List<Turn> next(long id, int most) {
        return jdbc.sql("""
                        select organization_id, way from campaign_school
                        where campaign_id = :id and state = 'PLANNED' order by organization_id limit :most
                        for update skip locked""")
                .param("id", id)
                .param("most", most)
                .query((row, n) -> new Turn(row.getLong(1), Way.valueOf(row.getString(2))))
                .list();
    }

    /** What became of schools. @param outcomes state, case id or null, problem or null, campaign id, school's id */
    void note(List<Object[]> outcomes) {
        batches.batchUpdate(
                "update campaign_school set state = ?, case_id = ?, problem = ? where campaign_id = ? and organization_id = ?",
                outcomes);
    }

    int planned(long id) {
        return jdbc.sql("select count(*) from campaign_school where campaign_id = :id and state = 'PLANNED'")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    /** The next units without their letter, locked for this transaction. */
    List<Untold> untold(long id, int most) {
        return jdbc.sql("""
                        select t.unit_code, u.name from campaign_unit t join organization u on u.code = t.unit_code
                        where t.campaign_id = :id and t.told_at is null order by t.unit_code
                        limit :most for update of t skip locked""")
                .param("id", id)
                .param("most", most)
                .query((row, n) -> new Untold(row.getString(1), row.getString(2)))
                .list();
    }

    void told(long id, String unitCode, int letters) {
        jdbc.sql("update campaign_unit set told_at = :now, letters = :letters"
                        + " where campaign_id = :id and unit_code = :unit")
                .param("now", now())
                .param("letters", letters)
                .param("id", id)
                .param("unit", unitCode)
                .update();
    }

    /** @return whether everything was done and this call ended it */
    boolean finish(long id) {
        return jdbc.sql("""
                        update campaign set state = 'DONE', finished_at = :now
                        where id = :id and state = 'RUNNING'
                          and not exists (select 1 from campaign_school where campaign_id = :id and state = 'PLANNED')
                          and not exists (select 1 from campaign_unit where campaign_id = :id and told_at is null)""").param("now", now()).param("id", id).update() > 0;
    }

    /** Lets what failed be tried once more. @return how many */
    int retry(long id) {
        int again = jdbc.sql("update campaign_school set state = 'PLANNED', problem = null"
                        + " where campaign_id = :id and state = 'FAILED'")
                .param("id", id)
                .update();
        if (again > 0) {
            jdbc.sql("update campaign set state = 'RUNNING', finished_at = null where id = :id")
                    .param("id", id)
                    .update();
        }
        return again;
    }

    /** The latest campaign that waits for this school's registration. */
    Optional<Long> waitingFor(long organizationId) {
        return jdbc.sql("""
                        select s.campaign_id from campaign_school s join case_file c on c.id = s.case_id
                        where s.organization_id = :school and c.state = 'RUNNING' and c.phase = 'REGISTRATION'
                          and not exists (select 1 from registration r where r.case_id = c.id)
                        order by s.campaign_id desc limit 1""").param("school", organizationId).query(Long.class).optional();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Campaign map(ResultSet row, int n) throws SQLException {
        Timestamp finished = row.getTimestamp("finished_at");
        return new Campaign(
                row.getLong("id"),
                row.getString("title"),
                row.getString("unit_code"),
                row.getString("unit_name"),
                row.getString("school_type"),
                row.getBoolean("fresh_only"),
                row.getString("remark"),
                row.getString("opened_by"),
                row.getTimestamp("opened_at").toInstant(),
                Campaign.State.valueOf(row.getString("state")),
                finished == null ? null : finished.toInstant());
    }
}
