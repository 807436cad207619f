package org.tuanwei.existing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps whom we ask about which account; at most one question waits for a school. */
@Repository
class Offers {

    private static final String OFFERS =
            " id, organization_id, list_id, qq_number, url, state, case_id, answered_at, reason from account_offer";

    private static final String SELECT = "select" + OFFERS;

    private final JdbcClient jdbc;
    private final Clock clock;

    Offers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return whether it is a new question; while one waits for the school there is no second */
    boolean plan(long organizationId, long listId, String qqNumber, String url) {
        return jdbc.sql("""
                        insert into account_offer (organization_id, list_id, qq_number, url, planned_at)
                        values (?, ?, ?, ?, ?)
                        on conflict (organization_id) where state in ('PLANNED', 'ASKED', 'FAILED') do nothing""")
                        .params(organizationId, listId, qqNumber, url, now())
                        .update()
                == 1;
    }

    /** The questions no school has answered yet. */
    List<Offer> waiting() {
        return jdbc.sql(SELECT + " where state in ('PLANNED', 'ASKED', 'FAILED') order by id for update")
                .query(Offers::map)
                .list();
    }

    /** The next school to be asked; another node takes another one. */
    Optional<Offer> next() {
        return jdbc.sql(SELECT + " where state = 'PLANNED' order by id limit 1 for update skip locked")
                .query(Offers::map)
                .optional();
    }

    boolean planned(long listId) {
        return jdbc.sql("select exists (select 1 from account_offer where list_id = ? and state = 'PLANNED')")
                .param(listId)
                .query(Boolean.class)
                .single();
    }

    /** What a school was asked last, unless it was taken back. */
    Optional<Offer> latest(long organizationId) {
        return latest(List.of(organizationId)).stream().findFirst();
    }

    /** The same for many at once. */
    List<Offer> latest(Collection<Long> organizationIds) {
        return jdbc.sql("select distinct on (organization_id)" + OFFERS
                        + " where organization_id = any(?) and state <> 'WITHDRAWN' order by organization_id, id desc")
                .param(organizationIds.toArray(Long[]::new))
                .query(Offers::map)
                .list();
    }

    void asked(long id, long caseId) {
        jdbc.sql(
                        "update account_offer set state = 'ASKED', case_id = ?, asked_at = ? where id = ? and state = 'PLANNED'")
                .params(caseId, now(), id)
                .update();
    }

    /** Whose case has ended is not waited for; its next case may be asked anew. */
    void withdrawEnded() {
        jdbc.sql("""
                        update account_offer set state = 'WITHDRAWN' where state in ('ASKED', 'FAILED')
                            and case_id in (select id from case_file where state = 'ENDED')""").update();
    }

    void withdraw(long id) {
        jdbc.sql("update account_offer set state = 'WITHDRAWN' where id = ?")
                .param(id)
                .update();
    }

    void fail(long id) {
        jdbc.sql("update account_offer set state = 'FAILED' where id = ? and state = 'PLANNED'")
                .param(id)
                .update();
    }

    /** @return how many schools that could not be asked are tried once more */
    int retry() {
        return jdbc.sql("update account_offer set state = 'PLANNED' where state = 'FAILED'")
                .update();
    }

    void answer(long id, long caseId, boolean mine, String reason, String by) {
        jdbc.sql("""
                        update account_offer set state = ?, case_id = ?, answered_at = ?, answered_by = ?, reason = ?
                        where id = ?""")
                .params(mine ? "CONFIRMED" : "DENIED", caseId, now(), by, mine ? null : reason, id)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Offer map(ResultSet row, int n) throws SQLException {
        Timestamp answered = row.getTimestamp("answered_at");
        return new Offer(
                row.getLong("id"),
                row.getLong("organization_id"),
                row.getLong("list_id"),
                row.getString("qq_number"),
                row.getString("url"),
                Offer.State.valueOf(row.getString("state")),
                row.getObject("case_id", Long.class),
                answered == null ? null : answered.toInstant(),
                row.getString("reason"));
    }
}
