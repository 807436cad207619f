package org.tuanwei.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Security row 5: wrong passwords lock a name and an address for a while, and tell nothing about who exists. */
@EngineTest
class SignInLimitTest {

    @Autowired
    private EngineSignIn door;

    @Autowired
    private TestPeople people;

    @Autowired
    private MovableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void todayAndNobodyLocked() {
        clock.back();
        jdbc.sql("delete from rate_limit where bucket like 'sign-in-%'").update();
    }

    @Test
    void the_fifth_wrong_password_locks_the_name_for_fifteen_minutes() {
        String name = people.of("province-500000-staff");
        for (int i = 1; i <= 5; i++) {
            assertRefused(name, "falsch-" + i, "203.0.113.1");
        }

        assertLocked(name, TestPeople.PASSWORD, "203.0.113.2");
        clock.runAhead(Duration.ofMinutes(14));
        assertLocked(name, TestPeople.PASSWORD, "203.0.113.2");
        clock.runAhead(Duration.ofMinutes(16));
        assertThat(attempt(name, TestPeople.PASSWORD, "203.0.113.2").isAuthenticated())
                .isTrue();
    }

    @Test
    void a_right_password_in_between_forgets_the_wrong_ones() {
        String name = people.of("province-510000-staff");
        for (int round = 0; round < 2; round++) {
            for (int i = 1; i <= 4; i++) {
                assertRefused(name, "falsch-" + i, "203.0.113.3");
            }
            assertThat(attempt(name, TestPeople.PASSWORD, "203.0.113.3").isAuthenticated())
                    .isTrue();
        }
    }

    @Test
    void fifty_wrong_passwords_from_one_address_lock_the_address_for_everybody() {
        String name = people.of("province-520000-staff");
        for (int i = 1; i <= 50; i++) {
            assertRefused("niemand" + i, "falsch", "203.0.113.4");
        }

        assertLocked(name, TestPeople.PASSWORD, "203.0.113.4");
        assertThat(attempt(name, TestPeople.PASSWORD, "203.0.113.5").isAuthenticated())
                .isTrue();
    }

    @Test
    void a_name_that_nobody_has_takes_as_long_and_is_locked_just_the_same() {
        String known = people.of("province-530000-staff");
        long[] withName = LongStream.range(0, 4).map(i -> nanos(known)).sorted().toArray();
        long[] without = LongStream.range(0, 4)
                .map(i -> nanos("niemand-530000"))
                .sorted()
                .toArray();

        // the hash dominates: whoever leaves it out answers in a hundredth of the time
        assertThat(without[1]).isGreaterThan(withName[1] / 3);
        assertThat(withName[1]).isGreaterThan(without[1] / 3);
        assertRefused("niemand-530000", "falsch", "203.0.113.6");
        assertLocked("niemand-530000", "falsch", "203.0.113.6");
    }

    private long nanos(String name) {
        long start = System.nanoTime();
        assertRefused(name, "falsch", "203.0.113.7");
        return System.nanoTime() - start;
    }

    private void assertRefused(String name, String password, String address) {
        assertThatThrownBy(() -> attempt(name, password, address))
                .isInstanceOf(BadCredentialsException.class)
                .hasMessage("用户名或密码不正确");
    }

    private void assertLocked(String name, String password, String address) {
        assertThatThrownBy(() -> attempt(name, password, address))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("15 分钟后再试");
    }

    private Authentication attempt(String name, String password, String address) {
        UsernamePasswordAuthenticationToken typed = UsernamePasswordAuthenticationToken.unauthenticated(name, password);
        typed.setDetails(new WebAuthenticationDetails(address, null));
        return door.authenticate(typed);
    }
}
