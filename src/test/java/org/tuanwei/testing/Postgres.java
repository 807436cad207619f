package org.tuanwei.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/** A real PostgreSQL for the tests of one JVM, with the two roles of production. */
public final class Postgres {

    public static final String OWNER = "tuanwei_owner";
    public static final String APP = "tuanwei_app";
    public static final String PASSWORD = "tuanwei";
    public static final String DATABASE = "tuanwei";

    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setRegisterShutdownHook(false)
                        // a benchmark waits for the disk, as production does
                        .setServerConfig("fsync", Boolean.getBoolean("tuanwei.benchmark") ? "on" : "off")
                        .setServerConfig("max_connections", "200")
                        .start();
                prepare(server.getPostgresDatabase());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> endAfterItsClients(server), "postgres-end"));
                return server;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private Postgres() {}

    /** The application's own hook runs at the same time; without its database it would wait half a minute. */
    private static void endAfterItsClients(EmbeddedPostgres server) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (int look = 0; look < 100; look++) {
                try (var clients =
                        statement.executeQuery("select count(*) from pg_stat_activity where usename = '" + APP + "'")) {
                    if (clients.next() && clients.getLong(1) == 0) {
                        break;
                    }
                }
                Thread.sleep(200);
            }
        } catch (SQLException | InterruptedException ended) {
            System.getLogger(Postgres.class.getName()).log(System.Logger.Level.DEBUG, "ends at once", ended);
        }
        try {
            server.close();
        } catch (IOException failed) {
            System.getLogger(Postgres.class.getName()).log(System.Logger.Level.WARNING, "did not end in order", failed);
        }
    }

    /** Starts it when it is first asked for; ends with the JVM. */
    public static String url() {
        return Holder.SERVER.getJdbcUrl("postgres", DATABASE).replaceFirst("\\?.*", "");
    }

    /** As the superuser, for what the application may not see. */
    public static DataSource asSuperuser() {
        return Holder.SERVER.getDatabase("postgres", DATABASE);
    }

    /** The server's first process, whose children do the work. */
    static Optional<ProcessHandle> process() {
        try (Connection connection = asSuperuser().getConnection();
                Statement statement = connection.createStatement();
                ResultSet backend = statement.executeQuery("select pg_backend_pid()")) {
            backend.next();
            return ProcessHandle.of(backend.getLong(1)).flatMap(ProcessHandle::parent);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Makes roles and database where they are missing: what an administrator does once in production. */
    static void prepare(DataSource superuser) {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            for (String role : new String[] {OWNER, APP}) {
                statement.execute(
                        "do $$ begin create role %s login password '%s'; exception when duplicate_object then null; end $$"
                                .formatted(role, PASSWORD));
            }
            try (var existing =
                    statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
                if (existing.next()) {
                    return;
                }
            }
            statement.execute("create database " + DATABASE + " owner " + OWNER);
        } catch (SQLException failed) {
            throw new IllegalStateException("测试数据库无法准备", failed);
        }
    }
}
