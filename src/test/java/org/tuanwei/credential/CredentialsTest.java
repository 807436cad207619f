package org.tuanwei.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.credential.Credential.State;
import org.tuanwei.security.Secrets;
import org.tuanwei.security.TestSecrets;
import org.tuanwei.testing.ScratchDatabase;

/** Security row 17 on the rows: a ciphertext belongs to its own case and row, outlives a rotation, and goes with use. */
class CredentialsTest {

    private static final DataSource DATABASE =
            ScratchDatabase.with("V010__organization.sql", "V031__casefile.sql", "V050__credential.sql");

    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final Credentials credentials = with(TestSecrets.withKeys("2025"));

    @Test
    void the_array_is_emptied_and_the_password_comes_back_once() {
        long caseId = aCase();
        byte[] password = "geheim-1".getBytes(StandardCharsets.UTF_8);

        credentials.seal(caseId, "1000001", password, "tencent");

        assertThat(password).containsOnly(0);
        Credential sealed = credentials.latest(caseId).orElseThrow();
        assertThat(sealed.state()).isEqualTo(State.SEALED);
        assertThat(credentials.reveal(sealed)).isEqualTo("geheim-1".getBytes(StandardCharsets.UTF_8));
        assertThat(credentials.latest(caseId).orElseThrow().state()).isEqualTo(State.REVEALED);
        assertThat(ciphertexts(caseId)).isZero();
        assertThatThrownBy(() -> credentials.reveal(sealed)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_ciphertext_moved_to_another_case_or_row_does_not_open() {
        long mine = aCase();
        long other = aCase();
        credentials.seal(mine, "1000002", bytes("geheim-2"), "tencent");
        credentials.seal(other, "1000003", bytes("geheim-3"), "tencent");
        jdbc.sql("""
                        update credential o set ciphertext = m.ciphertext, nonce = m.nonce, key_id = m.key_id
                        from credential m where m.case_id = :mine and o.case_id = :other
                        """).param("mine", mine).param("other", other).update();

        Credential moved = credentials.latest(other).orElseThrow();
        assertThatThrownBy(() -> credentials.reveal(moved))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("geheim");
    }

    @Test
    void a_rotation_of_keys_leaves_old_ciphertexts_readable() {
        long caseId = aCase();
        credentials.seal(caseId, "1000004", bytes("geheim-4"), "tencent");

        Credentials rotated = with(TestSecrets.withKeys("2026", "2025"));

        assertThat(rotated.reveal(rotated.latest(caseId).orElseThrow())).isEqualTo(bytes("geheim-4"));
    }

    @Test
    void a_new_entry_replaces_the_former_and_wiping_leaves_no_ciphertext() {
        long caseId = aCase();
        credentials.seal(caseId, "1000005", bytes("geheim-5"), "tencent");
        credentials.seal(caseId, "1000005", bytes("geheim-6"), "tencent");

        assertThat(ciphertexts(caseId)).isEqualTo(1);
        assertThat(credentials.reveal(credentials.latest(caseId).orElseThrow())).isEqualTo(bytes("geheim-6"));
        credentials.markDelivered(caseId);
        assertThat(credentials.latest(caseId).orElseThrow().state()).isEqualTo(State.DELIVERED);
        credentials.wipe(caseId);
        assertThat(ciphertexts(caseId)).isZero();
    }

    @Test
    void a_number_belongs_to_one_case() {
        long mine = aCase();
        long other = aCase();
        credentials.seal(mine, "1000006", bytes("geheim-7"), "tencent");

        assertThat(credentials.takenByOthers(List.of("1000006", "1000099"), other))
                .containsExactly("1000006");
        assertThat(credentials.takenByOthers(List.of("1000006"), mine)).isEmpty();
        assertThatThrownBy(() -> credentials.seal(other, "1000006", bytes("geheim-8"), "tencent"))
                .isInstanceOf(DuplicateKeyException.class)
                .hasMessageNotContaining("geheim");
    }

    @Test
    void the_database_itself_refuses_a_secret_outside_its_state() {
        long caseId = aCase();
        credentials.seal(caseId, "1000007", bytes("geheim-9"), "tencent");
        Supplier<Integer> keepsCiphertext =
                () -> jdbc.sql("update credential set state = 'REVEALED', revealed_at = now() where case_id = :caseId")
                        .param("caseId", caseId)
                        .update();

        assertThatThrownBy(keepsCiphertext::get).hasMessageContaining("credential_sealed");
    }

    @Test
    void what_speaks_against_a_password_never_quotes_it() {
        assertThat(Credential.objectionTo("abc")).isNotEmpty().doesNotContain("abc");
        assertThat(Credential.objectionTo("x".repeat(65))).isNotEmpty();
        assertThat(Credential.objectionTo("ab\u0007cdef")).isNotEmpty();
        assertThat(Credential.objectionTo("Tw#2026 密")).isEmpty();
        assertThat(Credential.isNumber("012345")).isFalse();
        assertThat(Credential.isNumber("12345678901")).isTrue();
    }

    private Credentials with(Secrets secrets) {
        return new Credentials(jdbc, secrets, Clock.systemUTC());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private long ciphertexts(long caseId) {
        return jdbc.sql("select count(ciphertext) from credential where case_id = :caseId")
                .param("caseId", caseId)
                .query(Long.class)
                .single();
    }

    private long aCase() {
        return jdbc.sql("""
                        insert into case_file (receipt, organization_id, platform, level, unit_code, phase, state, created_at)
                        select 'TW-' || gen_random_uuid(), id, gen_random_uuid(), 'UNIT', '310000', 'TENCENT', 'RUNNING', now()
                        from organization where code = '310000' returning id
                        """).query(Long.class).single();
    }
}
