package org.tuanwei.collection;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.tuanwei.collection.RoundsController.RoundLine;
import org.tuanwei.collection.RoundsController.UnitLine;
import org.tuanwei.collection.SchoolRows.Counts;

/** How the rounds and the provinces of one are put in order by a click on a heading. */
final class RoundOrders {

    private RoundOrders() {}

    /** By the standings too: most of them wait for the official who looks for what is overdue. */
    static Map<String, Comparator<RoundLine>> rounds() {
        Map<String, Comparator<RoundLine>> orders = new HashMap<>();
        orders.put("title", Comparator.comparing(line -> line.round().title()));
        orders.put("schoolDue", Comparator.comparing(line -> line.round().schoolDueOn()));
        orders.put("unitDue", Comparator.comparing(line -> line.round().unitDueOn()));
        orders.put("late", Comparator.comparingInt(RoundLine::late));
        for (Standing standing : Standing.values()) {
            orders.put(standing.name(), Comparator.comparingInt(line -> line.standings()
                    .getOrDefault(standing, 0)));
        }
        return orders;
    }

    static Map<String, Comparator<UnitLine>> units() {
        Map<String, Comparator<UnitLine>> orders = new HashMap<>();
        orders.put("title", Comparator.comparing(line -> line.round().title()));
        orders.put("unit", Comparator.comparing(line -> line.unit().unitCode()));
        orders.put("state", Comparator.comparing(line -> line.unit().state()));
        orders.put("expected", by(Counts::expected));
        orders.put("filled", by(Counts::filled));
        orders.put("missing", by(Counts::missing));
        orders.put("returned", by(Counts::returned));
        orders.put("exempt", by(Counts::exempt));
        orders.put("late", by(Counts::late));
        orders.put("schoolDue", Comparator.comparing(line -> line.unit().schoolDueOn()));
        orders.put("unitDue", Comparator.comparing(line -> line.unit().unitDueOn()));
        orders.put(
                "submitted",
                Comparator.comparing(
                        (UnitLine line) -> line.unit().submittedAt(),
                        Comparator.nullsLast(Comparator.<Instant>naturalOrder())));
        return orders;
    }

    private static Comparator<UnitLine> by(ToIntFunction<Counts> figure) {
        return Comparator.comparingInt(line -> figure.applyAsInt(line.counts()));
    }
}
