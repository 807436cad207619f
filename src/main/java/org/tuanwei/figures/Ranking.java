package org.tuanwei.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Ranks the League units by one rule that stands on the report. */
final class Ranking {

    /** The rule, as everybody reads it. */
    static final String RULE = "排名规则：先比高校开通率，高者在前；相同的，没有统计表未报的在前；再相同的，逾期督办少者在前；三项都相同的名次并列。没有高校的单位不排名。";

    /**
     * A unit before it is ranked.
     *
     * @param contact 已报, 免报, 未报 or nothing where no round asked for it
     */
    record Unit(
            String code,
            String name,
            boolean opened,
            int schools,
            int schoolsOpened,
            String contact,
            int supervisions,
            int lateSupervisions) {

        int perMille() {
            return schools == 0 ? 0 : (int) Math.round(1000.0 * schoolsOpened / schools);
        }

        boolean owesTable() {
            return contact.equals("未报");
        }
    }

    /** A line of the table. @param rank 0 for a unit that is not ranked */
    record Line(int rank, Unit unit) {

        public String rankText() {
            return rank == 0 ? "—" : Integer.toString(rank);
        }

        public String rate() {
            return Count.percent(unit.schoolsOpened(), unit.schools());
        }
    }

    private static final Comparator<Unit> RULE_ORDER = Comparator.comparingInt((Unit unit) -> -unit.perMille())
            .thenComparing(Unit::owesTable)
            .thenComparingInt(Unit::lateSupervisions);

    private Ranking() {}

    static List<Line> of(List<Unit> units) {
        List<Unit> ranked = units.stream()
                .filter(unit -> unit.schools() > 0)
                .sorted(RULE_ORDER.thenComparing(Unit::code))
                .toList();
        List<Line> lines = new ArrayList<>();
        for (int at = 0; at < ranked.size(); at++) {
            boolean tied = at > 0 && RULE_ORDER.compare(ranked.get(at - 1), ranked.get(at)) == 0;
            lines.add(new Line(tied ? lines.get(at - 1).rank() : at + 1, ranked.get(at)));
        }
        units.stream()
                .filter(unit -> unit.schools() == 0)
                .sorted(Comparator.comparing(Unit::code))
                .forEach(unit -> lines.add(new Line(0, unit)));
        return List.copyOf(lines);
    }
}
