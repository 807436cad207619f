package org.tuanwei.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tuanwei.spreadsheet.CellText;
import org.tuanwei.spreadsheet.SheetTable;
import org.tuanwei.spreadsheet.WorkbookRefused;
import org.tuanwei.spreadsheet.WorkbookText;
import org.tuanwei.spreadsheet.WorkbookWriter;

/** The workbook of numbers that do not work: 单位名称｜QQ号｜问题｜说明; answered, two columns more (E3, E6). */
final class NumberSheet {

    private static final String SCHOOL = "单位名称";
    static final String NUMBER = "QQ号";
    private static final String TROUBLE = "问题";
    private static final String TEXT = "说明";
    static final String OUTCOME = "处理结果";
    static final String ANSWER = "答复";
    static final String UNANSWERED = "尚未答复";
    private static final List<String> HEADINGS = List.of(SCHOOL, NUMBER, TROUBLE, TEXT);

    /** What may stand in the column 问题. */
    static final List<String> TROUBLES = List.of("登录不上", "密码不对", "号码冻结", "号码不存在", "不是本单位的号码", "其他");

    /** One line as it was typed. @param number that Excel shows */
    record Line(int number, String school, String qqNumber, String trouble, String text) {}

    /** A line and what came of it. @param verdict empty when it can be taken */
    record Judged(Line line, @Nullable Long caseId, String verdict) {}

    private NumberSheet() {}

    /** @throws WorkbookRefused when the headings are missing */
    static List<Line> read(WorkbookText book) {
        return SheetTable.find(book, HEADINGS).lines().stream()
                .map(line -> new Line(
                        line.number(),
                        line.get(SCHOOL).strip(),
                        number(line),
                        line.get(TROUBLE).strip(),
                        line.get(TEXT).strip()))
                .toList();
    }

    /** The number of a line, whatever width and spaces it was typed with. */
    static String number(SheetTable.Line line) {
        return CellText.halfWidth(line.get(NUMBER)).replaceAll("\\s", "");
    }

    /** The numbers that are known already, to be thinned out and completed. */
    static byte[] template(List<List<String>> known) {
        return known.isEmpty()
                ? WorkbookWriter.template("不能用的号码", HEADINGS)
                : WorkbookWriter.write("不能用的号码", HEADINGS, known);
    }

    /** With Tencent's answers. */
    static byte[] answered(List<NumberRow> rows) {
        return WorkbookWriter.write(
                "逐行答复",
                List.of(SCHOOL, NUMBER, TROUBLE, TEXT, OUTCOME, ANSWER),
                rows.stream()
                        .map(row -> List.of(
                                row.school(),
                                row.qqNumber(),
                                row.trouble(),
                                row.text(),
                                row.outcome() == null
                                        ? UNANSWERED
                                        : row.outcome().label(),
                                row.answer() == null ? "" : row.answer()))
                        .toList());
    }
}
