package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.tuanwei.security.RateLimits;
import org.tuanwei.testing.Client;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.ForeignWords;
import org.tuanwei.testing.Postgres;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** Whatever is refused is refused on a page in Chinese that says what to do, whoever refuses it. */
@EngineTest
class RefusalsTest {

    private static final String STRANGER = "127.0.0.77";
    private static final int MEGABYTE = 1 << 20;

    private final ForeignWords words = new ForeignWords();

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private RateLimits limits;

    @LocalServerPort
    private int port;

    @Autowired
    private TestSchools schools;

    @Autowired
    private TestPeople people;

    /** What breaks in ways that nobody can bring about from outside. */
    static final class Breaking {

        String collide() {
            throw new OptimisticLockingException("ENGINE-03005 Execution of 'UPDATE' failed");
        }

        String collideInTheDatabase() {
            throw new DuplicateKeyException("duplicate key value violates unique constraint");
        }

        String page() {
            return "campaign/campaign";
        }
    }

    @Test
    void what_is_not_there_or_not_his_is_refused_in_chinese() {
        Client nobody = new Client(port);
        Client school = school();
        chinese(nobody.get("/pickup/nonsense-token-that-nobody-has-made"));
        says(404, nobody.get("/activate/nonsense-token-that-nobody-has-made"), "链接无效");
        says(200, nobody.get("/login?error"), "密码");
        says(404, school.get("/nothing-here"), "没有找到");
        says(404, school.get("/cases/999999999"), "没有找到");
        says(404, school.get("/cases/letters"), "没有找到");
        says(403, school.get("/campaigns"), "不能这样办理");
        chinese(nobody.get("/register?school=nonsense"));
        chinese(school.get("/operations"));
    }

    @Test
    void what_cannot_be_read_is_refused_in_chinese() {
        Client school = school();
        says(400, school.get("/cases?phase=NO_SUCH"), "提交的内容不完整");
        says(400, school.get("/cases?page=first"), "提交的内容不完整");
        says(405, school.submit("/cases", "/problems", Map.of()), "不能这样打开");
        says(405, school.submit("/cases", "/desk", Map.of()), "不能这样打开");
        Client centre = new Client(port).signIn(people.of("centre-staff"), TestPeople.PASSWORD);
        says(400, centre.submit("/registry/imports", "/registry/imports", Map.of()), "提交的内容不完整");
    }

    @Test
    void what_comes_in_a_form_that_a_page_does_not_read_is_refused_in_chinese() throws Exception {
        Client school = school();
        RequestMappingInfo info = RequestMappingInfo.paths("/broken-for-the-test/picky")
                .consumes("application/json")
                .options(mappings.getBuilderConfiguration())
                .build();
        mappings.registerMapping(info, new Breaking(), Breaking.class.getDeclaredMethod("page"));
        try {
            says(415, school.submit("/cases", "/broken-for-the-test/picky", Map.of("q", "x")), "不支持这种格式");
        } finally {
            mappings.unregisterMapping(info);
        }
    }

    @Test
    void a_file_that_is_too_large_is_refused_with_the_limit() {
        Client centre = new Client(port).signIn(people.of("centre-staff"), TestPeople.PASSWORD);
        says(
                413,
                centre.upload("/registry/imports", "/registry/imports", "file", "名单.xlsx", new byte[22 * MEGABYTE]),
                "20 MB");
    }

    @Test
    void who_asks_too_often_is_told_to_wait() throws Exception {
        for (int call = 0; call < 60; call++) {
            limits.tryAcquire("activate", STRANGER, 60, Duration.ofMinutes(15));
        }
        String last = raw("GET /activate/nonsense-token-that-nobody-has-made HTTP/1.1");
        assertThat(last).startsWith("HTTP/1.1 429").contains("请稍后再试");
        assertThat(words.ofPage(body(last))).isEmpty();
    }

    @Test
    void a_form_without_its_token_is_refused_with_what_to_do() throws Exception {
        String answer = raw("POST /register HTTP/1.1");
        assertThat(answer).startsWith("HTTP/1.1 403").contains("页面停留太久");
        assertThat(words.ofPage(body(answer))).isEmpty();
    }

    @Test
    void what_the_server_itself_refuses_is_in_chinese_too() throws Exception {
        for (String line : List.of("GET /cases?q=<b> HTTP/1.1", "GET /a//b;c=1 HTTP/1.1", "GET /..%2f HTTP/1.1")) {
            String answer = raw(line);
            assertThat(answer).as(line).startsWith("HTTP/1.1 400");
            assertThat(words.ofPage(body(answer))).as(line).isEmpty();
        }
    }

    @Test
    void what_breaks_is_told_without_its_stack() throws Exception {
        Client school = school();
        Map<String, String> broken = Map.of("collide", "刚才有同事也在办理", "collideInTheDatabase", "系统出错了", "page", "系统出错了");
        List<RequestMappingInfo> added = new ArrayList<>();
        try {
            for (String method : broken.keySet()) {
                RequestMappingInfo info = RequestMappingInfo.paths("/broken-for-the-test/" + method)
                        .options(mappings.getBuilderConfiguration())
                        .build();
                mappings.registerMapping(info, new Breaking(), Breaking.class.getDeclaredMethod(method));
                added.add(info);
            }
            broken.forEach((method, said) ->
                    says(method.equals("collide") ? 409 : 500, school.get("/broken-for-the-test/" + method), said));
        } finally {
            added.forEach(mappings::unregisterMapping);
        }
    }

    @Test
    void what_the_database_refuses_is_an_error_page_in_chinese() {
        JdbcClient owner = JdbcClient.create(Postgres.asSuperuser());
        Client centre = new Client(port).signIn(people.of("centre-staff"), TestPeople.PASSWORD);
        owner.sql("revoke select on tuanwei.suppressed_address from tuanwei_app")
                .update();
        try {
            says(500, centre.get("/bounces/suppressed"), "系统出错了");
        } finally {
            owner.sql("grant select on tuanwei.suppressed_address to tuanwei_app")
                    .update();
        }
        says(200, centre.get("/bounces/suppressed"), "停发的邮箱");
    }

    private Client school() {
        return new Client(port).signIn(people.of("school-" + schools.school().code()), TestPeople.PASSWORD);
    }

    private void says(int status, HttpResponse<String> answer, String words) {
        assertThat(answer.statusCode()).as(answer.uri() + ": " + answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type").orElse(""))
                .as("%s", answer.uri())
                .startsWith(MediaType.TEXT_HTML_VALUE);
        assertThat(answer.body()).contains(words);
        chinese(answer);
    }

    private void chinese(HttpResponse<String> answer) {
        assertThat(words.ofPage(answer.body())).as("%s", answer.uri()).isEmpty();
    }

    /** Without the lengths of its chunks, which may look like words. */
    private static String body(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        return end < 0 ? "" : answer.substring(end + 4).replaceAll("(^|\r\n)[0-9a-f]+\r\n", "");
    }

    /** As nobody's browser would ask, and from an address of its own: what it uses up is nobody else's. */
    private String raw(String line) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(STRANGER, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
