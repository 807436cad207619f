package org.tuanwei.contacttable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tuanwei.contacttable.SchoolMatch.How;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organization.Status;

/** Checks a whole table: every row by itself, then the rows against one another and against the registry. */
final class TableCheck {

    /** Names listed in a finding before it says 等. */
    private static final int MOST_NAMES = 5;

    private final RowRules rules;
    private final AreaCodes areas;
    private final List<Organization> units;
    private final List<Finding> findings = new ArrayList<>();
    private final List<TableRow> rows = new ArrayList<>();

    TableCheck(RowRules rules, AreaCodes areas, List<Organization> units) {
        this.rules = rules;
        this.areas = areas;
        this.units = units;
    }

    /** @param choices the code that was chosen for a row whose school had to be asked */
    CheckedTable check(
            TableReading reading, Map<TableRow.Key, String> choices, Function<String, Optional<Organization>> byCode) {
        province(reading);
        hidden(reading);
        for (TableRow row : reading.rows()) {
            check(chosen(row, choices, byCode), reading.unit());
        }
        duplicates();
        shared(Column.MOBILE, ContactEntry::mobile);
        shared(Column.EMAIL, entry -> entry.email().toLowerCase(java.util.Locale.ROOT));
        if (rows.isEmpty()) {
            note(new Fact(Fact.TABLE, "NO_ROWS", 0, Map.of()), null);
        }
        return new CheckedTable(reading, rows, findings);
    }

    private static TableRow chosen(
            TableRow row, Map<TableRow.Key, String> choices, Function<String, Optional<Organization>> byCode) {
        String code = choices.get(row.key());
        Organization school = code == null || row.match().certain()
                ? null
                : byCode.apply(code).filter(Organization::isSchool).orElse(null);
        return school == null
                ? row
                : new TableRow(
                        row.sheet(),
                        row.number(),
                        row.written(),
                        row.entry(),
                        new SchoolMatch(How.CHOSEN, school, row.match().candidates()));
    }

    private void province(TableReading reading) {
        Map<String, String> values =
                Map.of("value", reading.province(), "unit", reading.unit().name());
        if (reading.province().isEmpty()) {
            note(new Fact(Fact.TABLE, "PROVINCE_MISSING", 0, values), null);
        } else if (ProvinceLine.unit(reading.province(), units).isEmpty()) {
            note(new Fact(Fact.TABLE, "PROVINCE_UNKNOWN", 0, values), null);
        }
    }

    /** Said, because a row that was hidden or filtered away is easily forgotten and would be sent in all the same. */
    private void hidden(TableReading reading) {
        List<String> numbers = reading.rows().stream()
                .map(TableRow::key)
                .filter(reading.hiddenRows()::contains)
                .map(key -> String.valueOf(key.number()))
                .toList();
        if (!numbers.isEmpty()) {
            String rows = String.join("、", numbers.subList(0, Math.min(MOST_NAMES, numbers.size())))
                    + (numbers.size() > MOST_NAMES ? "……" : "");
            note(new Fact(Fact.TABLE, "HIDDEN_ROWS", numbers.size(), Map.of("rows", rows)), null);
        }
    }

    private void check(TableRow row, Organization unit) {
        school(row, unit);
        if (row.entry().isUnfilled()) {
            rows.add(row);
            note(new Fact(Fact.ROW, "UNFILLED", 0, Map.of()), row);
            return;
        }
        RowCheck check = new RowCheck(row.written(), row.match().school(), areas);
        List<Fact> facts = check.facts();
        TableRow kept = new TableRow(row.sheet(), row.number(), row.written(), check.entry(), row.match());
        rows.add(kept);
        facts.forEach(fact -> note(fact, kept));
    }

