package org.tuanwei.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tuanwei.figures.Ranking.Unit;

/** The rule on the report is the rule of the table. */
class RankingTest {

    private static Unit unit(String code, int schools, int opened, String contact, int late) {
        return new Unit(code, code, true, schools, opened, contact, late, late);
    }

    @Test
    void the_rate_goes_before_the_table_and_the_table_before_late_supervisions() {
        List<Ranking.Line> lines = Ranking.of(List.of(
                unit("110000", 10, 5, "未报", 0),
                unit("120000", 10, 9, "未报", 3),
                unit("130000", 20, 10, "已报", 2),
                unit("140000", 4, 2, "—", 1),
                unit("150000", 2, 1, "已报", 1),
                unit("160000", 0, 0, "已报", 0)));
        assertThat(lines)
                .extracting(line -> line.rankText() + " " + line.unit().code())
                .containsExactly("1 120000", "2 140000", "2 150000", "4 130000", "5 110000", "— 160000");
    }
}
