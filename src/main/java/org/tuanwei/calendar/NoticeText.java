package org.tuanwei.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tuanwei.calendar.YearSheet.Span;
import org.tuanwei.spreadsheet.CellText;

/**
 * Reads the days as people have them: a line of columns, or a paragraph of the notice such as
 * 一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
 */
final class NoticeText {

    private static final Pattern COLUMNS = Pattern.compile(
            "^(\\S+?)[\\s,;|]+(?:(?:至|到)?[\\s,;|]*(\\d\\S*?)[\\s,;|]+)?" + "(放假|上班|调休上班|休|班|OFF|WORK)[\\s,;|]+(.+)$");
    private static final Pattern FESTIVAL =
            Pattern.compile("^(?:[一二三四五六七八九十]+[、.．]\\s*)?([\\p{IsHan}、]{2,12})[:：](.*)$");
    private static final Pattern DAYS = Pattern.compile("(?:(\\d{4})年)?(?:(\\d{1,2})月)?(\\d{1,2})日(?:\\([^)]*\\))?"
            + "(?:\\s*(?:至|到|-|—)\\s*(?:(\\d{4})年)?(?:(\\d{1,2})月)?(\\d{1,2})日)?");

    private final int year;

    NoticeText(int year) {
        this.year = year;
    }

    /** What the line says; empty when it cannot be understood. */
    Optional<List<Span>> read(int number, String line) {
        String text = CellText.halfWidth(line).strip();
        Matcher columns = COLUMNS.matcher(text);
        if (columns.matches()) {
            LocalDate first = day(columns.group(1));
            LocalDate last = columns.group(2) == null ? first : day(columns.group(2));
            boolean working = !columns.group(3).matches("放假|休|OFF");
            return first == null || last == null
                    ? Optional.empty()
                    : Optional.of(List.of(new Span(
                            number, first, last, working, columns.group(4).strip())));
        }
        Matcher festival = FESTIVAL.matcher(text);
        if (!festival.matches()) {
            return Optional.empty();
        }
        List<Span> spans = new ArrayList<>();
        for (String sentence : festival.group(2).split("[。;.]")) {
            spans.addAll(sentence(number, festival.group(1), sentence));
        }
        return spans.isEmpty() ? Optional.empty() : Optional.of(spans);
    }

    /** 9月20日（周日）、10月10日（周六）上班; a month holds for the days after it until another is named. */
    private List<Span> sentence(int number, String festival, String sentence) {
        boolean working = sentence.contains("上班");
        List<Span> spans = new ArrayList<>();
        if (!working && !sentence.contains("放假")) {
            return spans;
        }
        Matcher days = DAYS.matcher(sentence);
        int inYear = year;
        int month = 0;
        while (days.find()) {
            inYear = number(days.group(1), year);
            month = number(days.group(2), month);
            LocalDate first = date(inYear, month, number(days.group(3), 0));
            LocalDate last = first;
            if (days.group(6) != null && first != null) {
                month = number(days.group(5), month);
                last = date(number(days.group(4), inYear), month, number(days.group(6), 0));
            }
            if (first != null && last != null) {
                spans.add(new Span(number, first, last, working, festival));
            }
        }
        return spans;
    }

    /** 2027-01-01, 2027/1/1, 2027.1.1, 2027年1月1日, 1月1日 of the year. */
    @Nullable
    LocalDate day(String text) {
        String[] parts = CellText.halfWidth(text)
                .strip()
                .replaceAll("[年月/.]", "-")
                .replace("日", "")
                .split("-");
        try {
            return switch (parts.length) {
                case 2 -> LocalDate.of(year, Integer.parseInt(parts[0].strip()), Integer.parseInt(parts[1].strip()));
                case 3 ->
                    LocalDate.of(
                            Integer.parseInt(parts[0].strip()),
                            Integer.parseInt(parts[1].strip()),
                            Integer.parseInt(parts[2].strip()));
                default -> null;
            };
        } catch (NumberFormatException | DateTimeException notADay) {
            return null;
        }
    }

    private static @Nullable LocalDate date(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException notADay) {
            return null;
        }
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}
