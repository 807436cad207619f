package org.tuanwei.collection;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.collection.Happenings.What;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.Audit;
import org.tuanwei.security.Viewers;

/** A unit's table from desk to desk: arranged, checked, approved, accepted or returned, or taken back. */
@Service
@Transactional
class CollectionService {

    private static final int NAMES_SHOWN = 8;

    private final Rounds rounds;
    private final UnitRounds units;
    private final SchoolRows rows;
    private final Submissions submissions;
    private final Happenings happenings;
    private final Mailboxes mailboxes;
    private final CollectionProcess process;
    private final Asking asking;
    private final CollectionProperties properties;
    private final DayRules days;
    private final WorkingCalendar calendar;
    private final Viewers viewers;
    private final Audit audit;
    private final Clock clock;

    CollectionService(
            Rounds rounds,
            UnitRounds units,
            SchoolRows rows,
            Submissions submissions,
            Happenings happenings,
            Mailboxes mailboxes,
            CollectionProcess process,
            Asking asking,
            CollectionProperties properties,
            DayRules days,
            WorkingCalendar calendar,
            Viewers viewers,
            Audit audit,
            Clock clock) {
        this.rounds = rounds;
        this.units = units;
        this.rows = rows;
        this.submissions = submissions;
        this.happenings = happenings;
        this.mailboxes = mailboxes;
        this.process = process;
        this.asking = asking;
        this.properties = properties;
        this.days = days;
        this.calendar = calendar;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    /** The unit names its day and mailbox (A7, A11). @param accepted whether a short review was agreed to */
    public void arrange(
            long id, LocalDate schoolDueOn, String mailbox, @Nullable String sourceTitle, boolean accepted) {
        UnitRound unit = units.lock(id);
        Round round = rounds.get(unit.roundId());
        days.requireTighter(today(), schoolDueOn, round.schoolDueOn());
        int left = days.reviewDays(schoolDueOn, unit.unitDueOn());
        if (left < UnitRound.ENOUGH_REVIEW_DAYS && !accepted) {
            throw new FormRefused(
                    "schoolDueOn",
                    "学校 " + schoolDueOn + " 截止，到 " + unit.unitDueOn() + " 只留 " + left + " 个工作日审核，少于 2 个；请改为 "
                            + days.latestForReview(unit.unitDueOn()) + " 或更早，或选「仍按我填的日期办理」");
        }
        mailboxes.set(unit.unitCode(), mailbox);
        units.arrange(id, schoolDueOn, sourceTitle, viewers.current().userId(), false, left);
        happenings.tell(id, What.ARRANGED, "学校截止 " + schoolDueOn + "，留 " + left + " 个工作日审核");
    }

    /** Everything that keeps the unit's table from being handed in, in words; empty when it is ready (D4, J4). */
    @Transactional(readOnly = true)
    public Optional<String> obstacle(UnitRound unit) {
        return obstacle(unit, asking.newcomers(unit));
    }

    /** The same where it is known already which schools are not in the table. */
    Optional<String> obstacle(UnitRound unit, List<Organization> newcomers) {
        List<String> open = rows.blocking(unit.id());
        List<String> words = new ArrayList<>();
        if (!open.isEmpty()) {
            words.add("还有 " + open.size() + " 所学校没有填报或已退回：" + names(open));
        }
        if (!newcomers.isEmpty()) {
            words.add("名册中有 " + newcomers.size() + " 所学校没有列入本轮："
                    + names(newcomers.stream().map(Organization::name).toList()) + "，请在统计表页面点「更新学校名单」");
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join("；", words));
    }

    /** The staff hand the table to the lead. @throws FormRefused as long as a school is neither filled in nor exempt */
    public void check(long id, @Nullable String note) {
        UnitRound unit = units.lock(id);
        obstacle(unit).ifPresent(obstacle -> {
            throw new FormRefused("", "还不能提交：" + obstacle);
        });
        units.noteChecked(id, viewers.current().userId(), note);
        happenings.tell(id, What.CHECKED, note == null ? "" : note);
    }

    /** The lead agrees, or sends it back to the staff. @throws FormRefused for his own table */
    public void approve(long id, boolean approved, @Nullable String reason) {
        UnitRound unit = units.lock(id);
        String by = viewers.current().userId();
        if (!approved) {
            String why = RowService.requireReason(reason == null ? "" : reason);
            units.noteSentBack(id, why);
            happenings.tell(id, What.SENT_BACK, why);
            return;
        }
        boolean own = by.equals(unit.checkedBy());
        if (own && !properties.ownApproval()) {
            throw new FormRefused(CollectionProcess.DECISION, "这张统计表是您自己提交的，不能由您审核，请由另一位负责人审核");
        }
        units.noteApproved(id, by, own);
        happenings.tell(id, What.APPROVED, own ? "审核人即提交人" : "");
    }

    /** The centre accepts, or returns the rows it objects to, or the whole where it objects to none (D6). */
    public void accept(long id, boolean accepted, @Nullable String reason) {
        UnitRound unit = units.lock(id);
        String by = viewers.current().userId();
        List<SchoolRow> objected = rows.ofCollection(id).stream()
                .filter(row -> row.objection() != null)
                .toList();
        if (accepted) {
            if (!objected.isEmpty()) {
                throw new FormRefused(
                        CollectionProcess.DECISION,
                        "还有 " + objected.size() + " 行提出了意见（"
                                + names(objected.stream()
                                        .map(SchoolRow::schoolName)
                                        .toList())
                                + "），请选「退回」，或先撤回对这些行的意见");
            }
            units.noteAccepted(id, by);
            submissions.decide(id, Submission.State.ACCEPTED, null, by);
            happenings.tell(id, What.ACCEPTED, "");
            audit.record("collection.accepted", "collection:" + id, unit.unitCode());
            return;
        }
        String why = RowService.requireReason(reason == null ? "" : reason);
        for (SchoolRow row : objected) {
            String objection = String.valueOf(row.objection());
            rows.noteReturned(row.id(), objection, by, "CENTRE");
            happenings.tell(row, What.ROW_RETURNED_BY_CENTRE, objection);
        }
        String which = objected.isEmpty()
                ? "整表退回"
                : "退回 " + objected.size() + " 行（"
                        + names(objected.stream().map(SchoolRow::schoolName).toList()) + "）";
        units.noteReturned(id, which + "：" + why);
        submissions.decide(id, Submission.State.RETURNED, which + "：" + why, by);
        happenings.tell(id, What.RETURNED, which + "：" + why);
    }

    /** Tencent has the directory (D2). */
    public void receive(long id, @Nullable String note) {
        units.noteReceived(id, viewers.current().userId());
        happenings.tell(id, What.RECEIVED, note == null ? "" : note);
    }

    /** Whoever opened the round takes it back from a unit. @throws FormRefused once it was sent in */
    public void cancel(long id, String reason) {
        UnitRound unit = units.lock(id);
        String why = RowService.requireReason(reason);
        if (unit.state().sent() || unit.state().over()) {
            throw new FormRefused("reason", "统计表" + unit.state().label() + "，不能撤销");
        }
        units.noteCancelled(id, why);
        happenings.tell(id, What.CANCELLED, why);
        audit.record("collection.cancelled", "collection:" + id, unit.unitCode());
        process.cancel(unit);
    }

    /** A few of them by name, and how many more. */
    static String names(List<String> names) {
        String shown = String.join("、", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        return names.size() > NAMES_SHOWN ? shown + " 等" : shown;
    }

    private LocalDate today() {
        return calendar.dayOf(clock.instant());
    }
}
