package org.tuanwei.collection;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.collection.SchoolRows.Counts;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationSection;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.Viewer;

/** The tables of a unit, or the rows of a school, on the organisation's page. */
@Component
class CollectionSection implements OrganizationSection {

    private final UnitRounds units;
    private final Rounds rounds;
    private final SchoolRows rows;
    private final CollectionScope scope;
    private final WorkingCalendar calendar;
    private final Clock clock;

    CollectionSection(
            UnitRounds units,
            Rounds rounds,
            SchoolRows rows,
            CollectionScope scope,
            WorkingCalendar calendar,
            Clock clock) {
        this.units = units;
        this.rounds = rounds;
        this.rows = rows;
        this.scope = scope;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** One table or row. */
    record Line(String title, String href, String state, String light, boolean late, String figures) {}

    @Override
    public int order() {
        return 300;
    }

    @Override
    public String fragment() {
        return "collection/section :: card";
    }

    @Override
    public @Nullable Object model(Organization organization, Viewer viewer) {
        List<Line> lines = organization.isUnit()
                ? unitLines(organization, viewer)
                : organization.isSchool() ? rowLines(organization, viewer) : List.of();
        return lines.isEmpty() ? null : lines;
    }

    private List<Line> unitLines(Organization organization, Viewer viewer) {
        LocalDate today = calendar.dayOf(clock.instant());
        return units.ofUnit(organization.code()).stream()
                .filter(unit -> scope.verb(viewer, unit) != Verb.NONE)
                .map(unit -> {
                    Counts counts = rows.counts(unit.id());
                    return new Line(
                            rounds.get(unit.roundId()).title(),
                            "/collections/units/" + unit.id(),
                            unit.state().label(),
                            unit.light(today),
                            unit.late(),
                            counts.total() == 0 ? "" : "已填报 " + counts.filled() + " / " + counts.expected() + " 所");
                })
                .toList();
    }

    private List<Line> rowLines(Organization organization, Viewer viewer) {
        return rows.ofSchool(organization.code()).stream()
                .filter(row -> scope.verb(viewer, row).compareTo(Verb.SEE) >= 0)
                .map(row -> new Line(
                        rounds.get(units.get(row.collectionId()).roundId()).title(),
                        "/collections/rows/" + row.id(),
                        row.state().label(),
                        row.state().light(),
                        row.late(),
                        ""))
                .toList();
    }
}
