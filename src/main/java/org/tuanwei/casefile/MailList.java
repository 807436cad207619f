package org.tuanwei.casefile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.mail.MailFate;
import org.tuanwei.mail.Mails;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.SortedList;

/** Reads pages of the mails of the cases a viewer may see, the newest first; recipients are masked for everybody. */
@Component
@Transactional(readOnly = true)
class MailList {

    /** A mail and whose case it is about. */
    record Row(MailFate mail, String organization, String unit) {}

    private record Found(long id, String organization, String unit) {}

    private static final String FROM = """
             from mail m join case_file c on c.id = m.case_id
            join organization o on o.id = c.organization_id
            join organization u on u.code = c.unit_code""";

    private static final Map<String, String> SORTABLE = Map.of(
            "queued", "m.queued_at",
            "subject", "m.subject collate \"zh-x-icu\"",
            "organization", "o.name collate \"zh-x-icu\"",
            "unit", "c.unit_code",
            "state", "m.state");

    private final JdbcClient jdbc;
    private final CaseScope scope;
    private final Mails mails;

    MailList(JdbcClient jdbc, CaseScope scope, Mails mails) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.mails = mails;
    }

    ListQuery.Page<Row> page(Viewer viewer, MailFilter filter) {
        ListQuery query = new ListQuery(scope.of(viewer, Subject.MAIL)).equal("c.unit_code", filter.unit());
        if (SortedList.given(filter.q())) {
            String text = String.valueOf(filter.q());
            Map<String, Object> typed = new HashMap<>();
            // one set of letters: as an alternative in the join it was asked of every case for every letter
            query.and("""
                            m.id in (select m.id from mail m join case_file c on c.id = m.case_id
                                     join organization o on o.id = c.organization_id where %s
                                     union all select id from mail where strpos(subject, :subject) > 0)""".formatted(CaseSearch.condition(text, "c", typed))).with("subject", text.strip());
            typed.forEach(query::with);
        }
        MailFilter.Standing standing = filter.standing();
        if (standing != null) {
            query.and("m.state in (:states)").with("states", standing.states());
        }
        ListQuery.Page<Found> found = query.page(
                jdbc,
                "m.id, o.name, u.name",
                FROM,
                filter.orderBy(SORTABLE, "m.id desc"),
                filter.pageNumber(),
                (row, n) -> new Found(row.getLong(1), row.getString(2), row.getString(3)));
        Map<Long, MailFate> fates =
                mails.byIds(found.rows().stream().map(Found::id).toList());
        List<Row> rows = found.rows().stream()
                .map(one -> new Row(Objects.requireNonNull(fates.get(one.id())), one.organization(), one.unit()))
                .toList();
        return new ListQuery.Page<>(rows, found.total(), found.number());
    }
}
