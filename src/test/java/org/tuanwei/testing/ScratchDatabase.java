package org.tuanwei.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database of a test's own in the shared server, with just the migrations it asks for: no engine, no waiting. */
public final class ScratchDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private ScratchDatabase() {}

    /**
     * Makes one.
     *
     * @param migrations file names such as {@code V021__mail.sql}, in their order
     */
    public static DataSource with(String... migrations) {
        String name = "scratch_" + COUNT.incrementAndGet();
        new JdbcTemplate(Postgres.asSuperuser()).execute("create database " + name);
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(Postgres.url().replaceFirst("/" + Postgres.DATABASE + "$", "/" + name));
        database.setUser("postgres");
        JdbcTemplate jdbc = new JdbcTemplate(database);
        List.of(migrations).forEach(migration -> jdbc.execute(script(migration)));
        return database;
    }

    private static String script(String migration) {
        try {
            return new ClassPathResource("db/migration/" + migration)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .replace("${app_role}", Postgres.APP);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
