package org.tuanwei.collection;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.collection.Happenings.What;
import org.tuanwei.collection.UnitRound.State;
import org.tuanwei.contacttable.ContactTables;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.mail.MailFate;
import org.tuanwei.mail.Mails;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/** What leaves the house in a round: the table sent in, the directory, word of what came back or is late; each once. */
@Service
@Transactional
class SendingService {

    private final Rounds rounds;
    private final UnitRounds units;
    private final SchoolRows rows;
    private final Submissions submissions;
    private final Happenings happenings;
    private final Mailboxes mailboxes;
    private final Mails mails;
    private final CollectionProcess process;
    private final CollectionLetters letters;
    private final ContactTables tables;
    private final DayRules days;
    private final Organizations organizations;
    private final WorkingCalendar calendar;
    private final Reconciler reconciler;
    private final Uploads uploads;

    SendingService(
            Rounds rounds,
            UnitRounds units,
            SchoolRows rows,
            Submissions submissions,
            Happenings happenings,
            Mailboxes mailboxes,
            Mails mails,
            CollectionProcess process,
            CollectionLetters letters,
            ContactTables tables,
            DayRules days,
            Organizations organizations,
            WorkingCalendar calendar,
            Reconciler reconciler,
            Uploads uploads) {
        this.rounds = rounds;
        this.units = units;
        this.rows = rows;
        this.submissions = submissions;
        this.happenings = happenings;
        this.mailboxes = mailboxes;
        this.mails = mails;
        this.process = process;
        this.letters = letters;
        this.tables = tables;
        this.days = days;
        this.organizations = organizations;
        this.calendar = calendar;
        this.reconciler = reconciler;
        this.uploads = uploads;
    }

    /** Freezes the rows, keeps the workbook with its hash and mails it to the centre's mailbox (D6). */
    void submit(long id) {
        UnitRound unit = units.lock(id);
        if (unit.state() != State.SUBMITTING) {
            return;
        }
        Map<Long, RowVersion> current = rows.currentOf(id);
        List<SchoolRow> all = rows.ofCollection(id);
        List<RowVersion> filled = all.stream()
                .filter(row -> row.state() == SchoolRow.State.FILLED)
                .map(row -> current.get(row.id()))
                .filter(java.util.Objects::nonNull)
                .sorted(Comparator.comparing(
                        (RowVersion version) -> version.entry().school()))
                .toList();
        int exempt = (int) all.stream()
                .filter(row -> row.state() == SchoolRow.State.EXEMPT)
                .count();
        Organization organization = organizations.require(unit.unitCode());
        byte[] workbook = tables.provinceTable(
                organization, filled.stream().map(RowVersion::entry).toList());
        boolean late = unit.submittedAt() != null ? unit.late() : approvedLate(unit);
        String fileName = unit.unitName() + "-高校团委微博建设负责人信息统计表.xlsx";
        long submissionId = submissions.add(id, filled, exempt, late, fileName, workbook, sha256(workbook));
        units.noteSubmitted(id, late);
        if (unit.overdueReportedAt() != null) {
            process.lapseMended(unit);
        }
        Submission submission = submissions.find(submissionId).orElseThrow();
        Round round = rounds.get(unit.roundId());
        Optional<String> mailbox = mailboxes.of(Organization.CENTRE_CODE);
        mailbox.ifPresent(address ->
                submissions.noteMail(submissionId, letters.submission(submission, unit, round, address, 0, workbook)));
        happenings.tell(
                id,
                What.SUBMITTED,
                "第 " + submission.version() + " 次，" + filled.size() + " 所学校" + (late ? "，逾期" : "")
                        + (mailbox.isPresent() ? "" : "；没有设置中央信箱，未邮寄工作簿"));
    }

