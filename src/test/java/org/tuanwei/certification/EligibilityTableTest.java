package org.tuanwei.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.tuanwei.certification.EligibilityTable.Situation;
import org.tuanwei.certification.Lack.Condition;
import org.tuanwei.certification.Lack.Provenance;
import org.tuanwei.testing.DecisionTables;

/** What {@code certification-eligibility} says, condition by condition. */
class EligibilityTableTest {

    private final EligibilityTable table = new EligibilityTable(DecisionTables.real());

    @Test
    void four_weeks_in_a_row_avatar_contact_and_no_open_problem_suffice() {
        assertThat(table.lacks(new Situation(true, true, true, 0, 4))).isEmpty();
        assertThat(table.lacks(new Situation(true, true, true, 0, 30))).isEmpty();
    }

    @Test
    void without_an_account_only_the_account_is_missing() {
        assertThat(table.lacks(Situation.NO_ACCOUNT))
                .extracting(Lack::condition)
                .containsExactly(Condition.ACCOUNT);
    }

    @Test
    void each_condition_is_missed_by_itself() {
        assertThat(table.lacks(new Situation(true, false, true, 0, 4)))
                .extracting(Lack::condition, Lack::provenance, Lack::clause)
                .containsExactly(tuple(Condition.AVATAR, Provenance.NOTICE, "F3"));
        assertThat(table.lacks(new Situation(true, true, false, 0, 4)))
                .extracting(Lack::condition)
                .containsExactly(Condition.CONTACT);
        assertThat(table.lacks(new Situation(true, true, true, 1, 4)))
                .extracting(Lack::condition)
                .containsExactly(Condition.PROBLEM);
        assertThat(table.lacks(new Situation(true, true, true, 0, 3)))
                .extracting(Lack::condition)
                .containsExactly(Condition.WEEKS);
    }

    @Test
    void all_that_is_missing_is_said_at_once_with_its_number_and_its_notice() {
        assertThat(table.lacks(new Situation(true, false, false, 2, 3)))
                .extracting(Lack::words)
                .containsExactly("头像还没有审核生效", "联系人的邮箱还没有验证", "与腾讯衔接的问题还有 2 件没有了结", "须连续 4 周达标，现在连续达标 3 周");
        assertThat(table.lacks(new Situation(true, true, true, 0, 0)))
                .allSatisfy(lack -> assertThat(lack.notice()).contains("高校团组织微博体系建设"))
                .extracting(Lack::provenance)
                .as("the notice names no number of weeks")
                .containsExactly(Provenance.DEFAULT);
    }
}
