package org.tuanwei.bounce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.mail.RecipientMask;
import org.tuanwei.security.Viewer;

/** Reads pages of the list of bounces: what waits for people first, then the newest. */
@Component
@Transactional(readOnly = true)
class BounceList {

    static final int PAGE_SIZE = 30;

    /**
     * A row of the list.
     *
     * @param recipient masked
     * @param subject of our mail, else of the report
     * @param receipt of the matched case
     * @param organizationName of the matched case, else of the guessed one
     */
    record Row(
            Bounce bounce,
            @Nullable String recipient,
            String subject,
            @Nullable String receipt,
            @Nullable String organizationCode,
            @Nullable String organizationName) {}

    /** A page of rows. */
    record Page(List<Row> rows, int total, int number) {
        public int pages() {
            return Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        }
    }

    private static final String FROM = """
             from bounce b
            left join case_file c on c.id = coalesce(b.case_id, b.suspected_case_id)
            left join organization o on o.id = c.organization_id
            left join mail m on m.id = b.mail_id
            left join bounce_report r on r.id = b.report_id""";

    private final JdbcClient jdbc;
    private final BounceScope scope;

    BounceList(JdbcClient jdbc, BounceScope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    Page page(Viewer viewer, BounceFilter filter) {
        CaseScope.Condition visible = scope.of(viewer);
        Map<String, Object> params = new HashMap<>(visible.params());
        List<String> all = new ArrayList<>(List.of(visible.sql()));
        if (BounceFilter.given(filter.state())) {
            all.add("b.state = :f_state");
            params.put("f_state", filter.state());
        }
        if (!BounceFilter.given(filter.kind())) {
            all.add("b.bounce_class <> 'NOT_A_BOUNCE'");
        } else if (!BounceFilter.ALL.equals(filter.kind())) {
            all.add("b.bounce_class = :f_kind");
            params.put("f_kind", filter.kind());
        }
        if (BounceFilter.given(filter.q())) {
            // not by recipient: who sees addresses masked must not find out by searching
            all.add(
                    "(strpos(lower(coalesce(c.receipt, '')), lower(:f_q)) > 0 or strpos(coalesce(o.name, ''), :f_q) > 0"
                            + " or strpos(lower(coalesce(m.subject, r.subject, '')), lower(:f_q)) > 0 or strpos(b.reason, :f_q) > 0)");
            params.put("f_q", String.valueOf(filter.q()).strip());
        }
        String where = " where " + String.join(" and ", all);
        int total = jdbc.sql("select count(*)" + FROM + where)
                .params(params)
                .query(Integer.class)
                .single();
        params.put("limit", PAGE_SIZE);
        params.put("offset", (filter.pageNumber() - 1) * PAGE_SIZE);
        List<Row> rows = jdbc.sql("select " + Bounces.COLUMNS
                        + ", coalesce(m.subject, r.subject, '') as subject, m.recipient as written_to,"
                        + " case when b.case_id is not null then c.receipt end as receipt,"
                        + " o.code as organization_code, o.name as organization_name" + FROM + where
                        + " order by b.state <> 'OPEN', b.id desc limit :limit offset :offset")
                .params(params)
                .query((row, n) -> {
                    Bounce bounce = Bounces.map(row, n);
                    String recipient = bounce.recipient() == null ? row.getString("written_to") : bounce.recipient();
                    return new Row(
                            bounce,
                            recipient == null ? null : RecipientMask.masked(recipient),
                            BounceScope.masked(row.getString("subject")),
                            row.getString("receipt"),
                            row.getString("organization_code"),
                            row.getString("organization_name"));
                })
                .list();
        return new Page(rows, total, filter.pageNumber());
    }

    /** How many wait for this viewer. */
    int waiting(Viewer viewer) {
        return page(viewer, new BounceFilter(null, Bounce.State.OPEN.name(), null, null))
                .total();
    }
}
