package org.tuanwei.collection;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.collection.Happenings.What;
import org.tuanwei.collection.UnitRound.State;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Audit;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** A round and the units' parts of it: opened, arranged, checked, approved, accepted or returned. */
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
    private final CollectionLetters letters;
    private final CollectionProperties properties;
    private final DayRules days;
    private final Organizations organizations;
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
            CollectionLetters letters,
            CollectionProperties properties,
            DayRules days,
            Organizations organizations,
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
        this.letters = letters;
        this.properties = properties;
        this.days = days;
        this.organizations = organizations;
        this.calendar = calendar;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is filled in to open a round.
     *
     * @param unitCodes the units that are addressed; the others are excused (D3)
     * @param mailbox where the tables are to be sent: of the centre, or of the unit for its schools
     */
    record Opening(
            String title,
            @Nullable String sourceTitle,
            LocalDate schoolDueOn,
            LocalDate unitDueOn,
            List<String> unitCodes,
            String mailbox) {}

    /** A unit with why it is, or is not, addressed by default. @param excuse none for one that has not sent in */
    record Addressed(
            Organization unit, int schools, @Nullable String excuse, boolean busy) {}

    /** The units for a new round of the centre: those that have not sent in are addressed, the others excused (D3). */
    @Transactional(readOnly = true)
    public List<Addressed> addressed() {
        Map<String, UnitRound> sent = new HashMap<>();
        Map<String, UnitRound> running = new HashMap<>();
        List<Addressed> all = new ArrayList<>();
        for (Organization unit : organizations.units()) {
            for (UnitRound one : units.ofUnit(unit.code())) {
                if (one.state() != State.EXCUSED && one.submittedAt() != null) {
                    sent.putIfAbsent(unit.code(), one);
                }
                if (!one.state().over()) {
                    running.put(unit.code(), one);
                }
            }
            UnitRound before = sent.get(unit.code());
            UnitRound now = running.get(unit.code());
            int schools = schoolsOf(unit).size();
            String excuse = null;
            if (now != null) {
                excuse = "正在办理《" + rounds.get(now.roundId()).title() + "》";
            } else if (schools == 0) {
                excuse = "名册中没有高校";
            } else if (before != null && before.submittedAt() != null) {
                excuse = "已于 " + calendar.dayOf(before.submittedAt()) + " 报送";
            }
            all.add(new Addressed(unit, schools, excuse, now != null || schools == 0));
        }
        return all;
    }

    /** The centre opens a round for the units that have not sent in. @return its id. @throws FormRefused */
    public long open(Opening opening) {
        Viewer viewer = viewers.current();
        requireOpening(opening);
        Map<String, Addressed> known =
                addressed().stream().collect(Collectors.toMap(one -> one.unit().code(), one -> one));
        for (String code : opening.unitCodes()) {
            Addressed unit = known.get(code);
            if (unit == null || unit.busy()) {
                throw new FormRefused(
                        "units", unit == null ? "没有这个省级单位：" + code : unit.unit().name() + unit.excuse() + "，不能列入");
            }
        }
        mailboxes.set(Organization.CENTRE_CODE, opening.mailbox());
        Round round = add(opening, viewer, Organization.CENTRE_CODE);
        for (Addressed one : known.values()) {
            if (opening.unitCodes().contains(one.unit().code())) {
                start(round, one.unit().code(), State.ARRANGING);
            } else {
                String excuse = one.excuse();
                units.add(round, one.unit().code(), State.EXCUSED, excuse == null ? "本轮未列入" : excuse);
            }
        }
        return round.id();
    }

    /** A unit opens a round for itself; its days are its own, so there is nothing left to arrange. */
    public long openForUnit(Organization unit, Opening opening) {
        Viewer viewer = viewers.current();
        requireOpening(opening);
        units.running(unit.code()).ifPresent(running -> {
            throw new FormRefused(
                    "title", "本省正在办理《" + rounds.get(running.roundId()).title() + "》，办结后才能另开一轮");
        });
        if (schoolsOf(unit).isEmpty()) {
            throw new FormRefused("title", "名册中" + unit.name() + "没有高校，无须开启");
        }
        mailboxes.set(unit.code(), opening.mailbox());
        Round round = add(opening, viewer, unit.code());
        long id = start(round, unit.code(), State.COLLECTING);
        units.arrange(
                id,
                opening.schoolDueOn(),
                opening.sourceTitle(),
                viewer.userId(),
                false,
                days.reviewDays(opening.schoolDueOn(), opening.unitDueOn()));
        return round.id();
    }

    private Round add(Opening opening, Viewer viewer, String openerCode) {
        long id = rounds.add(
                opening.title().strip(),
                viewer.userId(),
                openerCode,
                opening.sourceTitle(),
                opening.schoolDueOn(),
                opening.unitDueOn());
        audit.record("collection.opened", "round:" + id, openerCode);
        return rounds.get(id);
    }

    private long start(Round round, String unitCode, State state) {
        long id = units.add(round, unitCode, state, null)
                .orElseThrow(() -> new FormRefused("units", "刚才另有一轮报送开启，请刷新后再试"));
        happenings.tell(id, What.OPENED, round.title());
        process.start(units.get(id), state != State.ARRANGING);
        return id;
    }

    private void requireOpening(Opening opening) {
        List<FormRefused.Field> errors = new ArrayList<>();
        String title = opening.title().strip();
        if (title.length() < 4 || title.length() > 60) {
            errors.add(new FormRefused.Field("title", "轮次名称应为 4 至 60 个字"));
        }
        String source = opening.sourceTitle();
        if (source != null && source.length() > 80) {
            errors.add(new FormRefused.Field("sourceTitle", "通知标题不超过 80 个字"));
        }
        if (opening.unitCodes().isEmpty()) {
            errors.add(new FormRefused.Field("units", "请至少选择一个省级单位"));
        }
        try {
            days.requireRound(today(), opening.schoolDueOn(), opening.unitDueOn());
        } catch (FormRefused refused) {
            errors.addAll(refused.fields());
        }
        if (!errors.isEmpty()) {
            throw new FormRefused(errors);
        }
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
        List<SchoolRow> open =
                rows.ofCollection(unit.id()).stream().filter(SchoolRow::blocks).toList();
        List<String> words = new ArrayList<>();
        if (!open.isEmpty()) {
            words.add("还有 " + open.size() + " 所学校没有填报或已退回："
                    + names(open.stream().map(SchoolRow::schoolName).toList()));
        }
        List<Organization> newcomers = newcomers(unit);
        if (!newcomers.isEmpty()) {
            words.add("名册中有 " + newcomers.size() + " 所学校没有列入本轮："
                    + names(newcomers.stream().map(Organization::name).toList()) + "，请在统计表页面点「更新学校名单」");
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join("；", words));
    }

    /** Schools of the registry that take part and have no row, or a row that says they need not. */
    @Transactional(readOnly = true)
    public List<Organization> newcomers(UnitRound unit) {
        if (!unit.state().open()) {
            return List.of();
        }
        Map<String, SchoolRow> present =
                rows.ofCollection(unit.id()).stream().collect(Collectors.toMap(SchoolRow::schoolCode, row -> row));
        return schoolsOf(organizations.require(unit.unitCode())).stream()
                .filter(school -> {
                    SchoolRow row = present.get(school.code());
                    return row == null || row.state() == SchoolRow.State.EXEMPT;
                })
                .toList();
    }

    /** Takes new and reinstated schools into the round. @return how many */
    public int takeNewcomers(long id) {
        UnitRound unit = units.lock(id);
        List<Organization> newcomers = newcomers(unit);
        Round round = rounds.get(unit.roundId());
        for (Organization school : newcomers) {
            Optional<SchoolRow> known = rows.of(id, school.code());
            known.ifPresent(row -> rows.noteMissing(row.id()));
            long rowId = known.map(SchoolRow::id)
                    .orElseGet(() -> rows.add(id, school, null).orElseThrow());
            SchoolRow row = rows.get(rowId);
            process.startRow(row);
            letters.asked(row, unit, round);
            happenings.tell(row, What.SCHOOL_ADDED, "");
        }
        return newcomers.size();
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

    /** Urges every school that has not filled in (E0); nobody twice a day. @return how many letters left */
    public int urge(long id) {
        UnitRound unit = units.lock(id);
        if (!unit.state().open()) {
            throw new FormRefused("", "统计表" + unit.state().label() + "，现在无须催办");
        }
        LocalDate today = today();
        if (happenings
                .lastUrged(id)
                .filter(at -> calendar.dayOf(at).equals(today))
                .isPresent()) {
            throw new FormRefused("", "今天已经催办过，同一所学校一天只催一次");
        }
        int written = 0;
        List<SchoolRow> open =
                rows.ofCollection(id).stream().filter(SchoolRow::blocks).toList();
        for (SchoolRow row : open) {
            written += letters.urged(row, unit, today) ? 1 : 0;
        }
        happenings.tell(
                id,
                What.URGED,
                written + " 所学校" + (written < open.size() ? "，另有 " + (open.size() - written) + " 所没有可用的邮箱" : ""));
        return written;
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

    private List<Organization> schoolsOf(Organization unit) {
        return organizations.below(unit).stream()
                .filter(school -> school.isSchool() && school.isActive())
                .toList();
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
