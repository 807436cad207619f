package org.tuanwei.mail;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the business of refused mails. It is a step of its own after the refusal is committed: a listener that fails
 * must neither undo the refusal, which would send the mail again, nor lose the news.
 */
@Component
class RefusalNews {

    private static final Logger log = LoggerFactory.getLogger(RefusalNews.class);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    RefusalNews(
            JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.events = events;
    }

    /** Publishes {@link MailRefused} for every mail that will not arrive and is not told yet; returns for how many it worked. */
    int announce() {
        int told = 0;
        for (Optional<Long> mail = due(); mail.isPresent(); mail = due()) {
            if (tell(mail.get())) {
                told++;
            }
        }
        return told;
    }

    private Optional<Long> due() {
        return jdbc.sql("""
                        select id from mail
                        where state in ('REFUSED', 'BOUNCED', 'WITHHELD') and announced_at is null
                          and next_attempt_at <= :now
                        order by next_attempt_at, id
                        limit 1
                        """).param("now", now()).query(Long.class).optional();
    }

    private boolean tell(long id) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                Optional<MailRefused> news = taken(id);
                news.ifPresent(events::publishEvent);
                return news.isPresent();
            }));
        } catch (RuntimeException e) {
            log.error("the refusal of mail {} could not be handled, next try in {}", id, AFTER_FAILURE, e);
            jdbc.sql("update mail set next_attempt_at = :later where id = :id and announced_at is null")
                    .param("later", Timestamp.from(clock.instant().plus(AFTER_FAILURE)))
                    .param("id", id)
                    .update();
            return false;
        }
    }

    /** Waits for another node that is just telling it, and then finds nothing left to tell. */
    private Optional<MailRefused> taken(long id) {
        return jdbc.sql("""
                        update mail set announced_at = :now where id = :id and announced_at is null
                        returning id, case_id, kind, recipient, last_error
                        """)
                .param("now", now())
                .param("id", id)
                .query((row, n) -> new MailRefused(
                        row.getLong("id"),
                        row.getObject("case_id", Long.class),
                        row.getString("kind"),
                        row.getString("recipient"),
                        row.getString("last_error")))
                .optional();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
