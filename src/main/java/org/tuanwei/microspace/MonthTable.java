package org.tuanwei.microspace;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tuanwei.microspace.Checklist.State;

/** The units by month as the centre looks at them, the latest month first. */
record MonthTable(List<Column> columns, List<Row> rows) {

    static final int MONTHS = 12;

    /** A month that was asked, with what came in. */
    record Column(YearMonth month, int asked, int filed) {

        /** 2012年2月. */
        public String text() {
            return Checklist.text(month);
        }
    }

    /** One unit's month as it stands. */
    record Cell(Checklist list, State state) {

        /** Items answered with 是. */
        public long done() {
            return list.answers().stream().filter(Answer::done).count();
        }

        public int items() {
            return Item.values().length;
        }
    }

    /** One unit; a month that was not asked of it has no cell. */
    record Row(String code, String name, List<@Nullable Cell> cells) {

        public boolean missing() {
            return cells.stream().anyMatch(cell -> cell != null && cell.state().missing());
        }
    }

    /** How many units owe a month. */
    public long missing() {
        return rows.stream().filter(Row::missing).count();
    }

    /** Only months that were asked of anybody have a column. */
    static MonthTable of(List<Checklist> lists, YearMonth last, Instant now) {
        Map<String, Map<YearMonth, Cell>> byUnit = new TreeMap<>();
        Map<String, String> names = new TreeMap<>();
        for (Checklist list : lists) {
            byUnit.computeIfAbsent(list.unitCode(), code -> new TreeMap<>())
                    .put(list.month(), new Cell(list, list.state(now)));
            names.put(list.unitCode(), list.unitName());
        }
        List<Column> columns = new ArrayList<>();
        for (int n = 0; n < MONTHS; n++) {
            YearMonth month = last.minusMonths(n);
            List<Cell> cells = byUnit.values().stream()
                    .flatMap(months -> Optional.ofNullable(months.get(month)).stream())
                    .toList();
            if (!cells.isEmpty()) {
                int filed = (int)
                        cells.stream().filter(cell -> cell.state().filed()).count();
                columns.add(new Column(month, cells.size(), filed));
            }
        }
        List<Row> rows = new ArrayList<>();
        byUnit.forEach((code, months) -> {
            List<@Nullable Cell> line = new ArrayList<>();
            columns.forEach(column -> line.add(months.get(column.month())));
            rows.add(new Row(code, names.getOrDefault(code, code), line));
        });
        return new MonthTable(columns, rows);
    }
}
