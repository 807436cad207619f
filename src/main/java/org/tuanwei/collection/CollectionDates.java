package org.tuanwei.collection;

import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.deadline.NamedDates;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.HumanTask;

/** The days of a round are the deadlines of its tasks, with the notice that names them (A6, A11, D5). */
@Component
class CollectionDates implements NamedDates {

    private final UnitRounds units;
    private final Rounds rounds;
    private final SchoolRows rows;
    private final DayRules days;
    private final WorkingCalendar calendar;

    CollectionDates(UnitRounds units, Rounds rounds, SchoolRows rows, DayRules days, WorkingCalendar calendar) {
        this.units = units;
        this.rounds = rounds;
        this.rows = rows;
        this.days = days;
        this.calendar = calendar;
    }

    @Override
    public Optional<NamedDate> of(HumanTask task) {
        return switch (task.key()) {
            case CollectionProcess.ARRANGE -> Optional.of(arrange(units.get(CollectionProcess.unitRoundId(task))));
            case CollectionProcess.CHECK, CollectionProcess.APPROVE -> {
                UnitRound unit = units.get(CollectionProcess.unitRoundId(task));
                Round round = rounds.get(unit.roundId());
                yield Optional.of(new NamedDate(
                        unit.unitDueOn(), provenance(unit.unitDueOn(), round.unitDueOn()), round.source(), "D5"));
            }
            case CollectionProcess.FILL -> {
                UnitRound unit =
                        units.get(rows.get(CollectionProcess.rowId(task)).collectionId());
                Round round = rounds.get(unit.roundId());
                String own = unit.sourceTitle();
                yield Optional.of(new NamedDate(
                        unit.schoolDueOn(),
                        provenance(unit.schoolDueOn(), round.schoolDueOn()),
                        own == null ? round.source() : own,
                        "A6"));
            }
            default -> Optional.empty();
        };
    }

    /** Against the day of whoever opened the round: what a unit has tightened is its own wish, not the notice's. */
    private static Provenance provenance(LocalDate day, LocalDate ofTheRound) {
        return day.isBefore(ofTheRound)
                ? Provenance.LOCAL
                : day.isAfter(ofTheRound) ? Provenance.EXTENDED : Provenance.NOTICE;
    }

    private NamedDate arrange(UnitRound unit) {
        Round round = rounds.get(unit.roundId());
        return new NamedDate(
                days.arrangeBy(calendar.dayOf(round.openedAt()), round.schoolDueOn()), Provenance.DEFAULT, "", "A11");
    }
}
