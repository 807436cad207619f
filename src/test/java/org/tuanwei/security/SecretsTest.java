package org.tuanwei.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tuanwei.security.Secrets.Sealed;

/** Security row 17: AES-GCM with key id and associated data, keys from outside, rotation. */
class SecretsTest {

    private static final byte[] PLAIN = "初始密码".getBytes(StandardCharsets.UTF_8);

    private final Secrets old = TestSecrets.withKeys("2025");

    @Test
    void what_is_sealed_opens_again_with_what_it_belongs_to() {
        Sealed sealed = old.seal(PLAIN, "case:1/credential:2");

        assertThat(sealed.keyId()).isEqualTo("2025");
        assertThat(sealed.ciphertext()).hasSize(PLAIN.length + 16);
        assertThat(old.open(sealed, "case:1/credential:2")).isEqualTo(PLAIN);
        assertThat(sealed.toString()).isEqualTo("Sealed[2025]");
    }

    @Test
    void the_same_text_is_never_sealed_alike() {
        assertThat(old.seal(PLAIN, "x").ciphertext())
                .isNotEqualTo(old.seal(PLAIN, "x").ciphertext());
    }

    @Test
    void it_opens_for_nothing_else_and_never_when_tampered_with() {
        Sealed sealed = old.seal(PLAIN, "case:1/credential:2");
        byte[] tampered = sealed.ciphertext().clone();
        tampered[0] ^= 1;

        assertThatThrownBy(() -> old.open(sealed, "case:1/credential:3")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> old.open(new Sealed(sealed.keyId(), sealed.nonce(), tampered), "case:1/credential:2"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("初始密码");
    }

    @Test
    void after_a_rotation_the_new_key_seals_and_the_old_one_still_opens() {
        Sealed before = old.seal(PLAIN, "x");
        Secrets rotated = TestSecrets.withKeys("2026", "2025");

        assertThat(rotated.seal(PLAIN, "x").keyId()).isEqualTo("2026");
        assertThat(rotated.open(before, "x")).isEqualTo(PLAIN);
        assertThatThrownBy(() -> TestSecrets.withKeys("2026").open(before, "x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2025");
    }

    @Test
    void signatures_of_different_uses_differ() {
        assertThat(old.hmac("a", "b")).isNotEqualTo(old.hmac("ab", ""));
        assertThat(old.hmac("a", "b")).isEqualTo(old.hmac("a", "b")).hasSize(32);
    }
}
