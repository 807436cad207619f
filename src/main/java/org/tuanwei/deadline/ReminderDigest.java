package org.tuanwei.deadline;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.deadline.ReminderLines.Line;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.mail.UnsafeMail;

/**
 * Makes one mail of all that a person is to be reminded of on a day, and takes back what has not left when it is done
 * with. A line that comes up after the day's mail has left waits for the next morning.
 */
@Component
class ReminderDigest {

    private static final Logger log = LoggerFactory.getLogger(ReminderDigest.class);
    private static final Duration NEXT_TRY = Duration.ofMinutes(10);
    private static final int MOST_TRIES = 5;
    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final WorkingCalendar calendar;
    private final Deadlines deadlines;
    private final ReminderLines lines;
    private final ReminderLetter letters;
    private final Outbox outbox;

    ReminderDigest(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock,
            WorkingCalendar calendar,
            Deadlines deadlines,
            ReminderLines lines,
            ReminderLetter letters,
            Outbox outbox) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.calendar = calendar;
        this.deadlines = deadlines;
        this.lines = lines;
        this.letters = letters;
        this.outbox = outbox;
    }

    /** Writes to everybody who has lines waiting. @return how many mails were queued or added to */
    int write() {
        transaction.executeWithoutResult(status -> lines.dropOver(clock.instant()));
        int written = 0;
        Set<String> tried = new HashSet<>();
        while (calendar.isOfficeTime(clock.instant())) {
            List<String> addresses = lines.waitingAddresses(clock.instant(), BATCH);
            if (!tried.addAll(addresses)) {
                break;
            }
            for (String address : addresses) {
                written += writeTo(address) ? 1 : 0;
            }
        }
        return written;
    }

    private boolean writeTo(String address) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> writeLocked(address)));
        } catch (RuntimeException e) {
            log.error("a reminder mail could not be written", e);
            transaction.executeWithoutResult(status -> failed(address, e));
            return false;
        }
    }

    private boolean writeLocked(String address) {
        if (!lines.lock(address)) {
            return false;
        }
        Instant now = clock.instant();
        List<Line> waiting = lines.waiting(address, now);
        if (waiting.isEmpty()) {
            return false;
        }
        String key = key(address, now);
        List<Line> all = new ArrayList<>(lines.inMail(key));
        boolean first = all.isEmpty();
        all.addAll(waiting);
        if (!put(key, waiting.get(0).address(), all, first)) {
            // what was written to him today has left: one mail a day is enough
            lines.putOff(waiting, nextMorning(now), 0);
            return false;
        }
        lines.queued(waiting, key, now);
        return true;
    }

    /** @return false when today's mail to him has left or is leaving now */
    private boolean put(String key, String address, List<Line> all, boolean first) {
        if (first && !exists(key)) {
            Written mail = letter(key, address, all);
            outbox.enqueue(mail.request(), mail.lateArguments());
            return true;
        }
        return waits(key) && rewrite(key, all);
    }

    private boolean exists(String key) {
        return jdbc.sql("select exists (select from mail where unique_key = ?)")
                .param(key)
                .query(Boolean.class)
                .single();
    }

    private boolean waits(String key) {
        return jdbc.sql("select exists (select from mail where unique_key = ? and state in ('QUEUED', 'WITHDRAWN'))")
                .param(key)
                .query(Boolean.class)
                .single();
    }

    private record Written(MailRequest request, Set<String> lateArguments) {}

    private Written letter(String key, String address, List<Line> all) {
        List<ReminderLetter.Item> items = all.stream()
                .map(line ->
                        new ReminderLetter.Item(deadlines.byId(line.deadlineId()), line.addressee(), line.escalated()))
                .toList();
        ReminderLetter.Letter letter = letters.write(items, address, clock.instant());
        Set<Long> cases = new HashSet<>();
        items.forEach(
                item -> cases.add(Objects.requireNonNullElse(item.deadline().caseId(), 0L)));
        Long caseId = cases.size() == 1 ? items.get(0).deadline().caseId() : null;
        return new Written(
                new MailRequest(key, caseId, ReminderLetter.KIND, address, letter.subject(), letter.body()),
                letter.lateArguments());
    }

    private void failed(String address, RuntimeException e) {
        Instant now = clock.instant();
        List<Line> waiting = lines.waiting(address, now);
        boolean givenUp = e instanceof UnsafeMail || waiting.stream().anyMatch(line -> line.attempts() >= MOST_TRIES);
        if (givenUp) {
            lines.refused(waiting, e instanceof UnsafeMail ? "UNADDRESSED" : "FAILED", now);
        } else {
            lines.putOff(waiting, now.plus(NEXT_TRY), 1);
        }
    }

    /**
     * The task is over, or its date has moved: what is queued and has not left is taken back, or goes without this line
     * where the mail holds others too. Runs in the caller's transaction.
     */
    void withdraw(long deadlineId) {
        Instant now = clock.instant();
        List<String> keys = jdbc.sql("""
                        select distinct l.mail_key from reminder_line l join reminder r on r.id = l.reminder_id
                        join mail m on m.unique_key = l.mail_key
                        where r.deadline_id = ? and l.state = 'QUEUED' and m.state = 'QUEUED'
                        """).param(deadlineId).query(String.class).list();
        jdbc.sql("""
                        update reminder_line set state = 'WITHDRAWN', settled_at = :now
                        where state = 'WAITING' and reminder_id in (select id from reminder where deadline_id = :id)
                        """).param("now", Timestamp.from(now)).param("id", deadlineId).update();
        for (String key : keys) {
            List<Line> left = lines.inMail(key).stream()
                    .filter(line -> line.deadlineId() != deadlineId)
                    .toList();
            boolean caught = left.isEmpty() ? outbox.withdraw(key, "事项已办结或改期，提醒撤下") : rewrite(key, left);
            if (caught) {
                jdbc.sql("""
                                update reminder_line set state = 'WITHDRAWN'
                                where mail_key = :key and state = 'QUEUED'
                                  and reminder_id in (select id from reminder where deadline_id = :id)
                                """).param("key", key).param("id", deadlineId).update();
            }
        }
    }

    private boolean rewrite(String key, List<Line> left) {
        Written written = letter(key, left.get(0).address(), left);
        return outbox.rewrite(written.request(), written.lateArguments());
    }

    private Instant nextMorning(Instant now) {
        return calendar.nextSendingTime(calendar.endOf(calendar.dayOf(now)));
    }

    private String key(String address, Instant now) {
        UUID mark = UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.UTF_8));
        return "reminder:" + calendar.dayOf(now) + ":" + mark;
    }
}
