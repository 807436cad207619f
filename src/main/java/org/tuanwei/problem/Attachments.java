package org.tuanwei.problem;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.picture.ImageJudge;
import org.tuanwei.picture.PictureCopy;
import org.tuanwei.picture.PictureRefused;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.spreadsheet.WorkbookRefused;

/**
 * Takes files into a thread: what they are is read from their content, pictures are made anew from their pixels,
 * workbooks and PDF files that hold anything active are refused (security rows 19–21, 23, 24).
 */
@Component
class Attachments {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String XLS = "application/vnd.ms-excel";
    private static final String PDF = "application/pdf";
    private static final int LONGEST_NAME = 100;
    private static final Pattern ACTIVE =
            Pattern.compile("/(JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|XFA)\\b");

    /** A file that was looked at and may be kept. */
    @SuppressWarnings("ArrayRecordComponent")
    record Checked(String name, String contentType, byte[] bytes) {}

    /** A file as it is served. @param problemId whose it is */
    @SuppressWarnings("ArrayRecordComponent")
    record Stored(long id, long problemId, String name, String contentType, byte[] bytes) {}

    private final ImageJudge pictures;
    private final WorkbookReader workbooks;
    private final ProblemProperties properties;
    private final JdbcClient jdbc;

    Attachments(ImageJudge pictures, WorkbookReader workbooks, ProblemProperties properties, JdbcClient jdbc) {
        this.pictures = pictures;
        this.workbooks = workbooks;
        this.properties = properties;
        this.jdbc = jdbc;
    }

    /** @param sentName as the sender named it. @throws FormRefused saying which file and why */
    Checked check(String sentName, byte[] bytes) {
        String name = plainName(sentName);
        if (bytes.length == 0) {
            throw refused(name, "是空文件");
        }
        if (bytes.length > properties.largestFile().toBytes()) {
            throw refused(name, "超过 " + properties.largestFile().toMegabytes() + " MB，请缩小后再上传");
        }
        if (starts(bytes, 0x89, 'P', 'N', 'G') || starts(bytes, 0xff, 0xd8, 0xff)) {
            return picture(name, bytes);
        }
        if (starts(bytes, '%', 'P', 'D', 'F', '-')) {
            if (ACTIVE.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).find()) {
                throw refused(name, "含有脚本或内嵌文件，请打印成普通 PDF 后再上传");
            }
            return new Checked(withEnding(name, ".pdf"), PDF, bytes);
        }
        if (starts(bytes, 'P', 'K') || starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
            return workbook(name, bytes);
        }
        throw refused(name, "这种文件不能上传。可以上传 JPG、PNG 图片，PDF 文件和 Excel 工作簿；Word 文档请另存为 PDF");
    }

    private Checked picture(String name, byte[] bytes) {
        try {
            PictureCopy copy = pictures.copy(bytes);
            return new Checked(
                    withEnding(name, copy.contentType().equals("image/png") ? ".png" : ".jpg"),
                    copy.contentType(),
                    copy.bytes());
        } catch (PictureRefused refused) {
            throw refused(name, refused.reason());
        }
    }

    private Checked workbook(String name, byte[] bytes) {
        try {
            workbooks.read(bytes, name);
        } catch (WorkbookRefused refused) {
            String reason = refused.reason() == WorkbookRefused.Reason.NOT_A_WORKBOOK
                            || refused.reason() == WorkbookRefused.Reason.BROKEN
                    ? "不是可以读取的 Excel 工作簿；Word、PPT 等文档请另存为 PDF 后再上传"
                    : String.valueOf(refused.getMessage());
            throw refused(name, reason);
        }
        boolean zipped = starts(bytes, 'P', 'K');
        return new Checked(withEnding(name, zipped ? ".xlsx" : ".xls"), zipped ? XLSX : XLS, bytes);
    }

    void keep(long entryId, Checked file) {
        jdbc.sql("insert into problem_file (entry_id, name, content_type, bytes, sha256) values (?, ?, ?, ?, ?)")
                .params(entryId, file.name(), file.contentType(), file.bytes(), sha256(file.bytes()))
                .update();
    }

    /** @param problemId of the address: a file of another problem is not found under it */
    @Transactional(readOnly = true)
    Optional<Stored> find(long problemId, long fileId) {
        return jdbc.sql("select f.id, e.problem_id, f.name, f.content_type, f.bytes from problem_file f"
                        + " join problem_entry e on e.id = f.entry_id where f.id = ? and e.problem_id = ?")
                .params(fileId, problemId)
                .query((row, n) ->
                        new Stored(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getBytes(5)))
                .optional();
    }

    /** Without folders, control characters and what changes the direction of writing; never empty. */
    private static String plainName(String sent) {
        String last = sent.replace('\\', '/');
        last = last.substring(last.lastIndexOf('/') + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\"<>|:*?]", "")
                .strip();
        if (last.length() > LONGEST_NAME) {
            last = last.substring(0, LONGEST_NAME);
        }
        return last.isBlank() ? "附件" : last;
    }

    /** The ending says what the content is, whatever the sender called it. */
    private static String withEnding(String name, String ending) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(ending) || ending.equals(".jpg") && lower.endsWith(".jpeg")) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        return (dot > 0 ? name.substring(0, dot) : name) + ending;
    }

    private static boolean starts(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static FormRefused refused(String name, String why) {
        return new FormRefused("files", "附件「" + name + "」：" + why);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
