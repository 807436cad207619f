package org.tuanwei.activity;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Draws the links a unit looks at before it publishes: the same seed and list always give the same links (F4). */
@Repository
public class Samples {

    /** One link to look at. {@code postId} is null where only the account's own page can be looked at. */
    public record Item(
            int number,
            long organizationId,
            String organizationName,
            @Nullable Long postId,
            String link,
            String about,
            @Nullable Boolean genuine) {}

    /** Only what was found to reach the standard is worth a look; a page stands for an account whose posts nobody listed. */
    private static final String DRAW = """
            insert into activity_sample (check_id, version, number, organization_id, post_id, link, about)
            select :check, :version, row_number() over (order by rank, pick), organization_id, post_id, link, about
            from (
                select r.organization_id, p.id as post_id, p.link,
                       to_char(p.posted_on, 'YYYY-MM-DD') || ' ' || p.words as about,
                       0 as rank, md5(:seed || ':' || p.link_key || ':' || r.code) as pick
                from activity_result r join activity_post p on p.count_id = r.count_id and p.finding is null
                where r.check_id = :check and r.version = :version and r.state = 'MET'
                union all
                select r.organization_id, null, f.account_url, '账号主页：核对本周 ' || r.originals || ' 条原创',
                       1, md5(:seed || ':' || r.code)
                from activity_result r join case_file f on f.organization_id = r.organization_id
                    and f.state = 'OPEN' and f.platform = 'TENCENT_WEIBO' and f.account_url is not null
                where r.check_id = :check and r.version = :version and r.state = 'MET'
                  and not exists (select 1 from activity_post p where p.count_id = r.count_id)
                order by rank, pick limit :most) drawn""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Samples(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    int draw(Check check, int version, int most) {
        return jdbc.sql(DRAW)
                .param("check", check.id())
                .param("version", version)
                .param("seed", Long.toString(check.seed()))
                .param("most", most)
                .update();
    }

    @Transactional(readOnly = true)
    public List<Item> of(long checkId, int version) {
        return jdbc.sql("select s.number, s.organization_id, o.name, s.post_id, s.link, s.about, s.genuine"
                        + " from activity_sample s join organization o on o.id = s.organization_id"
                        + " where s.check_id = ? and s.version = ? order by s.number")
                .params(checkId, version)
                .query((row, n) -> new Item(
                        row.getInt(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getObject(4, Long.class),
                        row.getString(5),
                        row.getString(6),
                        row.getObject(7, Boolean.class)))
                .list();
    }

    /** @param wrong numbers of the links that were not found as reported; all others were */
    void judge(Check check, Collection<Integer> wrong, String by) {
        for (Item item : of(check.id(), check.version())) {
            jdbc.sql("update activity_sample set genuine = ?, judged_by = ?, judged_at = ?"
                            + " where check_id = ? and version = ? and number = ?")
                    .params(
                            !wrong.contains(item.number()),
                            by,
                            Timestamp.from(clock.instant()),
                            check.id(),
                            check.version(),
                            item.number())
                    .update();
        }
    }
}
