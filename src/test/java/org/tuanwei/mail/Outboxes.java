package org.tuanwei.mail;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anySet;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real outbox on a test's own database, for tests of other packages. */
public final class Outboxes {

    private Outboxes() {}

    public static Outbox on(DataSource database, Clock clock) {
        MessageIds ids = mock(MessageIds.class);
        when(ids.next()).thenAnswer(call -> UUID.randomUUID() + "@tuanwei.example");
        LateTexts texts = mock(LateTexts.class);
        when(texts.withoutForeignMarks(any(), anySet()))
                .thenAnswer(call -> call.<MailRequest>getArgument(0).body());
        return new Outbox(JdbcClient.create(database), new JdbcTemplate(database), clock, ids, texts);
    }
}
