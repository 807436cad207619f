package org.tuanwei.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The words of the notice come out of its numbers, and only of them. */
class NoticeSentenceTest {

    private static Count units(int all, int opened, int measured, int active) {
        return new Count(all, opened, 0, all - opened, 0, 0, 0, measured, active, 0);
    }

    private static Count schools(int all, int opened) {
        return new Count(all, opened, 0, all - opened, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void four_provinces_nearly_half_of_the_schools_and_one_third_are_said_as_in_the_notice() {
        assertThat(NoticeSentence.opening(units(32, 28, 0, 0), schools(2919, 1514)))
                .isEqualTo("还有 4 个省级团委学校部没有开通微博，近一半的高校团委没有开通微博（1,405 所，占 2,919 所的 48.1%）。");
        assertThat(NoticeSentence.activity(units(32, 28, 27, 9))).contains("仅有 1/3 达到了基础活跃标准（9 / 27）");
    }

    @Test
    void what_nobody_has_measured_is_not_invented() {
        assertThat(NoticeSentence.activity(units(32, 28, 0, 0))).isEqualTo("活跃度尚未统计。");
    }

    @Test
    void shares_are_rounded_into_words_only_where_the_words_are_true() {
        assertThat(NoticeSentence.share(1, 2)).isEqualTo("一半");
        assertThat(NoticeSentence.share(45, 100)).isEqualTo("近一半");
        assertThat(NoticeSentence.share(51, 100)).isEqualTo("一半多");
        assertThat(NoticeSentence.share(44, 100)).isEqualTo("44.0%");
        assertThat(NoticeSentence.share(9, 28)).isEqualTo("约 1/3 ");
        assertThat(NoticeSentence.share(3, 4)).isEqualTo("3/4");
        assertThat(NoticeSentence.opening(units(32, 32, 0, 0), schools(10, 10))).isEqualTo("省级团委学校部都已开通微博，高校团委都已开通微博。");
    }
}