    private void school(TableRow row, Organization unit) {
        SchoolMatch match = row.match();
        String value = row.entry().school();
        Organization school = match.school();
        if (value.isEmpty()) {
            note(Fact.of(Column.SCHOOL, "EMPTY", Map.of()), row);
        } else if (school == null) {
            String candidates = match.candidates().stream()
                    .map(one -> one.name() + "（" + one.code() + "）")
                    .collect(Collectors.joining("、"));
            note(
                    Fact.of(
                            Column.SCHOOL,
                            match.how() == How.CLOSE ? "CLOSE" : "UNKNOWN",
                            Map.of("value", value, "candidates", candidates)),
                    row);
        } else if (!school.unitCode().equals(unit.code())) {
            note(
                    Fact.of(
                            Column.SCHOOL,
                            "OTHER_UNIT",
                            Map.of("school", school.name(), "other", unitName(school), "unit", unit.name())),
                    row);
        } else if (school.status() == Status.CLOSED || school.status() == Status.MERGED) {
            note(
                    Fact.of(
                            Column.SCHOOL,
                            "ENDED",
                            Map.of(
                                    "school",
                                    school.name(),
                                    "status",
                                    school.status().label())),
                    row);
        } else {
            if (match.how() != How.NAME) {
                note(Fact.of(Column.SCHOOL, match.how().name(), Map.of("value", value, "school", school.name())), row);
            }
            if (school.status() == Status.EXEMPT) {
                note(Fact.of(Column.SCHOOL, "EXEMPT", Map.of("school", school.name())), row);
            }
        }
    }

    private String unitName(Organization school) {
        return units.stream()
                .filter(unit -> unit.code().equals(school.unitCode()))
                .map(Organization::name)
                .findFirst()
                .orElse("其他省份");
    }

    private void duplicates() {
        Map<String, List<TableRow>> bySchool = new LinkedHashMap<>();
        for (TableRow row : rows) {
            String code = row.match().code();
            if (code != null) {
                bySchool.computeIfAbsent(code, key -> new ArrayList<>()).add(row);
            }
        }
        for (List<TableRow> same : bySchool.values()) {
            if (same.size() < 2) {
                continue;
            }
            TableRow first = same.get(0);
            boolean identical = same.stream().allMatch(row -> equal(row.entry(), first.entry()));
            String places = identical
                    ? place(first)
                    : listed(same.stream().map(TableCheck::place).toList());
            for (TableRow row : identical ? same.subList(1, same.size()) : same) {
                Map<String, String> values = Map.of(
                        "school", Objects.requireNonNull(row.match().school()).name(), "places", places);
                note(Fact.of(Column.SCHOOL, identical ? "SAME_AGAIN" : "DUPLICATE", same.size(), values), row);
            }
        }
    }

    /** Whether two rows of one school say the same, however each calls the school. */
    private static boolean equal(ContactEntry one, ContactEntry other) {
        for (Column column : Column.values()) {
            if (column != Column.SCHOOL && !one.get(column).equals(other.get(column))) {
                return false;
            }
        }
        return true;
    }

    private void shared(Column column, Function<ContactEntry, String> value) {
        Map<String, Set<String>> schoolsByValue = new HashMap<>();
        for (TableRow row : rows) {
            if (!value.apply(row.entry()).isEmpty()) {
                schoolsByValue
                        .computeIfAbsent(value.apply(row.entry()), key -> new LinkedHashSet<>())
                        .add(called(row));
            }
        }
        for (TableRow row : rows) {
            Set<String> schools = schoolsByValue.getOrDefault(value.apply(row.entry()), Set.of());
            if (schools.size() > 1) {
                List<String> others = schools.stream()
                        .filter(other -> !other.equals(called(row)))
                        .limit(MOST_NAMES + 1L)
                        .map(other -> "“" + other + "”")
                        .toList();
                note(Fact.of(column, "SHARED", schools.size(), Map.of("others", listed(others))), row);
            }
        }
    }

    private static String called(TableRow row) {
        Organization school = row.match().school();
        return school == null ? row.entry().school() : school.name();
    }

    private static String place(TableRow row) {
        return "第" + row.number() + "行";
    }

    private static String listed(List<String> names) {
        return String.join("、", names.subList(0, Math.min(MOST_NAMES, names.size())))
                + (names.size() > MOST_NAMES ? "等" : "");
    }

    private void note(Fact fact, @org.jspecify.annotations.Nullable TableRow row) {
        rules.judge(fact, row == null ? null : row.key()).ifPresent(findings::add);
    }
}
