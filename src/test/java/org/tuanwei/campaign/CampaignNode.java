package org.tuanwei.campaign;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.tuanwei.TuanweiApplication;
import org.tuanwei.testing.Postgres;

/**
 * A node in a process of its own, on the database of the tests, that does nothing but run the campaign it is told; made
 * to be killed.
 */
final class CampaignNode {

    private static final String READY = "node ready";

    /** The keys of the development application are refused outside it. */
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final Process process;
    private final Path log;

    private CampaignNode(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it with the classes of the tests; {@link #ready} waits for it. */
    static CampaignNode start(Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dspring.main.lazy-initialization=true",
                "-Duser.timezone=Asia/Shanghai",
                "-Dfile.encoding=UTF-8",
                "-Dserver.port=0",
                "-Dtuanwei.sweeps.enabled=false",
                "-Dcamunda.bpm.job-execution.enabled=false",
                "-cp",
                classPath(),
                // a main of its own beside the development application's would leave the plug-in with a choice
                "-Dspring.main.sources=" + Told.class.getName(),
                TuanweiApplication.class.getName()));
        builder.environment()
                .putAll(Map.of(
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
                        "k1:" + KEY,
                        "TUANWEI_SIGNING_KEY",
                        KEY));
        return new CampaignNode(
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
    }

    /** Without empty elements: each of them means the working folder, whose processes are deployed already. */
    private static String classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .filter(element -> !element.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits until it can work. */
    CampaignNode ready() throws IOException, InterruptedException {
        while (!Files.readString(log).contains(READY)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the node ended before it was ready: " + Files.readString(log));
            }
            Thread.sleep(100);
        }
        return this;
    }

    void run(long campaign) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(campaign + "\n").flush();
    }

    /** As kill -9 does: nothing of the process runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What the node does once it has started: it waits for a number and runs that campaign. */
    static final class Told implements ApplicationRunner {

        private final CampaignRunner runner;

        Told(CampaignRunner runner) {
            this.runner = runner;
        }

        @Override
        public void run(ApplicationArguments arguments) throws IOException {
            System.getLogger("node").log(System.Logger.Level.INFO, READY);
            String told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            runner.run(Long.parseLong(told));
        }
    }
}
