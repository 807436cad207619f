package org.tuanwei.credential;

import java.util.List;
import org.tuanwei.spreadsheet.CellText;
import org.tuanwei.spreadsheet.SheetTable;
import org.tuanwei.spreadsheet.WorkbookRefused;
import org.tuanwei.spreadsheet.WorkbookText;
import org.tuanwei.spreadsheet.WorkbookWriter;

/** Tencent's batch as a workbook: 受理号｜学校名称｜QQ号｜初始密码. */
final class CredentialSheet {

    private static final String RECEIPT = "受理号";
    private static final String SCHOOL = "学校名称";
    private static final String NUMBER = "QQ号";
    private static final String PASSWORD = "初始密码";
    private static final List<String> HEADINGS = List.of(RECEIPT, SCHOOL, NUMBER, PASSWORD);

    /** One line as it was typed; {@code row} is the number Excel shows. */
    record Line(int row, String receipt, String school, String qqNumber, String password) {
        @Override
        public String toString() {
            return "Line[" + row + "]";
        }
    }

    private CredentialSheet() {}

    /** @throws WorkbookRefused when the headings are missing */
    static List<Line> read(WorkbookText book) {
        return SheetTable.find(book, HEADINGS).lines().stream()
                .map(line -> new Line(
                        line.number(),
                        CellText.halfWidth(line.get(RECEIPT)).strip(),
                        line.get(SCHOOL),
                        CellText.halfWidth(line.get(NUMBER)).strip(),
                        line.get(PASSWORD)))
                .toList();
    }

    /** The cases that wait for a number, ready to be filled in. */
    static byte[] template(List<List<String>> waiting) {
        return waiting.isEmpty()
                ? WorkbookWriter.template("号码与初始密码", HEADINGS)
                : WorkbookWriter.write("号码与初始密码", HEADINGS, waiting);
    }
}
