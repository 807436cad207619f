package org.tuanwei.mail;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

public final class ScratchDatabase {
    private static DataSource shared;

    public static synchronized DataSource get() throws IOException {
        if (shared == null) {
            shared = EmbeddedPostgres.builder().start().getPostgresDatabase();
            JdbcTemplate jdbc = new JdbcTemplate(shared);
            for (String f : new String[] {"V020__deadline.sql", "V021__mail.sql"}) {
                ClassPathResource r = new ClassPathResource("db/migration/" + f);
                if (r.exists()) jdbc.execute(r.getContentAsString(StandardCharsets.UTF_8).replace("${app_role}", "postgres"));
            }
        }
        return shared;
    }
}
