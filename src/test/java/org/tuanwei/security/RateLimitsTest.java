package org.tuanwei.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestSchools;

/** The limits of the public pages hold over all nodes, and tell nobody which school there is. */
@EngineTest
class RateLimitsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired
    private RateLimits node;

    @Autowired
    private Secrets secrets;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    @Autowired
    private MockMvc web;

    @Autowired
    private TestSchools schools;

    /** The end of a window must not come between two attempts. */
    @BeforeEach
    void earlyInTheHour() {
        clock.set(HandClock.instant("2026-11-24T10:05"));
    }

    @AfterEach
    void now() {
        clock.back();
    }

    /** As a node that was started a moment ago: it knows nothing but what the database knows. */
    private RateLimits another() {
        return new RateLimits(jdbc, secrets, clock);
    }

    @Test
    void what_is_used_up_on_one_node_is_used_up_on_all() {
        String key = UUID.randomUUID().toString();
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(node.tryAcquire("over-nodes", key, 3, HOUR)).isTrue();
        }
        RateLimits other = another();
        assertThat(other.taken("over-nodes", key, HOUR)).isEqualTo(3);
        assertThat(other.tryAcquire("over-nodes", key, 3, HOUR)).isFalse();
        assertThatThrownBy(() -> other.acquire("over-nodes", key, 3, HOUR)).isInstanceOf(TooManyRequests.class);
        assertThat(other.tryAcquire("over-nodes", key + "x", 3, HOUR))
                .as("another address has its own share")
                .isTrue();

        node.lock("over-nodes", key);
        assertThat(other.locked("over-nodes", key, HOUR)).isTrue();
    }

    @Test
    void nodes_that_are_asked_at_once_give_no_more_than_there_is() throws Exception {
        String key = UUID.randomUUID().toString();
        List<RateLimits> nodes = List.of(node, another());
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int call = 0; call < 40; call++) {
                RateLimits asked = nodes.get(call % 2);
                calls.add(() -> asked.tryAcquire("over-nodes-at-once", key, 7, HOUR));
            }
            int given = 0;
            for (Future<Boolean> answer : callers.invokeAll(calls)) {
                given += answer.get() ? 1 : 0;
            }
            assertThat(given).isEqualTo(7);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void a_school_that_exists_and_one_that_does_not_are_refused_alike_after_as_many_attempts() throws Exception {
        String existing = schools.school().code();
        List<String> last = new ArrayList<>();
        for (String code : List.of(existing, "4149999999")) {
            for (int attempt = 1; attempt <= 10; attempt++) {
                assertThat(register(code, attempt).getStatus())
                        .as(code + ", attempt " + attempt)
                        .isEqualTo(422);
            }
            MockHttpServletResponse refused = register(code, 11);
            assertThat(refused.getStatus()).as(code).isEqualTo(429);
            last.add(refused.getHeader("Retry-After")
                    + refused.getContentAsString(java.nio.charset.StandardCharsets.UTF_8)
                            .replace(code, "CODE")
                            .replaceAll("(name=\"_csrf\"|<meta name=\"_csrf\")[^>]*", ""));
        }
        assertThat(last.get(0)).isEqualTo(last.get(1));
    }

    /** Each time from another address: what is used up is the school's share. */
    private MockHttpServletResponse register(String code, int attempt) throws Exception {
        return web.perform(post("/register").param("school", code).with(csrf()).with(sent -> {
                    sent.setRemoteAddr("10.77." + Math.floorMod(code.hashCode(), 250) + "." + attempt);
                    return sent;
                }))
                .andReturn()
                .getResponse();
    }
}
