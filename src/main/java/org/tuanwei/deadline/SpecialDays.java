package org.tuanwei.deadline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.Resource;

/** The days that the State Council's yearly notices make different from an ordinary week. */
record SpecialDays(Map<LocalDate, Boolean> working, Set<Integer> years) {

    private static final int COLUMNS = 6;

    /** Reads the files in turn; {@link IllegalArgumentException} names the line that makes no sense. */
    static SpecialDays read(List<Resource> files) {
        Map<LocalDate, Boolean> working = new HashMap<>();
        Set<Integer> years = new HashSet<>();
        for (Resource file : files) {
            for (String line : lines(file)) {
                try {
                    add(line.split(",", -1), working, years);
                } catch (DateTimeException | IllegalArgumentException e) {
                    throw new IllegalArgumentException("放假安排 " + file.getFilename() + " 有一行读不懂：" + line, e);
                }
            }
        }
        return new SpecialDays(Map.copyOf(working), Set.copyOf(years));
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

    private static void add(String[] cells, Map<LocalDate, Boolean> working, Set<Integer> years) {
        if (cells.length != COLUMNS || cells[5].isBlank()) {
            throw new IllegalArgumentException("应为六列，依据不能为空");
        }
        boolean work =
                switch (cells[3]) {
                    case "WORK" -> true;
                    case "OFF" -> false;
                    default -> throw new IllegalArgumentException("类别应为 OFF 或 WORK");
                };
        LocalDate last = LocalDate.parse(cells[2]);
        for (LocalDate day = LocalDate.parse(cells[1]); !day.isAfter(last); day = day.plusDays(1)) {
            working.put(day, work);
        }
        years.add(Year.parse(cells[0]).getValue());
    }
}
