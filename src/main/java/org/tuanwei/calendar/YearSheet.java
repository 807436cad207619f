package org.tuanwei.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tuanwei.deadline.YearArrangement;
import org.tuanwei.deadline.YearArrangement.SpecialDay;
import org.tuanwei.spreadsheet.CellText;
import org.tuanwei.spreadsheet.FormSheet;
import org.tuanwei.spreadsheet.SheetTable;
import org.tuanwei.spreadsheet.WorkbookText;

/**
 * The arrangement of a year as it was handed in, checked.
 *
 * @param spans in the order of their days
 * @param doubts what is unusual and has to be confirmed
 */
record YearSheet(YearArrangement arrangement, List<Span> spans, List<String> doubts) {

    private static final String FIRST = "开始日期";
    private static final String LAST = "结束日期";
    private static final String KIND = "类别";
    private static final String FESTIVAL = "节日";
    private static final List<String> HEADINGS = List.of(FIRST, LAST, KIND, FESTIVAL);
    private static final List<String> FESTIVALS = List.of("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆");
    private static final Pattern DOCUMENT = Pattern.compile("\\S{2,20}[〔\\[(（]\\d{4}[〕\\])）]\\d{1,4}号");
    private static final int LONGEST = 12;
    private static final int MOST_LINES = 200;

    /** Days in a row of one kind. @param line of what was handed in */
    record Span(int line, LocalDate first, LocalDate last, boolean working, String festival) {

        public String kind() {
            return working ? "上班" : "放假";
        }

        public long days() {
            return ChronoUnit.DAYS.between(first, last) + 1;
        }

        /** 2027-01-01, or 2027-01-01 至 2027-01-03. */
        public String text() {
            return first.equals(last) ? first.toString() : first + " 至 " + last;
        }

        String asLine() {
            return first + "," + last + "," + kind() + "," + festival;
        }
    }

    /** The empty sheet to be filled in. */
    static FormSheet template(int year) {
        return new FormSheet(
                "放假安排",
                year + "年放假和调休安排",
                List.of("每行一段，日期形如 " + year + "-01-01；单独一天的，开始和结束填同一天。类别只填「放假」或「上班」。"),
                List.of(
                        new FormSheet.Column(FIRST, 16),
                        new FormSheet.Column(LAST, 16),
                        new FormSheet.Column(KIND, 10, List.of("放假", "上班")),
                        new FormSheet.Column(FESTIVAL, 20)),
                List.of(),
                40);
    }

    /** @throws CalendarRefused line by line */
    static YearSheet of(int year, String source, WorkbookText book) throws CalendarRefused {
        List<String> problems = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        NoticeText text = new NoticeText(year);
        for (SheetTable.Line line : SheetTable.find(book, HEADINGS).lines()) {
            String last = line.get(LAST).isBlank() ? line.get(FIRST) : line.get(LAST);
            text.read(line.number(), line.get(FIRST) + "," + last + "," + line.get(KIND) + "," + line.get(FESTIVAL))
                    .ifPresentOrElse(
                            spans::addAll,
                            () -> problems.add(
                                    "第" + line.number() + "行读不懂：日期应形如 " + year + "-01-01，类别应为「放假」或「上班」，节日不能空"));
        }
        return checked(year, source, spans, problems);
    }

    /** @throws CalendarRefused line by line */
    static YearSheet of(int year, String source, String pasted) throws CalendarRefused {
        List<String> problems = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        NoticeText text = new NoticeText(year);
        String[] lines = pasted.split("\\R");
        for (int i = 0; i < Math.min(lines.length, MOST_LINES); i++) {
            int number = i + 1;
            String line = lines[i];
            if (!line.isBlank() && !isHeading(line)) {
                text.read(number, line)
                        .ifPresentOrElse(
                                spans::addAll,
                                () -> problems.add("第" + number + "行读不懂：「" + shortened(line.strip())
                                        + "」。请照通知原文粘贴一个节日一段，或写成 " + year + "-01-01,"
                                        + year + "-01-03,放假,元旦"));
            }
        }
        return checked(year, source, spans, problems);
    }

    private static boolean isHeading(String line) {
        return CellText.halfWidth(line).replaceAll("[\\s,|]+", "").equals(String.join("", HEADINGS));
    }

    private static YearSheet checked(int year, String source, List<Span> spans, List<String> problems)
            throws CalendarRefused {
        String document = source.strip();
        if (!DOCUMENT.matcher(document).matches()) {
            problems.add(0, "依据应填国务院办公厅通知的文号，形如「国办发明电〔2025〕7号」");
        }
        Map<LocalDate, SpecialDay> days = new TreeMap<>();
        Map<LocalDate, Integer> lines = new TreeMap<>();
        for (Span span : spans) {
            String problem = problem(year, span);
            if (!problem.isEmpty()) {
                problems.add("第" + span.line() + "行：" + problem);
                continue;
            }
            for (LocalDate day = span.first(); !day.isAfter(span.last()); day = day.plusDays(1)) {
                Integer before = lines.putIfAbsent(day, span.line());
                if (before != null) {
                    problems.add("第" + span.line() + "行：" + day + " 在第" + before + "行已经写过，请删去一处");
                } else {
                    days.put(day, new SpecialDay(day, span.working(), span.festival()));
                }
            }
        }
        if (problems.isEmpty() && days.values().stream().allMatch(SpecialDay::working)) {
            problems.add("没有一天放假，请检查是否漏了内容");
        }
        if (!problems.isEmpty()) {
            throw new CalendarRefused(problems);
        }
        return new YearSheet(
                new YearArrangement(year, document, List.copyOf(days.values())),
                spans.stream().sorted((a, b) -> a.first().compareTo(b.first())).toList(),
                doubts(year, days));
    }

    private static String problem(int year, Span span) {
        if (span.last().isBefore(span.first())) {
            return "结束日期 " + span.last() + " 早于开始日期 " + span.first();
        }
        if (span.first().isBefore(LocalDate.of(year - 1, 12, 20))
                || span.last().isAfter(LocalDate.of(year + 1, 1, 10))) {
            return span.first() + " 不属于 " + year + " 年，请核对年份";
        }
        if (span.days() > LONGEST) {
            return "一段有 " + span.days() + " 天，超过 " + LONGEST + " 天，请核对日期";
        }
        if (span.festival().length() > 20) {
            return "节日名称超过 20 个字";
        }
        for (LocalDate day = span.first(); span.working() && !day.isAfter(span.last()); day = day.plusDays(1)) {
            if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
                return day + " 本来就是周一至周五的工作日，不用写成调休上班，请核对";
            }
        }
        return "";
    }

    private static List<String> doubts(int year, Map<LocalDate, SpecialDay> days) {
        List<String> doubts = new ArrayList<>();
        List<String> missing = FESTIVALS.stream()
                .filter(festival -> days.values().stream()
                        .noneMatch(day -> !day.working() && day.festival().contains(festival)))
                .toList();
        if (!missing.isEmpty()) {
            doubts.add("没有写到" + String.join("、", missing) + "放假");
        }
        long off = days.values().stream()
                .filter(day -> !day.working() && day.day().getYear() == year)
                .count();
        if (off > 40) {
            doubts.add("全年放假 " + off + " 天，比往年多");
        }
        return doubts;
    }

    private static String shortened(String line) {
        return line.length() > 40 ? line.substring(0, 40) + "…" : line;
    }

    /** All of it as lines that can be read again. */
    String asLines() {
        return String.join("\n", spans.stream().map(Span::asLine).toList());
    }
}
