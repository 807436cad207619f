package org.tuanwei.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tuanwei.credential.PickupLink.Occasion;
import org.tuanwei.credential.PickupLink.Standing;

/** What a link is good for at which moment. */
class PickupLinkTest {

    private static final Instant SENT = Instant.parse("2026-03-02T02:00:00Z");
    private static final Instant EXPIRES = Instant.parse("2026-03-09T16:00:00Z");

    @Test
    void a_link_is_open_until_its_last_moment_and_not_a_moment_longer() {
        PickupLink link = link(null, null, null);

        assertThat(link.standing(SENT)).isEqualTo(Standing.OPEN);
        assertThat(link.standing(EXPIRES.minusMillis(1))).isEqualTo(Standing.OPEN);
        assertThat(link.standing(EXPIRES)).isEqualTo(Standing.EXPIRED);
        assertThat(link.standing(EXPIRES.plus(Duration.ofDays(900)))).isEqualTo(Standing.EXPIRED);
    }

    @Test
    void a_used_or_locked_link_says_so_for_ever() {
        assertThat(link(SENT, null, SENT).standing(EXPIRES)).isEqualTo(Standing.USED);
        assertThat(link(null, SENT, null).standing(SENT)).isEqualTo(Standing.LOCKED);
        assertThat(link(null, SENT, SENT).standing(EXPIRES)).isEqualTo(Standing.LOCKED);
    }

    @Test
    void a_link_of_a_round_that_is_over_looks_like_an_expired_one() {
        assertThat(link(null, null, SENT).standing(SENT)).isEqualTo(Standing.EXPIRED);
    }

    @Test
    void only_what_can_be_a_token_is_looked_up() {
        assertThat(PickupLink.looksLikeToken("A".repeat(32))).isTrue();
        assertThat(PickupLink.looksLikeToken("A".repeat(31))).isFalse();
        assertThat(PickupLink.looksLikeToken("A".repeat(31) + "'")).isFalse();
        assertThat(PickupLink.looksLikeToken("A".repeat(31) + "\n")).isFalse();
        assertThat(PickupLink.hash("A".repeat(32))).hasSize(32).isEqualTo(PickupLink.hash("A".repeat(32)));
    }

    private static PickupLink link(@Nullable Instant used, @Nullable Instant locked, @Nullable Instant revoked) {
        return new PickupLink(1, 2, Occasion.ISSUED, "mark", SENT, EXPIRES, 0, used, locked, null, revoked);
    }
}
