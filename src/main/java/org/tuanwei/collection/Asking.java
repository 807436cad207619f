package org.tuanwei.collection;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.collection.Happenings.What;
import org.tuanwei.collection.UnitRound.State;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/** Which schools are asked for their row: all at first, those that join the registry later, and again those that are missing. */
@Service
@Transactional
class Asking {

    private final SchoolRows rows;
    private final UnitRounds units;
    private final Rounds rounds;
    private final Organizations organizations;
    private final DayRules days;
    private final CollectionLetters letters;
    private final CollectionProcess process;
    private final Happenings happenings;
    private final WorkingCalendar calendar;
    private final Clock clock;

    Asking(
            SchoolRows rows,
            UnitRounds units,
            Rounds rounds,
            Organizations organizations,
            DayRules days,
            CollectionLetters letters,
            CollectionProcess process,
            Happenings happenings,
            WorkingCalendar calendar,
            Clock clock) {
        this.rows = rows;
        this.units = units;
        this.rounds = rounds;
        this.organizations = organizations;
        this.days = days;
        this.letters = letters;
        this.process = process;
        this.happenings = happenings;
        this.calendar = calendar;
        this.clock = clock;
    }

    /**
     * Makes the rows, starts the schools' processes and writes to the schools (A6). A unit has at most some 170 schools:
     * they are one batch, so that all are asked or none.
     */
    public void askSchools(long id) {
        UnitRound unit = units.lock(id);
        Round round = rounds.get(unit.roundId());
        if (unit.state() == State.ARRANGING && unit.reviewDays() == null) {
            units.arrange(
                    id,
                    unit.schoolDueOn(),
                    null,
                    "system",
                    true,
                    days.reviewDays(unit.schoolDueOn(), unit.unitDueOn()));
            happenings.tell(id, What.ARRANGED_BY_SYSTEM, "学校截止 " + unit.schoolDueOn());
            unit = units.get(id);
        }
        units.enter(id, State.COLLECTING);
        int asked = 0;
        int exempt = 0;
        for (Organization school : organizations.below(organizations.require(unit.unitCode()))) {
            boolean exempted = school.status() == Organization.Status.EXEMPT;
            if (!school.isSchool() || !school.isActive() && !exempted) {
                continue;
            }
            Optional<Long> row = rows.add(id, school, exempted ? RowService.reasonOf(school) : null);
            if (row.isEmpty()) {
                continue;
            }
            if (exempted) {
                exempt++;
            } else {
                SchoolRow added = rows.get(row.get());
                process.startRow(added);
                letters.asked(added, unit, round);
                asked++;
            }
        }
        happenings.tell(id, What.ASKED, asked + " 所学校" + (exempt > 0 ? "，另有 " + exempt + " 所已豁免" : ""));
    }

    /** Schools of the registry that take part and have no row, or a row that says they need not. */
    @Transactional(readOnly = true)
    public List<Organization> newcomers(UnitRound unit) {
        if (!unit.state().open()) {
            return List.of();
        }
        return rows.notAsked(unit).stream().map(organizations::require).toList();
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

    /** Urges every school that has not filled in (E0); nobody twice a day. @return how many letters left */
    public int urge(long id) {
        UnitRound unit = units.lock(id);
        if (!unit.state().open()) {
            throw new FormRefused("", "统计表" + unit.state().label() + "，现在无须催办");
        }
        LocalDate today = calendar.dayOf(clock.instant());
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
}
