package org.tuanwei.contacttable;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** A table with what was found in it; the rows without an error may be taken. */
public record CheckedTable(TableReading reading, List<TableRow> rows, List<Finding> findings) {

    public CheckedTable {
        rows = List.copyOf(rows);
        findings = List.copyOf(findings);
    }

    /** What was found in one row, the gravest first. */
    public List<Finding> findingsOf(TableRow row) {
        return findings.stream()
                .filter(finding -> row.key().equals(finding.row()))
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }

    /** The same for every row in which something was found. */
    public Map<TableRow.Key, List<Finding>> findingsByRow() {
        return findings.stream()
                .filter(finding -> finding.row() != null)
                .sorted(Comparator.comparing(Finding::severity))
                .collect(Collectors.groupingBy(finding -> Objects.requireNonNull(finding.row())));
    }

    /** What was found in the table as a whole. */
    public List<Finding> findingsOfTable() {
        return findings.stream().filter(finding -> finding.row() == null).toList();
    }

    /** The rows that may be taken: each has its certain school, each school once. */
    public List<TableRow> goodRows() {
        Set<TableRow.Key> failed = failed();
        return rows.stream().filter(row -> !failed.contains(row.key())).toList();
    }

    /** The rows that have to be mended first. */
    public List<TableRow> failedRows() {
        Set<TableRow.Key> failed = failed();
        return rows.stream().filter(row -> failed.contains(row.key())).toList();
    }

    private Set<TableRow.Key> failed() {
        return findings.stream()
                .filter(Finding::isError)
                .map(Finding::row)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
