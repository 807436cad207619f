package org.tuanwei.activityplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.activitycounts.CountSource.PlatformSilent;
import org.tuanwei.activitycounts.Counts;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;

/** The connector against a scripted platform: pages, strangers, refusals. */
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

    private record Answer(int status, String body) {}

    private final Deque<Answer> script = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
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
            Answer answer = script.removeFirst();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        connector = new PlatformConnector(
                new PlatformProperties(
                        URI.create("http://localhost:" + server.getAddress().getPort() + "/open/"),
                        "token-of-the-test",
                        Duration.ofSeconds(5)),
                counts,
                jdbc,
                json);
    }

    @AfterEach
    void stop() {
        server.stop(0);
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
        refused(new Answer(200, "<html>"), "不是约定的格式");
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
        assertThatThrownBy(() ->
                        new PlatformProperties(URI.create("http://platform.example/"), "", Duration.ZERO).requireUrl())
                .hasMessageContaining("https");
    }

    private void refused(Answer answer, String words) {
        script.add(answer);
        assertThatThrownBy(() -> connector.fetch(ActivityStage.UNIT, WEEK))
                .isInstanceOf(PlatformSilent.class)
                .hasMessageContaining(words);
    }
}
