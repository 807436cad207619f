package org.tuanwei.activityview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.figures.FigureSource.Measure;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;

/** What the daily figures are told of the weeks: the last measured one that was public that day. */
@EngineTest
class ActivityMeasureTest {

    private static final Week FIRST = new Week(LocalDate.of(2013, 6, 3));

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private ActivityMeasure measure;

    @Autowired
    private MovableClock clock;

    @AfterEach
    void today() {
        clock.back();
    }

    private @Nullable Boolean active(Organization organization, LocalDate day) {
        return measure.asOf(day).get(organization.id());
    }

    @Test
    void the_last_measured_public_week_counts_for_four_weeks_and_silence_does_not_undo_it() {
        ActivityStage stage = beans.createBean(ActivityStage.class);
        clock.set(ActivityStage.at(LocalDate.of(2013, 5, 1), 9));
        Organization good = stage.school();
        Organization turned = stage.school();
        Organization never = stage.school();
        stage.tencentSays(good, FIRST, 5, true);
        stage.tencentSays(turned, FIRST, 9, true);
        stage.whole(FIRST);
        stage.tencentSays(turned, FIRST.plus(1), 1, true);
        stage.whole(FIRST.plus(1));

        assertThat(measure.measure()).isEqualTo(Measure.ACTIVE);
        LocalDate published = FIRST.plus(1).monday();
        assertThat(active(good, published.minusDays(1))).as("not public yet").isNull();
        assertThat(active(good, published)).isTrue();
        assertThat(active(turned, published)).isTrue();
        LocalDate second = FIRST.plus(2).monday();
        assertThat(active(turned, second)).as("its last week").isFalse();
        assertThat(active(good, second)).as("未报 is not measured").isTrue();
        assertThat(active(never, second)).as("never measured, so neither").isNull();
        assertThat(active(turned, published)).as("that day stays as it was").isTrue();
        assertThat(active(good, FIRST.plus(4).sunday())).isTrue();
        assertThat(active(good, FIRST.plus(5).monday()))
                .as("a week says nothing about the present any longer")
                .isNull();
    }
}
