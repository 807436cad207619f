package org.tuanwei.contacttable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.tuanwei.contacttable.TableReading.Place;
import org.tuanwei.spreadsheet.FormSheet;
import org.tuanwei.spreadsheet.FormWriter;
import org.tuanwei.spreadsheet.WorkbookAnnotator;
import org.tuanwei.spreadsheet.WorkbookAnswer;
import org.tuanwei.spreadsheet.WorkbookAnswer.Mark;
import org.tuanwei.spreadsheet.WorkbookAnswer.Note;
import org.tuanwei.spreadsheet.WorkbookAnswer.OnSheet;
import org.tuanwei.spreadsheet.WorkbookAnswer.Tone;

/** Answers an uploaded table in the official's own file, and with a second file of the failed rows alone. */
final class TableAnswers {

    /** Name of the sheet we add to an answered file; passed over when the file comes back. */
    static final String SUMMARY = "团微核对结果";

    /** Heading of the column we add to an answered file. */
    static final String NOTE = "错误说明";

    private static final String AUTHOR = "团微核对";
    private static final int MOST_LISTED = 5_000;

    private final WorkbookAnnotator annotator;

    TableAnswers(WorkbookAnnotator annotator) {
        this.annotator = annotator;
    }

    byte[] annotated(byte[] content, CheckedTable checked) {
        return annotator.annotate(
                content, answer(checked, checked.rows(), checked.reading().places()));
    }

    /** The failed rows as they were typed, in the notice's layout, marked like the whole file. */
    byte[] failedRows(CheckedTable checked) {
        List<TableRow> failed = checked.failedRows();
        FormSheet form = TableSheets.sheet(
                "失败行",
                checked.reading().unit().name(),
                failed.stream().map(row -> TableSheets.cells(row.written())).toList(),
                0);
        int headingRow = form.lines().size() + 2;
        Map<Column, Integer> columns = new HashMap<>();
        for (Column column : Column.values()) {
            columns.put(column, column.ordinal());
        }
        Map<TableRow.Key, TableRow.Key> moved = new HashMap<>();
        List<TableRow> rows = new ArrayList<>();
        for (TableRow row : failed) {
            TableRow here =
                    new TableRow(form.name(), headingRow + rows.size() + 1, row.written(), row.entry(), row.match());
            moved.put(row.key(), here.key());
            rows.add(here);
        }
        List<Finding> findings = checked.findings().stream()
                .filter(finding -> moved.containsKey(finding.row()))
                .map(finding -> new Finding(
                        moved.get(finding.row()),
                        finding.column(),
                        finding.severity(),
                        finding.code(),
                        finding.what(),
                        finding.why(),
                        finding.how()))
                .toList();
        CheckedTable alone = new CheckedTable(checked.reading(), rows, findings);
        return annotator.annotate(
                FormWriter.write(form), answer(alone, rows, Map.of(form.name(), new Place(headingRow, columns))));
    }

    private static WorkbookAnswer answer(CheckedTable checked, List<TableRow> rows, Map<String, Place> places) {
        Map<TableRow.Key, List<Finding>> byRow = new LinkedHashMap<>();
        for (Finding finding : checked.findings()) {
            if (finding.row() != null) {
                byRow.computeIfAbsent(finding.row(), key -> new ArrayList<>()).add(finding);
            }
        }
        List<OnSheet> sheets = places.entrySet().stream()
                .map(place -> onSheet(place.getKey(), place.getValue(), byRow))
                .toList();
        return new WorkbookAnswer(AUTHOR, NOTE, sheets, summary(checked, rows));
    }

    private static OnSheet onSheet(String sheet, Place place, Map<TableRow.Key, List<Finding>> byRow) {
        List<Mark> marks = new ArrayList<>();
        List<Note> notes = new ArrayList<>();
        byRow.forEach((row, findings) -> {
            if (!row.sheet().equals(sheet)) {
                return;
            }
            findings.sort(Comparator.comparing(Finding::severity));
            Map<Column, List<Finding>> byColumn = findings.stream()
                    .collect(Collectors.groupingBy(
                            finding -> Objects.requireNonNullElse(finding.column(), Column.SCHOOL),
                            LinkedHashMap::new,
                            Collectors.toList()));
            byColumn.forEach((column, inCell) -> {
                Integer at = place.columns().get(column);
                if (at != null) {
                    marks.add(new Mark(row.number(), at, tone(inCell.get(0)), comment(inCell)));
                }
            });
            notes.add(new Note(row.number(), tone(findings.get(0)), note(findings)));
        });
        return new OnSheet(sheet, place.headingRow(), marks, notes);
    }

    private static Tone tone(Finding gravest) {
        return switch (gravest.severity()) {
            case ERROR -> Tone.ERROR;
            case WARNING -> Tone.WARNING;
            case HINT -> Tone.HINT;
        };
    }

    private static String comment(List<Finding> findings) {
        return findings.stream()
                .map(finding -> {
                    StringBuilder text =
                            new StringBuilder("【" + finding.severity().label() + "】" + finding.what() + "。");
                    if (!finding.why().isEmpty()) {
                        text.append("\n为什么：").append(finding.why()).append("。");
                    }
                    if (!finding.how().isEmpty()) {
                        text.append("\n怎样改：").append(finding.how()).append("。");
                    }
                    return text.toString();
                })
                .collect(Collectors.joining("\n"));
    }

    private static String note(List<Finding> findings) {
        return findings.stream()
                .map(finding -> "【" + finding.severity().label() + "】" + finding.text())
                .collect(Collectors.joining("\n"));
    }

    private static FormSheet summary(CheckedTable checked, List<TableRow> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("共 %d 行：可收 %d 行，要改 %d 行。红色单元格是错误，黄色请核实，蓝色是提示；单元格批注和“%s”一列写明原因和改法。"
                .formatted(
                        rows.size(),
                        checked.goodRows().size(),
                        checked.failedRows().size(),
                        NOTE));
        lines.add("改好后把这份文件重新上传即可，“%s”一列和本工作表会自动略过，不必删除；同一所学校以后一次上传的为准，不会重复。".formatted(NOTE));
        List<List<String>> listed = checked.findings().stream()
                .sorted(Comparator.comparing(Finding::severity))
                .limit(MOST_LISTED)
                .map(finding -> List.of(
                        finding.row() == null ? "" : finding.row().sheet(),
                        finding.row() == null
                                ? "整表"
                                : String.valueOf(finding.row().number()),
                        finding.column() == null ? "" : finding.column().heading(),
                        finding.severity().label(),
                        finding.what(),
                        finding.why(),
                        finding.how()))
                .toList();
        return new FormSheet(
                SUMMARY,
                "核对结果",
                lines,
                List.of(
                        new FormSheet.Column("工作表", 14),
                        new FormSheet.Column("行", 8),
                        new FormSheet.Column("栏目", 12),
                        new FormSheet.Column("类别", 10),
                        new FormSheet.Column("发现了什么", 46),
                        new FormSheet.Column("为什么", 40),
                        new FormSheet.Column("怎样改", 46)),
                listed,
                0);
    }

    /** 上海.xls → 上海-批注.xlsx. */
    static String named(String fileName, String what) {
        String name = fileName.replaceAll("^.*[/\\\\]", "").replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
        String bare = name.replaceFirst("(-批注|-失败行)+$", "").strip();
        return (bare.isEmpty() ? "统计表" : bare) + "-" + what + ".xlsx";
    }
}
