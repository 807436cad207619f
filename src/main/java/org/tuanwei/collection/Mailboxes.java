package org.tuanwei.collection;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.Audit;
import org.tuanwei.security.Viewers;

/** The mailboxes that tables are sent to: one of the centre, one of each unit (A7). */
@Component
class Mailboxes {

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Audit audit;
    private final Clock clock;

    Mailboxes(JdbcClient jdbc, Viewers viewers, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param code of the unit, or {@code CN} */
    Optional<String> of(String code) {
        return jdbc.sql("select address from collection_mailbox where unit_code = ?")
                .param(code)
                .query(String.class)
                .optional();
    }

    /** @throws FormRefused on the field {@code email} */
    @Transactional
    void set(String code, String address) {
        String stripped = address.strip();
        String problem = ContactDetails.emailProblem(stripped);
        if (problem != null) {
            throw new FormRefused("email", problem);
        }
        if (of(code).filter(stripped::equals).isPresent()) {
            return;
        }
        jdbc.sql("""
                        insert into collection_mailbox (unit_code, address, set_by, set_at) values (?, ?, ?, ?)
                        on conflict (unit_code) do update set address = excluded.address, set_by = excluded.set_by,
                            set_at = excluded.set_at""")
                .params(code, stripped, viewers.current().userId(), Timestamp.from(clock.instant()))
                .update();
        audit.record("collection.mailboxSet", "organization:" + code, "");
    }
}
