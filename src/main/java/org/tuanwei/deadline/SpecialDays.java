package org.tuanwei.deadline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.tuanwei.deadline.YearArrangement.SpecialDay;

/** The days that the State Council's yearly notices make different from an ordinary week. */
record SpecialDays(Map<Integer, YearArrangement> years, Map<LocalDate, Boolean> working) {

    private static final int COLUMNS = 6;

    static SpecialDays of(Collection<YearArrangement> arrangements) {
        return new SpecialDays(Map.of(), Map.of()).with(arrangements);
    }

    /** The same, where a later arrangement of a year takes the place of the earlier one. */
    SpecialDays with(Collection<YearArrangement> later) {
        Map<Integer, YearArrangement> all = new TreeMap<>(years);
        later.forEach(arrangement -> all.put(arrangement.year(), arrangement));
        Map<LocalDate, Boolean> days = new HashMap<>();
        all.values().forEach(year -> year.days().forEach(day -> days.put(day.day(), day.working())));
        return new SpecialDays(all, Map.copyOf(days));
    }

    /** Reads the files in turn; {@link IllegalArgumentException} names the line that makes no sense. */
    static SpecialDays read(List<Resource> files) {
        Map<Integer, String> sources = new TreeMap<>();
        Map<Integer, List<SpecialDay>> days = new HashMap<>();
        for (Resource file : files) {
            for (String line : lines(file)) {
                try {
                    add(line.split(",", -1), sources, days);
                } catch (DateTimeException | IllegalArgumentException e) {
                    throw new IllegalArgumentException("放假安排 " + file.getFilename() + " 有一行读不懂：" + line, e);
                }
            }
        }
        return of(sources.entrySet().stream()
                .map(year -> new YearArrangement(
                        year.getKey(), year.getValue(), days.getOrDefault(year.getKey(), List.of())))
                .toList());
    }

    private static List<String> lines(Resource file) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("放假安排读不出：" + file, e);
        }
    }

    private static void add(String[] cells, Map<Integer, String> sources, Map<Integer, List<SpecialDay>> days) {
        if (cells.length != COLUMNS || cells[5].isBlank()) {
            throw new IllegalArgumentException("应为六列，依据不能为空");
        }
        boolean work =
                switch (cells[3]) {
                    case "WORK" -> true;
                    case "OFF" -> false;
                    default -> throw new IllegalArgumentException("类别应为 OFF 或 WORK");
                };
        int year = Year.parse(cells[0]).getValue();
        LocalDate last = LocalDate.parse(cells[2]);
        for (LocalDate day = LocalDate.parse(cells[1]); !day.isAfter(last); day = day.plusDays(1)) {
            days.computeIfAbsent(year, none -> new ArrayList<>()).add(new SpecialDay(day, work, cells[4]));
        }
        sources.putIfAbsent(year, cells[5]);
    }
}
