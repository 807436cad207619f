package org.tuanwei.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.casefile.ListQuery;
import org.tuanwei.security.Audit;
import org.tuanwei.web.Formats;

/** Reads pages of the audit, the latest first. Whoever asks may see all of it. */
@Component
@Transactional(readOnly = true)
class AuditEntries {

    /** @param no place in the chain @param person display name with user id; empty for what nobody signed in did */
    record Entry(long no, Instant at, String person, String action, String object, String detail, String seal) {}

    private final JdbcClient jdbc;
    private final Audit audit;

    AuditEntries(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    ListQuery.Page<Entry> page(AuditFilter filter) {
        ListQuery query = new ListQuery(new CaseScope.Condition("true", Map.of())).equal("e.action", filter.action());
        LocalDate from = filter.firstDay();
        if (from != null) {
            query.and("e.at >= :from").with("from", startOf(from));
        }
        LocalDate until = filter.lastDay();
        if (until != null) {
            query.and("e.at < :until").with("until", startOf(until.plusDays(1)));
        }
        if (AuditFilter.given(filter.q())) {
            String text = String.valueOf(filter.q()).strip();
            query.and("(e.user_id = :text or strpos(e.object, :text) > 0 or strpos(e.detail, :text) > 0)")
                    .with("text", text);
        }
        return query.page(
                jdbc,
                "e.no, e.at, e.user_id, trim(coalesce(u.last_, '') || coalesce(u.first_, '')), e.action, e.object,"
                        + " e.detail, left(encode(e.seal, 'hex'), 12)",
                " from audit_entry e left join public.act_id_user u on u.id_ = e.user_id and e.user_id <> ''",
                "e.no desc",
                filter.pageNumber(),
                (row, n) -> new Entry(
                        row.getLong(1),
                        row.getTimestamp(2).toInstant(),
                        person(row.getString(3), row.getString(4)),
                        audit.actionInWords(row.getString(5)),
                        audit.objectInWords(row.getString(6)),
                        row.getString(7),
                        row.getString(8)));
    }

    private static String person(String userId, @org.jspecify.annotations.Nullable String name) {
        return name == null || name.isEmpty() ? userId : name + "（" + userId + "）";
    }

    private static Timestamp startOf(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(Formats.ZONE).toInstant());
    }
}