    /**
     * Sends the workbook once more: to the mailbox that was put right, or to the same after the last mail came back.
     *
     * @throws FormRefused without a mailbox, or where the last mail is on its way or has arrived there
     */
    void mailAgain(Submission submission) {
        UnitRound unit = units.lock(submission.collectionId());
        String mailbox = mailboxes
                .of(Organization.CENTRE_CODE)
                .orElseThrow(() -> new FormRefused("", "没有设置中央信箱，请先由团中央学校部在「收表信箱」中设置"));
        if (!mayMailAgain(submission)) {
            throw new FormRefused("", "工作簿已寄往现在的中央信箱，不重复寄送；信箱有误的请先更正");
        }
        int again = CollectionLetters.mailed(submission, mailbox)
                .map(times -> times + 1)
                .orElse(0);
        submissions.noteMail(
                submission.id(),
                letters.submission(
                        submission,
                        unit,
                        rounds.get(unit.roundId()),
                        mailbox,
                        again,
                        submissions.workbook(submission.id())));
        happenings.tell(unit.id(), What.MAILED_AGAIN, "第 " + submission.version() + " 次报送");
    }

    /** Whether there is a mailbox that the workbook has not been mailed to, or did not reach. */
    boolean mayMailAgain(Submission submission) {
        return mailboxes
                .of(Organization.CENTRE_CODE)
                .filter(mailbox -> CollectionLetters.mailed(submission, mailbox).isEmpty()
                        || Optional.ofNullable(submission.mailKey())
                                .flatMap(mails::byKey)
                                .filter(MailFate::lost)
                                .isPresent())
                .isPresent();
    }

    private boolean approvedLate(UnitRound unit) {
        java.time.Instant approved = unit.approvedAt();
        return approved != null && calendar.dayOf(approved).isAfter(unit.unitDueOn());
    }

    /** Tells the unit why its table came back; the rows know their own reasons. */
    void tellReturned(long id) {
        UnitRound unit = units.get(id);
        String reason = unit.returnReason();
        int version =
                submissions.of(id).stream().findFirst().map(Submission::version).orElse(0);
        letters.returned(unit, version, reason == null ? "" : reason);
    }

    /** Hands the accepted directory to Tencent (D2). */
    void provide(long id) {
        UnitRound unit = units.lock(id);
        if (unit.state() != State.ACCEPTED) {
            return;
        }
        units.noteProvided(id);
        int schools = submissions.accepted(List.of(id)).size();
        letters.provided(unit, schools);
        happenings.tell(id, What.PROVIDED, schools + " 所学校");
    }

    /** Keeps how the three lists compared on this day and lets the schools' processes end. */
    void archive(long id) {
        UnitRound unit = units.lock(id);
        units.noteArchived(id, reconciler.countsAsJson(unit));
        rows.ofCollection(id).forEach(process::settled);
        uploads.forget(id);
        happenings.tell(id, What.ARCHIVED, "");
    }

    /** The day is over and nothing was sent: marked, told, handed to supervision (D3, D5). */
    void reportOverdue(long id) {
        UnitRound unit = units.lock(id);
        boolean approvedInTime = unit.approvedAt() != null && !approvedLate(unit);
        if (unit.submittedAt() != null
                || approvedInTime
                || unit.overdueReportedAt() != null
                || unit.state().over()) {
            return;
        }
        units.noteOverdueReported(id);
        letters.overdue(unit);
        process.openSupervision(unit);
        happenings.tell(id, What.OVERDUE, "应于 " + unit.unitDueOn() + " 前报送");
    }

    /** The round was taken back: no school is asked any longer. */
    void closeRows(long id) {
        UnitRound unit = units.get(id);
        rows.ofCollection(id).forEach(process::closed);
        process.lapseMended(unit);
        String reason = unit.endReason();
        letters.cancelled(unit, reason == null ? "" : reason);
    }

    /** When the schools are asked with the round's own days because nobody arranged others. */
    java.time.Instant arrangeBy(long id, LocalDate today) {
        UnitRound unit = units.get(id);
        return calendar.endOf(days.arrangeBy(today, unit.schoolDueOn()));
    }

    /** 09:00 of the first working day after the unit's day. */
    java.time.Instant overdueAt(long id) {
        return calendar.sendingTimeOn(calendar.plusWorkingDays(units.get(id).unitDueOn(), 1));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
