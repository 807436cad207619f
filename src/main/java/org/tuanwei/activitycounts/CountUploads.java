package org.tuanwei.activitycounts;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.CountSheet.Line;
import org.tuanwei.activitycounts.CountSheet.Reading;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.Viewers;

/** Tencent's weekly workbooks: kept as they came, looked at, taken once; reading one again gives the same. */
@Service
@Transactional
class CountUploads {

    /** One of them. */
    record Upload(
            long id,
            String fileName,
            State state,
            int good,
            int failed,
            @Nullable Integer taken,
            String uploadedBy,
            Instant uploadedAt) {

        /** Name of an answer to it. */
        public String answerName(String what) {
            return fileName.replaceFirst("\\.[^.]*$", "") + "-" + what + ".xlsx";
        }
    }

    enum State {
        PREVIEW("待确认"),
        TAKEN("已收下"),
        DISCARDED("已放弃");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private static final String SELECT =
            "select id, file_name, state, good, failed, taken, uploaded_by, uploaded_at from activity_upload";

    private final CountSheet sheet;
    private final Counts counts;
    private final ReportRequests requests;
    private final Viewers viewers;
    private final JdbcClient jdbc;
    private final Clock clock;

    CountUploads(
            CountSheet sheet, Counts counts, ReportRequests requests, Viewers viewers, JdbcClient jdbc, Clock clock) {
        this.sheet = sheet;
        this.counts = counts;
        this.requests = requests;
        this.viewers = viewers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws FormRefused where it holds no rows */
    long put(String fileName, byte[] content) {
        Reading reading = sheet.read(content, fileName);
        if (reading.lines().isEmpty()) {
            throw new FormRefused("", "工作簿里没有数据行，请核对后再上传");
        }
        return jdbc.sql(
                        "insert into activity_upload (file_name, content, sha256, good, failed, uploaded_by, uploaded_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?) returning id")
                .params(
                        fileName,
                        content,
                        sha256(content),
                        reading.good(),
                        reading.failed(),
                        viewers.current().userId(),
                        Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    @Transactional(readOnly = true)
    Optional<Upload> find(long id) {
        return jdbc.sql(SELECT + " where id = ?")
                .param(id)
                .query(CountUploads::map)
                .optional();
    }

    @Transactional(readOnly = true)
    List<Upload> latest(int most) {
        return jdbc.sql(SELECT + " order by id desc limit ?")
                .param(most)
                .query(CountUploads::map)
                .list();
    }

    @Transactional(readOnly = true)
    Reading reading(Upload upload) {
        return sheet.read(content(upload.id()), upload.fileName());
    }

    @Transactional(readOnly = true)
    byte[] annotated(Upload upload) {
        byte[] content = content(upload.id());
        return sheet.annotated(content, sheet.read(content, upload.fileName()));
    }

    @Transactional(readOnly = true)
    byte[] failedRows(Upload upload) {
        return sheet.failedRows(reading(upload));
    }

    /**
     * Takes the good rows, all or none.
     *
     * @return how many say something new
     * @throws FormRefused when it was taken or put away already
     */
    int take(long id) {
        jdbc.sql("select id from activity_upload where id = ? for update")
                .param(id)
                .query(Long.class)
                .single();
        Upload upload = find(id).orElseThrow();
        if (upload.state() != State.PREVIEW) {
            throw new FormRefused("", "这份工作簿已经" + upload.state().label().substring(1) + "，请重新上传");
        }
        int taken = 0;
        for (Line line : reading(upload).lines()) {
            Long organization = line.organizationId();
            Week week = line.week();
            if (line.good() && organization != null && week != null && line.numbers() != null) {
                counts.add(organization, week, Source.TENCENT, line.numbers(), null, id);
                requests.close(organization, week);
                taken += line.known() ? 0 : 1;
            }
        }
        jdbc.sql("update activity_upload set state = 'TAKEN', taken = ?, settled_at = ? where id = ?")
                .params(taken, Timestamp.from(clock.instant()), id)
                .update();
        return taken;
    }

    void discard(long id) {
        jdbc.sql("update activity_upload set state = 'DISCARDED', settled_at = ? where id = ? and state = 'PREVIEW'")
                .params(Timestamp.from(clock.instant()), id)
                .update();
    }

    private byte[] content(long id) {
        return jdbc.sql("select content from activity_upload where id = ?")
                .param(id)
                .query((row, n) -> row.getBytes(1))
                .single();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static Upload map(ResultSet row, int n) throws SQLException {
        return new Upload(
                row.getLong("id"),
                row.getString("file_name"),
                State.valueOf(row.getString("state")),
                row.getInt("good"),
                row.getInt("failed"),
                row.getObject("taken", Integer.class),
                row.getString("uploaded_by"),
                row.getTimestamp("uploaded_at").toInstant());
    }
}
