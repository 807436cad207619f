package org.tuanwei.bounce;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseSearch;
import org.tuanwei.casefile.ListQuery;
import org.tuanwei.mail.RecipientMask;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.SortedList;

/** Reads pages of the list of bounces: what waits for people first, then the newest. */
@Component
@Transactional(readOnly = true)
class BounceList {

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

    private static final String FROM = """
             from bounce b
            left join case_file c on c.id = coalesce(b.case_id, b.suspected_case_id)
            left join organization o on o.id = c.organization_id
            left join mail m on m.id = b.mail_id
            left join bounce_report r on r.id = b.report_id""";

    /** Not by recipient: who sees addresses masked must not find them out by their order. */
    private static final Map<String, String> SORTABLE = Map.of(
            "class", SortedList.ranked("b.bounce_class", BounceClass.values()),
            "organization", "o.name collate \"zh-x-icu\"",
            "subject", "coalesce(m.subject, r.subject) collate \"zh-x-icu\"",
            "state", SortedList.ranked("b.state", Bounce.State.values()),
            "noted", "b.noted_at");

    private final JdbcClient jdbc;
    private final BounceScope scope;

    BounceList(JdbcClient jdbc, BounceScope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    ListQuery.Page<Row> page(Viewer viewer, BounceFilter filter) {
        ListQuery query = new ListQuery(scope.of(viewer)).equal("b.state", filter.state());
        if (!SortedList.given(filter.kind())) {
            query.and("b.bounce_class <> 'NOT_A_BOUNCE'");
        } else if (!BounceFilter.ALL.equals(filter.kind())) {
            query.equal("b.bounce_class", filter.kind());
        }
        if (SortedList.given(filter.q())) {
            // not by recipient: who sees addresses masked must not find out by searching
            String text = String.valueOf(filter.q()).strip();
            Map<String, Object> typed = new HashMap<>();
            query.and("(" + CaseSearch.condition(text, "c", typed)
                            + " or strpos(lower(coalesce(m.subject, r.subject, '')), lower(:text)) > 0"
                            + " or strpos(b.reason, :text) > 0)")
                    .with("text", text);
            typed.forEach(query::with);
        }
        return query.page(
                jdbc,
                Bounces.COLUMNS + ", coalesce(m.subject, r.subject, '') as subject, m.recipient as written_to,"
                        + " case when b.case_id is not null then c.receipt end as receipt,"
                        + " o.code as organization_code, o.name as organization_name",
                FROM,
                filter.orderBy(SORTABLE, "b.state <> 'OPEN', b.id desc"),
                filter.pageNumber(),
                BounceList::row);
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        Bounce bounce = Bounces.map(row, n);
        String recipient = bounce.recipient() == null ? row.getString("written_to") : bounce.recipient();
        return new Row(
                bounce,
                recipient == null ? null : RecipientMask.masked(recipient),
                BounceScope.masked(row.getString("subject")),
                row.getString("receipt"),
                row.getString("organization_code"),
                row.getString("organization_name"));
    }

    /** How many wait for this viewer. */
    int waiting(Viewer viewer) {
        return page(viewer, new BounceFilter(null, Bounce.State.OPEN.name(), null, null, null))
                .total();
    }
}
