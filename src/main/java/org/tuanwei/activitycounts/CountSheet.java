package org.tuanwei.activitycounts;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.activitycounts.Count.Numbers;
import org.tuanwei.spreadsheet.CellText;
import org.tuanwei.spreadsheet.FormSheet;
import org.tuanwei.spreadsheet.TableSearch;
import org.tuanwei.spreadsheet.TableSearch.Found;
import org.tuanwei.spreadsheet.TableSearch.Heading;
import org.tuanwei.spreadsheet.WorkbookAnnotator;
import org.tuanwei.spreadsheet.WorkbookAnswer;
import org.tuanwei.spreadsheet.WorkbookAnswer.Mark;
import org.tuanwei.spreadsheet.WorkbookAnswer.Note;
import org.tuanwei.spreadsheet.WorkbookAnswer.OnSheet;
import org.tuanwei.spreadsheet.WorkbookAnswer.Tone;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.spreadsheet.WorkbookRefused;
import org.tuanwei.spreadsheet.WorkbookText;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.web.Formats;

/** Reads, judges and answers Tencent's weekly workbook: 学校标识码｜QQ号｜周｜原创｜转发｜最后发布｜头像 (F4). */
@Component
class CountSheet {

    static final String CODE = "学校标识码";
    static final String QQ = "QQ号";
    static final String WEEK = "周";
    static final String ORIGINALS = "原创";
    static final String REPOSTS = "转发";
    static final String LAST = "最后发布";
    static final String AVATAR = "头像";
    static final List<String> HEADINGS = List.of(CODE, QQ, WEEK, ORIGINALS, REPOSTS, LAST, AVATAR);

    private static final String SUMMARY = "团微核对结果";
    private static final String NOTE = "错误说明";
    private static final List<Heading> COLUMNS = List.of(
            Heading.required(CODE, "标识码", "学校代码", "单位代码"),
            Heading.required(QQ, "QQ号码", "QQ"),
            Heading.required(WEEK, "周次", "统计周"),
            Heading.required(ORIGINALS, "原创条数", "原创微博"),
            Heading.required(REPOSTS, "转发条数", "转发微博"),
            Heading.required(LAST, "最后发布日期", "最后发布时间"),
            Heading.required(AVATAR, "有无头像"));
    private static final Set<String> YES = Set.of("有", "是", "y", "yes", "1", "true");
    private static final Set<String> NO = Set.of("无", "没有", "否", "n", "no", "0", "false");
    private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?(?:[ T]\\d.*)?");

    /** What is wrong with a cell. */
    record Problem(String column, String text) {}

    /** One row as it was typed and judged; whoever has no problems can be taken. */
    record Line(
            String sheet,
            int number,
            Map<String, String> cells,
            @Nullable String name,
            @Nullable Long organizationId,
            @Nullable Week week,
            @Nullable Numbers numbers,
            boolean known,
            List<Problem> problems) {

        boolean good() {
            return problems.isEmpty();
        }

        public String cell(String heading) {
            return cells.getOrDefault(heading, "");
        }

        public String problemText() {
            return String.join("；", problems.stream().map(Problem::text).toList());
        }
    }

    /** The whole workbook. */
    record Reading(List<Line> lines, List<Found> tables) {

        int good() {
            return (int) lines.stream().filter(Line::good).count();
        }

        int failed() {
            return lines.size() - good();
        }
    }

    private record Known(
            long organizationId,
            String name,
            String unitCode,
            @Nullable String qqNumber,
            LocalDate since) {}

    private final WorkbookReader reader;
    private final WorkbookAnnotator annotator;
    private final Counts counts;
    private final Closing closing;
    private final JdbcClient jdbc;
    private final Clock clock;

