package org.tuanwei.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable PostgreSQL of the development application. It listens on a fixed port, so that after a kill -9 of the JVM
 * the next start finds the server that lives on and takes it over; a server of another data folder is refused.
 */
public final class DevelopmentPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DevelopmentPostgres.class);

    private final int port;
    private final Path data;
    private final CompletableFuture<Optional<EmbeddedPostgres>> server;

    private DevelopmentPostgres(int port, Path data, CompletableFuture<Optional<EmbeddedPostgres>> server) {
        this.port = port;
        this.data = data;
        this.server = server;
    }

    /**
     * Takes over the server that listens on the port, or starts one beside whatever the caller does next.
     *
     * @throws IllegalStateException when the port serves another data folder
     */
    public static DevelopmentPostgres start(Path folder, int port) {
        Path data = folder.resolve("postgres").toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException("数据目录无法建立：" + folder, failed);
        }
        boolean attached = attach(data, port);
        return new DevelopmentPostgres(port, data, CompletableFuture.supplyAsync(() -> {
            Optional<EmbeddedPostgres> started = attached ? Optional.empty() : Optional.of(startServer(data, port));
            Postgres.prepare(superuser(port, "postgres"));
            return started;
        }));
    }

    /** Returns when it answers and has its roles and its database. */
    public void await() {
        server.join();
    }

    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/" + Postgres.DATABASE;
    }

    /** Ends the server in order: open transactions are rolled back, everything acknowledged is on disk. */
    @Override
    public void close() {
        try {
            Optional<EmbeddedPostgres> own = server.join();
            if (own.isPresent()) {
                own.get().close();
            } else {
                stopAttached();
            }
        } catch (CompletionException neverStarted) {
            log.debug("PostgreSQL had not started", neverStarted);
        } catch (IOException failed) {
            log.warn("PostgreSQL could not be ended in order", failed);
        }
    }

    private static boolean attach(Path data, int port) {
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("connectTimeout", "3");
        try (Connection connection =
                        DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", login);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show data_directory")) {
            result.next();
            Path served = Path.of(result.getString(1)).toAbsolutePath().normalize();
            if (!served.equals(data)) {
                throw new IllegalStateException("端口 " + port + " 上的 PostgreSQL 使用另一个数据目录（" + served + "），本次要用的是 " + data
                        + "。请用 TUANWEI_POSTGRES_PORT 换一个端口，或先停掉那个进程。");
            }
            log.info("Takes over the PostgreSQL left by an earlier run on port {}", port);
            return true;
        } catch (SQLException notThere) {
            if ("28P01".equals(notThere.getSQLState()) || "28000".equals(notThere.getSQLState())) {
                throw new IllegalStateException(
                        "端口 " + port + " 上已有别的 PostgreSQL。请用 TUANWEI_POSTGRES_PORT 换一个端口。", notThere);
            }
            return false;
        }
    }

    private static EmbeddedPostgres startServer(Path data, int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL 无法在端口 " + port + " 上启动（数据目录 " + data + "）", failed);
        }
    }

    private void stopAttached() throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
            // SIGTERM asks for an orderly end
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    }

    private static DataSource superuser(int port, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://localhost:" + port + "/" + database);
        source.setUser("postgres");
        return source;
    }
}
