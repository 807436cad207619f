package org.tuanwei.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.organization.Organizations;
import org.tuanwei.testing.EngineTest;

/** The 取号口令: kept as a hash, forgiving about how it is typed, strict about what it is. */
@EngineTest
class PickupPhrasesTest {

    @Autowired
    private PickupPhrases phrases;

    @Autowired
    private Organizations organizations;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void it_matches_however_it_is_typed_and_nothing_else() {
        long id = organizations.require("650000").id();
        assertThat(phrases.isSet(id)).isFalse();
        assertThat(phrases.matches(id, "天山雪莲Abc1")).isFalse();

        phrases.set(id, "天山雪莲Abc1");

        assertThat(phrases.isSet(id)).isTrue();
        assertThat(phrases.matches(id, "天山雪莲Abc1")).isTrue();
        assertThat(phrases.matches(id, " 天山雪莲ＡＢＣ１\u3000")).isTrue();
        assertThat(phrases.matches(id, "天山雪莲Abc2")).isFalse();
        assertThat(phrases.matches(id, "")).isFalse();
        assertThat(phrases.matches(id, "天".repeat(100_000))).isFalse();
    }

    @Test
    void a_long_chinese_phrase_counts_to_its_last_character() {
        long id = organizations.require("640000").id();
        String phrase = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉";

        phrases.set(id, phrase);

        assertThat(phrases.matches(id, phrase)).isTrue();
        assertThat(phrases.matches(id, phrase.substring(0, phrase.length() - 1) + "戌"))
                .isFalse();
    }

    @Test
    void a_reset_makes_the_former_useless_and_only_a_hash_is_stored() {
        long id = organizations.require("630000").id();
        phrases.set(id, "旧口令-甲乙丙");
        phrases.reset(id, "新口令-丁戊己");

        assertThat(phrases.matches(id, "旧口令-甲乙丙")).isFalse();
        assertThat(phrases.matches(id, "新口令-丁戊己")).isTrue();
        assertThat(jdbc.sql("select hash from pickup_phrase where organization_id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .startsWith("$2a$10$");
        assertThat(jdbc.sql(
                                "select count(*) from audit_entry where action = 'pickup-phrase.reset' and object = :object")
                        .param("object", "organization:" + id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abcde", "aaaaaaaa", "123456", "abababab", "      "})
    void what_is_short_or_easily_guessed_is_refused(String phrase) {
        assertThat(PickupPhrases.objectionTo(phrase)).isPresent();
        assertThatThrownBy(() -> phrases.set(1, phrase)).isInstanceOf(IllegalArgumentException.class);
    }
}
