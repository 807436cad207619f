package org.tuanwei.collection;

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
                yield Optional.of(new NamedDate(
                        unit.unitDueOn(),
                        Provenance.NOTICE,
                        rounds.get(unit.roundId()).source(),
                        "D5"));
            }
            case CollectionProcess.FILL -> {
                UnitRound unit =
                        units.get(rows.get(CollectionProcess.rowId(task)).collectionId());
                String own = unit.sourceTitle();
                yield Optional.of(new NamedDate(
                        unit.schoolDueOn(),
                        Provenance.NOTICE,
                        own == null ? rounds.get(unit.roundId()).source() : own,
                        "A6"));
            }
            default -> Optional.empty();
        };
    }

    private NamedDate arrange(UnitRound unit) {
        Round round = rounds.get(unit.roundId());
        return new NamedDate(
                days.arrangeBy(calendar.dayOf(round.openedAt()), round.schoolDueOn()), Provenance.DEFAULT, "", "A11");
    }
}
