package org.tuanwei.spreadsheet;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tuanwei.spreadsheet.WorkbookRefused.Reason;

/**
 * Finds every table of a kind in a workbook by the words of its headings: in any sheet that people see, below any title,
 * in any order of columns, over up to three rows of headings, whatever line breaks, brackets or spaces they hold.
 */
public final class TableSearch {

    /** How far down a sheet the headings are looked for. */
    private static final int DEEPEST = 60;

    private static final int HEADING_ROWS = 3;
    private static final Pattern REMARK = Pattern.compile("[\\[【(][^)\\]】]*[)\\]】]");
    private static final Pattern MARKS = Pattern.compile("[\\s\\p{Cntrl}\\p{Z}\\u200B\\uFEFF:*、/\\-—]+");

    private TableSearch() {}

    /**
     * A column that is looked for.
     *
     * @param name how the finder calls it afterwards, itself one of the words
     * @param others other words that head the same column
     */
    public record Heading(String name, boolean required, Set<String> others) {

        public Heading {
            others = Stream.concat(Stream.of(name), others.stream())
                    .map(TableSearch::bare)
                    .collect(Collectors.toUnmodifiableSet());
        }

        public static Heading required(String name, String... others) {
            return new Heading(name, true, Set.of(others));
        }

        public static Heading optional(String name, String... others) {
            return new Heading(name, false, Set.of(others));
        }
    }

    /**
     * A table that was found.
     *
     * @param headingRow number, as Excel shows it, of the last row of its headings
     * @param columns heading name → column counted from 0
     * @param above the rows over the headings
     * @param below the rows under them to the end of the sheet, whatever they hold
     */
    public record Found(
            String sheetName,
            int headingRow,
            Map<String, Integer> columns,
            List<WorkbookText.Row> above,
            List<WorkbookText.Row> below) {

        public Found {
            columns = Map.copyOf(columns);
            above = List.copyOf(above);
            below = List.copyOf(below);
        }

        /** Text of a row in the column with that heading; empty where there is no such column. */
        public String cell(WorkbookText.Row row, String heading) {
            Integer column = columns.get(heading);
            return column == null ? "" : row.cell(column);
        }

        /** Whether the row only repeats the headings, as printed tables do on every page. */
        public boolean repeatsHeadings(WorkbookText.Row row, List<Heading> headings) {
            return columnsOf(row, headings).values().stream()
                            .filter(columns::containsValue)
                            .count()
                    >= 3;
        }
    }

    /**
     * The tables in the order of the sheets, one for each sheet that holds one.
     *
     * @param ignoredSheets sheets that are passed over, by name
     * @throws WorkbookRefused NO_HEADINGS with what is missing where no sheet has all the required headings
     */
    public static List<Found> findAll(WorkbookText book, List<Heading> headings, Set<String> ignoredSheets) {
        List<Found> found = new ArrayList<>();
        String nearest = "";
        int most = 1;
        for (WorkbookText.Sheet sheet : book.sheets()) {
            if (ignoredSheets.contains(sheet.name())) {
                continue;
            }
            Attempt attempt = new Attempt(sheet, headings);
            if (attempt.found != null && !sheet.hidden()) {
                found.add(attempt.found);
            } else if (attempt.found != null) {
                most = headings.size();
                nearest = "表格在隐藏的工作表“" + sheet.name() + "”里，请取消隐藏后再上传";
            } else if (attempt.most > most) {
                most = attempt.most;
                nearest = attempt.nearest;
            }
        }
        if (found.isEmpty()) {
            throw new WorkbookRefused(
                    Reason.NO_HEADINGS,
                    nearest.isEmpty()
                            ? headings.stream()
                                    .filter(Heading::required)
                                    .map(Heading::name)
                                    .collect(Collectors.joining("｜", "应有“", "”"))
                            : nearest);
        }
        return found;
    }

    /** One sheet gone through from the top. */
    private static final class Attempt {

        private @org.jspecify.annotations.Nullable Found found;
        private int most;
        private String nearest = "";

        Attempt(WorkbookText.Sheet sheet, List<Heading> headings) {
            List<WorkbookText.Row> rows = sheet.rows();
            for (int i = 0; i < Math.min(DEEPEST, rows.size()) && found == null; i++) {
                Map<String, Integer> columns = new HashMap<>();
                for (int j = i; j < Math.min(i + HEADING_ROWS, rows.size()) && found == null; j++) {
                    Map<String, Integer> fresh = columnsOf(rows.get(j), headings);
                    if (headings.stream().noneMatch(one -> one.required() && fresh.containsKey(one.name()))) {
                        break;
                    }
                    // the lower row names the single column where the upper one heads a group
                    fresh.forEach((name, column) -> columns.put(name, column));
                    judge(sheet, rows, i, j, columns, headings);
                }
            }
        }

        private void judge(
                WorkbookText.Sheet sheet,
                List<WorkbookText.Row> rows,
                int first,
                int last,
                Map<String, Integer> columns,
                List<Heading> headings) {
            List<String> missing = headings.stream()
                    .filter(heading -> heading.required() && !columns.containsKey(heading.name()))
                    .map(Heading::name)
                    .toList();
            if (missing.isEmpty()) {
                found = new Found(
                        sheet.name(),
                        rows.get(last).number(),
                        columns,
                        rows.subList(0, first),
                        rows.subList(last + 1, rows.size()));
            } else if (columns.size() > most) {
                most = columns.size();
                nearest = "工作表“" + sheet.name() + "”第 " + rows.get(last).number() + " 行像是表头，但缺少“"
                        + String.join("”“", missing) + "”";
            }
        }
    }

    private static Map<String, Integer> columnsOf(WorkbookText.Row row, List<Heading> headings) {
        Map<String, Integer> columns = new HashMap<>();
        for (int column = 0; column < row.cells().size(); column++) {
            String text = bare(row.cell(column));
            for (Heading heading : headings) {
                if (!text.isEmpty() && heading.others().contains(text)) {
                    columns.putIfAbsent(heading.name(), column);
                }
            }
        }
        return columns;
    }

    /** What is left of a heading without width, case, spaces, line breaks, remarks in brackets and marks around it. */
    private static String bare(String heading) {
        String text = Normalizer.normalize(heading, Normalizer.Form.NFKC);
        return MARKS.matcher(REMARK.matcher(text).replaceAll("")).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
