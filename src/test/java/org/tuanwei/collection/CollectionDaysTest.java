package org.tuanwei.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.collection.UnitRound.State;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueMoves;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** The days of a round and who is asked: tightened, passed on, reminded of, excused, joined later. */
@EngineTest
class CollectionDaysTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private UnitRounds units;

    @Autowired
    private RoundOpenings openings;

    @Autowired
    private Asking asking;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private DueMoves moves;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    private CollectionStory story;

    @BeforeEach
    void onTheDayOfTheNotice() {
        story = beans.createBean(CollectionStory.class);
        clock.set(at(CollectionStory.NOTICE_DAY, 10));
    }

    @AfterEach
    void today() {
        clock.back();
    }

    private static Instant at(LocalDate day, int hour) {
        return day.atTime(LocalTime.of(hour, 0)).atZone(ZONE).toInstant();
    }

    private UnitRound asked(String unitCode) {
        return story.asked(unitCode, CollectionStory.SCHOOL_DAY, CollectionStory.UNIT_DAY);
    }

    @Test
    void a_unit_that_arranges_nothing_has_its_schools_asked_with_the_round_s_own_day() {
        String unitCode = "520000";
        Organization school = story.school(unitCode);
        UnitRound unit = story.open(unitCode, CollectionStory.SCHOOL_DAY, CollectionStory.UNIT_DAY);
        assertThat(jobs.nextTimer(unit.key())).isEqualTo(at(LocalDate.of(2012, 3, 8), 0));
        clock.set(at(LocalDate.of(2012, 3, 8), 1));
        jobs.runDue(unit.key());
        assertThat(units.get(unit.id())).satisfies(arranged -> {
            assertThat(arranged.arrangedBySystem()).isTrue();
            assertThat(arranged.state()).isEqualTo(State.COLLECTING);
            assertThat(arranged.schoolDueOn()).isEqualTo(CollectionStory.SCHOOL_DAY);
        });
        assertThat(story.task(story.row(unit, school)).key()).isEqualTo(CollectionProcess.FILL);
    }

    @Test
    void a_unit_may_tighten_its_day_and_never_loosen_it_and_is_warned_of_a_short_review() {
        String unitCode = "530000";
        Organization school = story.school(unitCode);
        UnitRound unit = story.open(unitCode, CollectionStory.SCHOOL_DAY, CollectionStory.UNIT_DAY);
        Map<String, Object> values = new HashMap<>(
                Map.of("schoolDueOn", "2012-03-15", "email", "unit@mail.example", "shortReview", "refuse"));
        String staff = "province-" + unitCode + "-staff";
        assertThatThrownBy(() -> story.complete(staff, story.task(unit), values))
                .hasMessageContaining("只能加严、不能放宽");
        values.put("schoolDueOn", "2012-03-14");
        assertThatThrownBy(() -> story.complete(staff, story.task(unit), values))
                .hasMessageContaining("只留 1 个工作日审核")
                .hasMessageContaining("2012-03-13");
        values.put("schoolDueOn", "2012-03-09");
        story.complete(staff, story.task(unit), values);
        jobs.runDue(unit.key());
        assertThat(units.get(unit.id())).satisfies(arranged -> {
            assertThat(arranged.schoolDueOn()).isEqualTo(LocalDate.of(2012, 3, 9));
            assertThat(arranged.reviewDays()).isEqualTo(4);
            assertThat(arranged.shortReview()).isFalse();
        });
        assertThat(deadline(story.task(story.row(unit, school))).origin())
                .startsWith("本级加严")
                .contains("A6");
        assertThat(deadline(story.task(unit)).origin()).startsWith("通知要求").contains("D5");
    }

    /** The day that counts for 逾期 and 督办 goes along, and the lead's task after it knows where it comes from (D5). */
    @Test
    void a_unit_that_was_given_another_day_is_late_by_that_day() {
        String unitCode = "640000";
        story.school(unitCode);
        UnitRound unit = asked(unitCode);
        LocalDate later = CollectionStory.UNIT_DAY.plusDays(5);
        moves.extend(deadline(story.task(unit)), later, "省内放假", "中央负责人");
        assertThat(units.get(unit.id()).unitDueOn()).isEqualTo(later);

        story.fillAll(unit);
        story.complete("province-" + unitCode + "-staff", story.task(unit), Map.of());
        assertThat(story.task(unit).key()).isEqualTo(CollectionProcess.APPROVE);
        assertThat(deadline(story.task(unit)).origin()).startsWith("延期");
        assertThat(deadline(story.task(unit)).dueAt()).isEqualTo(at(later.plusDays(1), 0));
        clock.set(at(CollectionStory.UNIT_DAY.plusDays(1), 10));
        story.complete("province-" + unitCode + "-lead", story.task(unit), Map.of("decision", "approve"));
        jobs.runDue(unit.key());
        assertThat(units.get(unit.id()).late()).isFalse();
    }

    private Deadline deadline(HumanTask task) {
        return deadlines.openFor(task.taskId()).orElseThrow();
    }

    @Test
    void reminders_leave_five_three_and_one_working_days_before_the_notice_s_days_on_them_and_after() {
        String unitCode = "450000";
        Organization school = story.school(unitCode);
        UnitRound unit = asked(unitCode);
        Deadline ofTheUnit = deadlines.openFor(story.task(unit).taskId()).orElseThrow();
        assertThat(ofTheUnit.dueAt()).isEqualTo(at(LocalDate.of(2012, 3, 16), 0));
        assertThat(ofTheUnit.origin()).isEqualTo("通知要求（《" + CollectionStory.NOTICE + "》D5）");
        assertThat(rungs(ofTheUnit))
                .containsExactly("2012-03-08", "2012-03-12", "2012-03-14", "2012-03-15", "2012-03-16", "2012-03-16");
        Deadline ofTheSchool =
                deadlines.openFor(story.task(story.row(unit, school)).taskId()).orElseThrow();
        assertThat(ofTheSchool.dueAt()).isEqualTo(at(LocalDate.of(2012, 3, 15), 0));
        // on the day after, the unit is not written to for each school: it has them all in its list
        assertThat(rungs(ofTheSchool))
                .containsExactly("2012-03-07", "2012-03-09", "2012-03-13", "2012-03-14", "2012-03-15", "2012-03-15");
    }

    private List<String> rungs(Deadline deadline) {
        return jdbc.sql("select (due_at at time zone 'Asia/Shanghai')::date::text from reminder"
                        + " where deadline_id = ? order by due_at, id")
                .param(deadline.id())
                .query(String.class)
                .list();
    }

    @Test
    void whoever_has_sent_in_is_excused_from_the_next_round_and_a_busy_unit_is_not_asked_twice() {
        String unitCode = "410000";
        story.school(unitCode);
        UnitRound unit = asked(unitCode);
        assertThat(addressed(unitCode).busy()).isTrue();
        story.fillAll(unit);
        story.submit(unit);
        story.accept(unit);
        story.receive(unit);
        assertThat(addressed(unitCode)).satisfies(one -> {
            assertThat(one.busy()).isFalse();
            assertThat(one.excuse()).contains("已于 2012-02-28 报送");
        });
    }

    private RoundOpenings.Addressed addressed(String unitCode) {
        return openings.addressed().stream()
                .filter(one -> one.unit().code().equals(unitCode))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_school_that_joins_the_registry_is_taken_in_before_the_table_can_be_handed_in() {
        String unitCode = "150000";
        story.school(unitCode);
        UnitRound unit = asked(unitCode);
        story.fillAll(unit);
        Organization newcomer = story.school(unitCode);
        assertThatThrownBy(() -> story.submit(unit))
                .hasMessageContaining("没有列入本轮")
                .hasMessageContaining(newcomer.name());
        int taken = people.as("province-" + unitCode + "-staff", () -> asking.takeNewcomers(unit.id()));
        assertThat(taken).isEqualTo(1);
        assertThat(story.task(story.row(unit, newcomer)).key()).isEqualTo(CollectionProcess.FILL);
    }
}
