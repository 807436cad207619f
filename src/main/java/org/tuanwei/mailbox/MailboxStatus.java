package org.tuanwei.mailbox;

import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.web.Formats;

/** How the reading of the mailbox goes, in words for people. */
@Component
@Transactional(readOnly = true)
public class MailboxStatus {

    /**
     * What a page shows.
     *
     * @param light GREEN, YELLOW, RED
     * @param aside mails that failed too often
     * @param nobodys mails that were neither a report nor about a case: left alone, only counted
     */
    public record Shown(String light, String text, int taken, int aside, int nobodys) {}

    private record Row(
            @Nullable Instant readAt,
            @Nullable String error,
            @Nullable Instant failingSince) {}

    private final MailboxProperties properties;
    private final JdbcClient jdbc;
    private final Formats formats;

    MailboxStatus(MailboxProperties properties, JdbcClient jdbc, Formats formats) {
        this.properties = properties;
        this.jdbc = jdbc;
        this.formats = formats;
    }

    public Shown shown() {
        if (!properties.configured()) {
            return new Shown("RED", "没有设置收信邮箱：退信和回信不会被读取。请运维设置 TUANWEI_IMAP_HOST 等变量（见部署说明）。", 0, 0, 0);
        }
        Row row = jdbc.sql("select read_at, error, failing_since from mailbox_position where mailbox = :mailbox")
                .param("mailbox", properties.name())
                .query((found, n) ->
                        new Row(instant(found.getTimestamp(1)), found.getString(2), instant(found.getTimestamp(3))))
                .optional()
                .orElse(new Row(null, null, null));
        int[] counts = jdbc.sql("""
                        select count(*) filter (where state = 'TAKEN' and taker is not null),
                               count(*) filter (where state = 'ASIDE'),
                               count(*) filter (where state = 'TAKEN' and taker is null)
                        from inbound_mail where mailbox = :mailbox
                        """)
                .param("mailbox", properties.name())
                .query((found, n) -> new int[] {found.getInt(1), found.getInt(2), found.getInt(3)})
                .single();
        return new Shown(light(row), text(row), counts[0], counts[1], counts[2]);
    }

    private static String light(Row row) {
        return row.error() != null ? "RED" : row.readAt() == null ? "YELLOW" : "GREEN";
    }

    private String text(Row row) {
        if (row.error() != null) {
            return row.error() + "（自 " + formats.minute(row.failingSince()) + " 起），系统会继续重试，恢复后补读，不会丢信。";
        }
        return row.readAt() == null ? "收信邮箱已设置，还没有读过。" : "收信正常，最近一次读取 " + formats.minute(row.readAt());
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
