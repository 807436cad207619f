package org.tuanwei.existing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.tuanwei.spreadsheet.WorkbookWriter;

/** The workbooks of this feature as downloads: Tencent's template, and a list as an official keeps it. */
final class Workbooks {

    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
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
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(fileName, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .contentType(XLSX)
                .body(content);
    }
}
