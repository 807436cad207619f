package org.tuanwei.existing;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.Phase;

/** Reads how all schools stand, in two queries: a list names thousands of them. */
@Component
class Standings {

    private final JdbcClient jdbc;

    Standings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By id of the school; schools without case and without question are not in it. */
    Map<Long, Standing> ofSchools() {
        Map<Long, Standing> standings = new HashMap<>();
        jdbc.sql("""
                        select o.id, c.id as case_id, c.state, c.phase, c.qq_number, r.existing_qq, f.qq_number as offered_qq,
                            f.state as offered
                        from organization o
                        left join case_file c on c.organization_id = o.id and c.platform = ? and c.state <> 'ENDED'
                        left join lateral (select existing_qq from registration where case_id = c.id
                            order by version desc limit 1) r on true
                        left join lateral (select qq_number, state from account_offer where organization_id = o.id
                            order by id desc limit 1) f on true
                        where o.kind = 'SCHOOL' and (c.id is not null or f.state is not null)""").param(CaseFile.TENCENT_WEIBO).query(row -> {
            String state = row.getString("state");
            String phase = row.getString("phase");
            String offered = row.getString("offered");
            standings.put(
                    row.getLong("id"),
                    new Standing(
                            row.getObject("case_id", Long.class),
                            state == null ? null : CaseFile.State.valueOf(state),
                            phase == null ? null : Phase.valueOf(phase),
                            row.getString("qq_number"),
                            row.getString("existing_qq"),
                            row.getString("offered_qq"),
                            offered == null ? null : Offer.State.valueOf(offered)));
        });
        return standings;
    }

    /** A number and whose it is here. */
    record Holder(long organizationId, String name) {}

    /** By QQ number: the organisations whose living cases have one. */
    Map<String, Holder> holders() {
        Map<String, Holder> holders = new HashMap<>();
        jdbc.sql("select c.qq_number, o.id, o.name from case_file c join organization o on o.id = c.organization_id"
                        + " where c.qq_number is not null and c.state <> 'ENDED'")
                .query(row -> {
                    holders.put(row.getString(1), new Holder(row.getLong(2), row.getString(3)));
                });
        return holders;
    }
}