    CountSheet(
            WorkbookReader reader,
            WorkbookAnnotator annotator,
            Counts counts,
            Closing closing,
            JdbcClient jdbc,
            Clock clock) {
        this.reader = reader;
        this.annotator = annotator;
        this.counts = counts;
        this.closing = closing;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws WorkbookRefused where it is no such workbook */
    Reading read(byte[] content, String fileName) {
        List<Found> tables = TableSearch.findAll(reader.read(content, fileName), COLUMNS, Set.of(SUMMARY));
        Map<String, List<WorkbookText.Row>> rows = new LinkedHashMap<>();
        Set<String> codes = new HashSet<>();
        for (Found table : tables) {
            List<WorkbookText.Row> below = new ArrayList<>();
            for (WorkbookText.Row row : table.below()) {
                if (!bare(table.cell(row, CODE)).isEmpty() && !table.repeatsHeadings(row, COLUMNS)) {
                    below.add(row);
                    codes.add(bare(table.cell(row, CODE)));
                }
            }
            rows.put(table.sheetName(), below);
        }
        Map<String, Known> accounts = accounts(codes);
        Set<String> seen = new HashSet<>();
        List<Line> lines = new ArrayList<>();
        for (Found table : tables) {
            for (WorkbookText.Row row : rows.getOrDefault(table.sheetName(), List.of())) {
                lines.add(judge(table, row, accounts, seen));
            }
        }
        return new Reading(lines, tables);
    }

    private Map<String, Known> accounts(Set<String> codes) {
        Map<String, Known> accounts = new HashMap<>();
        if (!codes.isEmpty()) {
            jdbc.sql("select o.code, o.id, o.name, o.unit_code, f.qq_number, f.closed_at" + CountedAccounts.TAKING_PART
                            + " and o.code in (:codes)")
                    .param("begins", Timestamp.from(clock.instant()))
                    .param("codes", codes)
                    .query((row, n) -> accounts.put(
                            row.getString(1),
                            new Known(
                                    row.getLong(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getTimestamp(6)
                                            .toInstant()
                                            .atZone(Formats.ZONE)
                                            .toLocalDate())))
                    .list();
        }
        return accounts;
    }

    private Line judge(Found table, WorkbookText.Row row, Map<String, Known> accounts, Set<String> seen) {
        Map<String, String> cells = new LinkedHashMap<>();
        HEADINGS.forEach(heading ->
                cells.put(heading, CellText.halfWidth(table.cell(row, heading)).strip()));
        List<Problem> problems = new ArrayList<>();
        Known account = accounts.get(bare(cells.getOrDefault(CODE, "")));
        if (account == null) {
            problems.add(new Problem(CODE, "没有这个标识码的已开通账号，请核对标识码"));
        } else if (account.qqNumber() != null && !account.qqNumber().equals(bare(cells.getOrDefault(QQ, "")))) {
            problems.add(new Problem(
                    QQ,
                    bare(cells.getOrDefault(QQ, "")).isEmpty()
                            ? "没有填QQ号，请补上"
                            : "QQ号与" + account.name() + "登记的号码不符，请核对是哪个账号"));
        }
        Week week = week(cells.getOrDefault(WEEK, ""), account, problems);
        Numbers numbers = numbers(cells, week, problems);
        if (account != null && week != null && !seen.add(account.organizationId() + " " + week.code())) {
            problems.add(new Problem(CODE, "本文件里这个账号这一周出现不止一次，请只留一行"));
        }
        boolean known = problems.isEmpty()
                && account != null
                && week != null
                && counts.latest(account.organizationId(), week, Count.Source.TENCENT)
                        .filter(count -> count.numbers().equals(numbers))
                        .isPresent();
        return new Line(
                table.sheetName(),
                row.number(),
                cells,
                account == null ? null : account.name(),
                account == null ? null : account.organizationId(),
                week,
                numbers,
                known,
                problems);
    }

    private @Nullable Week week(String text, @Nullable Known account, List<Problem> problems) {
        Week week = Week.parse(text).orElse(null);
        if (week == null) {
            problems.add(new Problem(WEEK, "周写作 2012-W11，或这一周任何一天的日期 2012-03-12"));
        } else if (clock.instant().isBefore(week.ends())) {
            problems.add(new Problem(WEEK, week.label() + "还没有结束"));
        } else if (account != null && !account.since().isBefore(week.monday())) {
            problems.add(new Problem(WEEK, "账号 " + account.since() + " 开通，从其后第一个整周开始核查"));
        } else if (account != null && closing.published(account.unitCode(), week)) {
            problems.add(new Problem(WEEK, week.label() + "的结果已经公布，有出入的由该单位提出异议更正"));
        }
        return week;
    }

    private @Nullable Numbers numbers(Map<String, String> cells, @Nullable Week week, List<Problem> problems) {
        Integer originals = number(ORIGINALS, cells, problems);
        Integer reposts = number(REPOSTS, cells, problems);
        LocalDate last = last(cells.getOrDefault(LAST, ""), problems);
        String avatar = cells.getOrDefault(AVATAR, "").toLowerCase(Locale.ROOT);
        if (!YES.contains(avatar) && !NO.contains(avatar)) {
            problems.add(new Problem(AVATAR, "头像写「有」或「无」"));
        }
        boolean posted = originals != null && reposts != null && originals + reposts > 0;
        if (posted && last != null && week != null && last.isBefore(week.monday())) {
            problems.add(new Problem(LAST, "本周有发布，最后发布却早于本周一 " + week.monday()));
        }
        if (last != null && last.isAfter(LocalDate.ofInstant(clock.instant(), Formats.ZONE))) {
            problems.add(new Problem(LAST, "最后发布在今天之后，请核对日期"));
        }
        return originals == null || reposts == null
                ? null
                : new Numbers(originals, reposts, last, YES.contains(avatar));
    }

    private static @Nullable Integer number(String column, Map<String, String> cells, List<Problem> problems) {
        String text = bare(cells.getOrDefault(column, "")).replaceFirst("\\.0+$", "");
        if (text.matches("\\d{1,4}")) {
            return Integer.valueOf(text);
        }
        problems.add(new Problem(column, column + "应为 0 至 " + Count.MOST + " 的整数；不知道的请删去这一行，不要填 0"));
        return null;
    }

    private static @Nullable LocalDate last(String text, List<Problem> problems) {
        if (text.isEmpty() || text.equals("无") || text.equals("-")) {
            return null;
        }
        Matcher day = DAY.matcher(text);
        try {
            if (day.matches()) {
                return LocalDate.of(
                        Integer.parseInt(day.group(1)), Integer.parseInt(day.group(2)), Integer.parseInt(day.group(3)));
            }
        } catch (DateTimeException noDay) {
            // told below like any other text that is no day
        }
        problems.add(new Problem(LAST, "最后发布写作 2012-03-16；没有发布过的留空"));
        return null;
    }

    /** The sender's own file with a mark in each bad cell and a column that says what is wrong. */
    byte[] annotated(byte[] content, Reading reading) {
        List<OnSheet> sheets = new ArrayList<>();
        for (Found table : reading.tables()) {
            List<Mark> marks = new ArrayList<>();
            List<Note> notes = new ArrayList<>();
            for (Line line : reading.lines()) {
                if (line.sheet().equals(table.sheetName()) && !line.good()) {
                    line.problems().forEach(problem -> {
                        Integer column = table.columns().get(problem.column());
                        if (column != null) {
                            marks.add(new Mark(line.number(), column, Tone.ERROR, problem.text()));
                        }
                    });
                    notes.add(new Note(line.number(), Tone.ERROR, line.problemText()));
                }
            }
            sheets.add(new OnSheet(table.sheetName(), table.headingRow(), marks, notes));
        }
        FormSheet summary = new FormSheet(
                SUMMARY,
                "每周发布数据核对结果",
                List.of("可收 " + reading.good() + " 行，有误 " + reading.failed() + " 行；有误的行没有收下，改正后再上传即可。"),
                List.of(new FormSheet.Column("工作表", 20), new FormSheet.Column("行", 8), new FormSheet.Column("错误", 80)),
                reading.lines().stream()
                        .filter(line -> !line.good())
                        .map(line -> List.of(line.sheet(), Integer.toString(line.number()), line.problemText()))
                        .toList(),
                0);
        return annotator.annotate(content, new WorkbookAnswer("团微", NOTE, sheets, summary));
    }

    /** Only the rows that were not taken, with what is wrong. */
    byte[] failedRows(Reading reading) {
        List<String> headings = new ArrayList<>(HEADINGS);
        headings.add(NOTE);
        return WorkbookWriter.write(
                "失败行",
                headings,
                reading.lines().stream()
                        .filter(line -> !line.good())
                        .map(line -> {
                            List<String> cells = new ArrayList<>();
                            HEADINGS.forEach(heading -> cells.add(line.cell(heading)));
                            cells.add(line.problemText());
                            return List.copyOf(cells);
                        })
                        .toList());
    }

    static byte[] template() {
        return WorkbookWriter.template("每周发布数据", HEADINGS);
    }

    private static String bare(String text) {
        return CellText.halfWidth(text).replaceAll("\\s", "");
    }
}
