package org.tuanwei.activityplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.activity.ActivityStory;
import org.tuanwei.activity.Check;
import org.tuanwei.activitycounts.CountSource.PlatformSilent;
import org.tuanwei.activitycounts.Counts;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;

/** The connector against a scripted platform: pages, strangers, refusals, slowness; and a check that goes on without it. */
@EngineTest
class PlatformConnectorTest {

    private static final Week WEEK = new Week(LocalDate.of(2012, 12, 3));

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private Counts counts;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private ConfigurableListableBeanFactory registry;

    @Autowired
    private Workflow workflow;

    @Autowired
    private ActivityStory story;

    @Autowired
    private MovableClock clock;

    /** @param trickle how long each byte takes; @param silence before the first one */
    private record Answer(int status, String body, Duration silence, Duration trickle) {

        Answer(int status, String body) {
            this(status, body, Duration.ZERO, Duration.ZERO);
        }
    }

    private final Deque<Answer> script = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private PlatformConnector connector;
    private ActivityStage stage;
    private Organization school;

    @BeforeEach
    void aScriptedPlatform() throws IOException {
        stage = beans.createBean(ActivityStage.class);
        school = stage.school();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, script.removeFirst());
        });
        server.setExecutor(threads);
        server.start();
        connector = connector(Duration.ofSeconds(5), Duration.ofMinutes(3));
    }

    private PlatformConnector connector(Duration timeout, Duration longest) {
        return new PlatformConnector(
                new PlatformProperties(
                        URI.create("http://localhost:" + server.getAddress().getPort() + "/open/"),
                        "token-of-the-test",
                        timeout,
                        longest),
                counts,
                jdbc,
                json);
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            Thread.sleep(answer.silence().toMillis());
            exchange.sendResponseHeaders(answer.status(), body.length);
            OutputStream out = exchange.getResponseBody();
            if (answer.trickle().isZero()) {
                out.write(body);
                return;
            }
            for (byte one : body) {
                out.write(one);
                out.flush();
                Thread.sleep(answer.trickle().toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
        clock.back();
    }

    @Test
    void the_pages_are_read_to_the_end_and_only_our_accounts_are_taken() throws PlatformSilent {
        Organization other = stage.school();
        script.add(new Answer(200, """
                {"accounts": [{"qq": "%s", "originals": 6, "reposts": 1, "lastPostOn": "2012-12-07", "avatar": true},
                              {"qq": "99999", "originals": 1, "reposts": 0, "lastPostOn": null, "avatar": false}],
                 "next": "b c"}""".formatted(stage.qqOf(school))));
        script.add(new Answer(200, """
                {"accounts": [{"qq": "%s", "originals": 0, "reposts": 0, "avatar": false}], "next": null}
                """.formatted(stage.qqOf(other))));
        connector.fetch(ActivityStage.UNIT, WEEK);
        assertThat(asked)
                .containsExactly(
                        "/open/weeks/2012-W49/accounts?unit=640000 Bearer token-of-the-test",
                        "/open/weeks/2012-W49/accounts?unit=640000&after=b+c Bearer token-of-the-test");
        assertThat(counts.holding(school.id(), WEEK).orElseThrow()).satisfies(count -> {
            assertThat(count.source().label()).isEqualTo("平台接口");
            assertThat(count.originals()).isEqualTo(6);
            assertThat(count.lastPostOn()).isEqualTo(LocalDate.of(2012, 12, 7));
        });
        assertThat(counts.holding(other.id(), WEEK).orElseThrow().avatar()).isFalse();
    }

    @Test
    void what_is_not_as_agreed_is_refused_in_words_and_nothing_of_it_stored() {
        String good =
                "{\"qq\": \"%s\", \"originals\": 6, \"reposts\": 1, \"avatar\": true}".formatted(stage.qqOf(school));
        refused(new Answer(503, "busy"), "平台回答 503");
        refused(new Answer(500, ""), "平台回答 500");
        refused(new Answer(200, "<html>"), "不是约定的格式");
        refused(new Answer(200, ""), "不是约定的格式");
        refused(new Answer(200, "null"), "不是约定的格式");
        refused(new Answer(200, "{\"accounts\": [null]}"), "不是约定的格式");
        refused(new Answer(200, "{\"accounts\": \"many\"}"), "不是约定的格式");
        refused(new Answer(200, "{\"accounts\": [" + good + ", {\"qq\": \"12345\"}]}"), "缺少 qq");
        refused(
                new Answer(
                        200,
                        "{\"accounts\": [" + good
                                + ", {\"qq\": \"12345\", \"originals\": -1, \"reposts\": 0, \"avatar\": true}]}"),
                "12345 的条数不在");
        server.stop(0);
        assertThatThrownBy(() -> connector.fetch(ActivityStage.UNIT, WEEK))
                .isInstanceOf(PlatformSilent.class)
                .hasMessageContaining("平台没有回答");
        assertThat(counts.holding(school.id(), WEEK)).isEmpty();
        assertThatThrownBy(() -> new PlatformProperties(
                                URI.create("http://platform.example/"), "", Duration.ZERO, Duration.ZERO)
                        .requireUrl())
                .hasMessageContaining("https");
    }

    @Test
    void a_slow_platform_is_waited_for_only_so_long_page_by_page_and_in_all() {
        String good =
                "{\"accounts\": [{\"qq\": \"%s\", \"originals\": 6, \"reposts\": 1, \"avatar\": true}], \"next\": \"on\"}"
                        .formatted(stage.qqOf(school));
        connector = connector(Duration.ofMillis(400), Duration.ofMinutes(3));
        refused(new Answer(200, good, Duration.ofSeconds(5), Duration.ZERO), "平台没有回答：HttpTimeoutException");
        refused(new Answer(200, good, Duration.ZERO, Duration.ofMillis(200)), "送完一页");
        connector = connector(Duration.ofSeconds(5), Duration.ZERO);
        refused(new Answer(200, good), "没有采用");
        assertThat(counts.holding(school.id(), WEEK)).isEmpty();
    }

    @Test
    void a_check_goes_on_without_its_platform_and_asks_whom_the_platform_left_out() {
        Organization other = stage.school();
        registry.registerSingleton("platformOfTheTest", connector);
        try {
            Week silent = new Week(LocalDate.of(2013, 4, 8));
            script.add(new Answer(500, "out of order"));
            Check check = stage.begun(silent);
            assertThat(told(check)).contains("平台没有提供数据，改由单位报送：平台回答 500");
            assertThat(asked(school, silent)).isTrue();
            assertThat(asked(other, silent)).isTrue();

            Week half = silent.plus(1);
            script.add(new Answer(200, """
                    {"accounts": [{"qq": "%s", "originals": 6, "reposts": 1, "avatar": true}]}
                    """.formatted(stage.qqOf(school))));
            check = stage.begun(half);
            assertThat(told(check)).contains("已向平台取数");
            assertThat(counts.holding(school.id(), half).orElseThrow().originals())
                    .isEqualTo(6);
            assertThat(asked(school, half)).as("the platform has said it").isFalse();
            assertThat(asked(other, half)).as("what is not listed is not 0").isTrue();
            assertThat(counts.holding(other.id(), half)).isEmpty();
        } finally {
            ((DefaultSingletonBeanRegistry) registry).destroySingleton("platformOfTheTest");
        }
    }

    private List<String> told(Check check) {
        return story.of(check.id()).stream().map(ActivityStory.Line::text).toList();
    }

    private boolean asked(Organization organization, Week week) {
        return !workflow.openTasks("report-" + organization.id() + "-"
                        + week.monday().toString().replace("-", ""))
                .isEmpty();
    }

    private void refused(Answer answer, String words) {
        script.add(answer);
        assertThatThrownBy(() -> connector.fetch(ActivityStage.UNIT, WEEK))
                .isInstanceOf(PlatformSilent.class)
                .hasMessageContaining(words);
    }
}
