package org.tuanwei.opening;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.mail.MailRefused;

/** Notices to an organisation that its mail server refused: the level above verifies the address, then they go again. */
@Service
@Transactional
class NoticeBounces {

    /** Letters that the process delivering them watches over. */
    private static final Set<String> WATCHED_ELSEWHERE = Set.of("pickup-link");

    private static final Set<String> DELIVERY =
            Set.of(OpeningProcess.AWAIT_PICK_UP, OpeningProcess.CORRECT_ADDRESS, OpeningProcess.VERIFY_ADDRESS);

    record Bounce(long mailId, String kind, String reason) {}

    private final CaseFiles files;
    private final OpeningProcess process;
    private final OpeningLetters letters;
    private final JdbcClient jdbc;
    private final Clock clock;

    NoticeBounces(CaseFiles files, OpeningProcess process, OpeningLetters letters, JdbcClient jdbc, Clock clock) {
        this.files = files;
        this.process = process;
        this.letters = letters;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @EventListener
    void on(MailRefused refused) {
        Long caseId = refused.caseId();
        if (caseId == null || WATCHED_ELSEWHERE.contains(refused.kind())) {
            return;
        }
        CaseFile file = files.get(caseId);
        if (!file.running() || !isTheContact(file, refused.recipient())) {
            return;
        }
        int noted = jdbc.sql("""
                        insert into notice_bounce (case_id, mail_id, kind, reason, noted_at) values (?, ?, ?, ?, ?)
                        on conflict (mail_id) do nothing""")
                .params(caseId, refused.mailId(), refused.kind(), refused.reason(), Timestamp.from(clock.instant()))
                .update();
        if (noted == 0) {
            return;
        }
        files.tell(caseId, "opening.noticeBounced", java.util.Map.of("reason", refused.reason()));
        // one verification for all letters that come back in the meantime
        if (process.openTasks(file).stream().map(HumanTask::key).noneMatch(DELIVERY::contains)) {
            process.bounced(file);
        }
    }

    /** What came back and was not sent again. */
    @Transactional(readOnly = true)
    public List<Bounce> open(long caseId) {
        return jdbc.sql("select mail_id, kind, reason from notice_bounce where case_id = ? and resent_at is null"
                        + " order by id")
                .param(caseId)
                .query((row, n) -> new Bounce(row.getLong(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** Sends once more, to the address as it is now, what came back. @return how many letters */
    int resend(CaseFile file) {
        List<Bounce> open = open(file.id());
        // several reminders say the same: the last one will do
        Optional<Bounce> last = open.isEmpty() ? Optional.empty() : Optional.of(open.get(open.size() - 1));
        last.ifPresent(bounce -> letters.resend(file, bounce.mailId(), bounce.kind()));
        jdbc.sql("update notice_bounce set resent_at = ? where case_id = ? and resent_at is null")
                .params(Timestamp.from(clock.instant()), file.id())
                .update();
        return open.size();
    }

    private boolean isTheContact(CaseFile file, String recipient) {
        return letters.recipient(file)
                .map(ContactCard::email)
                .filter(email -> email.equalsIgnoreCase(recipient))
                .isPresent();
    }
}
