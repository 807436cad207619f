package org.tuanwei.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tuanwei.credential.CredentialSheet.Line;
import org.tuanwei.testing.MovableClock;

/** Security row 18: what waits for confirmation is bounded in number and time, and belongs to one person. */
class HeldBatchesTest {

    private static final List<Line> LINES = List.of(new Line(2, "TW-1", "东华大学", "100001", "geheim-1"));

    private final MovableClock clock = new MovableClock();
    private final HeldBatches held =
            new HeldBatches(new CredentialProperties(5, 5, 5, 500, Duration.ofMinutes(10), 2), clock);

    @Test
    void only_who_uploaded_it_finds_it_by_its_digest() {
        String fingerprint =
                held.hold("tencent", new byte[] {1}, LINES).orElseThrow().fingerprint();

        assertThat(held.find("tencent", fingerprint)).isPresent();
        assertThat(held.find("tencent2", fingerprint)).isEmpty();
        assertThat(held.find("tencent", "02")).isEmpty();
    }

    @Test
    void a_new_upload_replaces_the_former_and_confirmation_drops_it() {
        held.hold("tencent", new byte[] {1}, LINES);
        held.hold("tencent", new byte[] {2}, LINES);

        assertThat(held.size()).isEqualTo(1);
        assertThat(held.find("tencent", "01")).isEmpty();
        held.drop("tencent");
        assertThat(held.size()).isZero();
    }

    @Test
    void it_is_gone_after_ten_minutes() {
        held.hold("tencent", new byte[] {1}, LINES);
        clock.runAhead(Duration.ofMinutes(11));
        try {
            assertThat(held.find("tencent", "01")).isEmpty();
            assertThat(held.size()).isZero();
        } finally {
            clock.back();
        }
    }

    @Test
    void no_more_than_so_many_wait_at_once() {
        assertThat(held.hold("a", new byte[] {1}, LINES)).isPresent();
        assertThat(held.hold("b", new byte[] {2}, LINES)).isPresent();
        assertThat(held.hold("c", new byte[] {3}, LINES)).isEmpty();
        assertThat(held.hold("a", new byte[] {4}, LINES)).isPresent();
    }

    @Test
    void neither_line_nor_batch_betrays_a_password_in_a_log() {
        assertThat(LINES.toString() + held.hold("a", new byte[] {1}, LINES)).doesNotContain("geheim-1");
    }
}
