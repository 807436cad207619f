package org.tuanwei.collection;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;

/** The rules for the days of a round (A11): tighten, never loosen; leave two working days for the review. */
@Component
class DayRules {

    private final WorkingCalendar calendar;

    DayRules(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    /** Reads 2026-03-14. @throws FormRefused on this field */
    static LocalDate parse(String field, String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException notADay) {
            throw new FormRefused(field, "日期「" + text.strip() + "」不正确，应形如 2026-03-14");
        }
    }

    /** The days of a new round. @throws FormRefused */
    void requireRound(LocalDate today, LocalDate schoolDueOn, LocalDate unitDueOn) {
        if (schoolDueOn.isBefore(today)) {
            throw new FormRefused("schoolDueOn", "学校截止日期 " + schoolDueOn + " 已经过去，请改为今天或以后");
        }
        if (schoolDueOn.isAfter(unitDueOn)) {
            throw new FormRefused("schoolDueOn", "学校截止日期不能晚于省级报送日期 " + unitDueOn);
        }
    }

    /** What a unit may set for its schools. @throws FormRefused when it would loosen, or the day is over */
    void requireTighter(LocalDate today, LocalDate schoolDueOn, LocalDate roundSchoolDueOn) {
        if (schoolDueOn.isAfter(roundSchoolDueOn)) {
            throw new FormRefused("schoolDueOn", "只能加严、不能放宽：本轮要求学校于 " + roundSchoolDueOn + " 前完成，不能改为 " + schoolDueOn);
        }
        if (schoolDueOn.isBefore(today)) {
            throw new FormRefused("schoolDueOn", "日期 " + schoolDueOn + " 已经过去，请填今天至 " + roundSchoolDueOn + " 之间的日期");
        }
    }

    /** Working days after the schools' day up to and including the unit's. */
    int reviewDays(LocalDate schoolDueOn, LocalDate unitDueOn) {
        return calendar.workingDaysBetween(schoolDueOn, unitDueOn);
    }

    /** The last day for the schools that leaves enough for the review. */
    LocalDate latestForReview(LocalDate unitDueOn) {
        return calendar.plusWorkingDays(unitDueOn, -UnitRound.ENOUGH_REVIEW_DAYS);
    }

    /** Until when a unit may arrange its part before the schools are asked with the round's own days. */
    LocalDate arrangeBy(LocalDate today, LocalDate roundSchoolDueOn) {
        LocalDate fiveBefore = calendar.plusWorkingDays(roundSchoolDueOn, -5);
        return fiveBefore.isBefore(today) ? today : fiveBefore;
    }
}
