package org.tuanwei.existing;

import java.util.List;
import org.springframework.http.ResponseEntity;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.web.Downloads;

/** The workbooks of this feature as downloads: Tencent's template, and a list as an official keeps it. */
final class Workbooks {

    private static final List<String> LISTED = List.of("学校标识码", "学校名称", "QQ号", "微博地址");

    private Workbooks() {}

    static ResponseEntity<byte[]> template() {
        return download("腾讯账号清单.xlsx", WorkbookWriter.template("账号清单", LISTED));
    }

    static ResponseEntity<byte[]> download(
            String fileName, String sheet, List<String> headings, List<List<String>> rows) {
        return download(fileName, WorkbookWriter.write(sheet, headings, rows));
    }

    private static ResponseEntity<byte[]> download(String fileName, byte[] content) {
        return Downloads.workbook(fileName, content);
    }
}
