package org.tuanwei.collection;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** Opening a round: by the centre for the units that have not sent in, or by a unit for its own schools (D1, D3). */
@Service
@Transactional
class RoundOpenings {

    private final Rounds rounds;
    private final UnitRounds units;
    private final DayRules days;
    private final Mailboxes mailboxes;
    private final Organizations organizations;
    private final CollectionProcess process;
    private final Happenings happenings;
    private final WorkingCalendar calendar;
    private final Viewers viewers;
    private final Audit audit;
    private final Clock clock;

    RoundOpenings(
            Rounds rounds,
            UnitRounds units,
            DayRules days,
            Mailboxes mailboxes,
            Organizations organizations,
            CollectionProcess process,
            Happenings happenings,
            WorkingCalendar calendar,
            Viewers viewers,
            Audit audit,
            Clock clock) {
        this.rounds = rounds;
        this.units = units;
        this.days = days;
        this.mailboxes = mailboxes;
        this.organizations = organizations;
        this.process = process;
        this.happenings = happenings;
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
            int schools = organizations.schoolsTakingPart(unit).size();
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
        if (organizations.schoolsTakingPart(unit).isEmpty()) {
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

    private LocalDate today() {
        return calendar.dayOf(clock.instant());
    }
}
