package org.tuanwei.deadline;

import java.time.LocalDate;
import java.util.List;

/**
 * What the State Council has announced for a year: the days that differ from Monday to Friday.
 *
 * @param year the year it was announced for; single days may lie at the end of the year before
 * @param source number of the document
 */
public record YearArrangement(int year, String source, List<SpecialDay> days) {

    public YearArrangement {
        days = days.stream().sorted().toList();
    }

    /** A day off, or a day at the weekend that is worked. */
    public record SpecialDay(LocalDate day, boolean working, String festival) implements Comparable<SpecialDay> {

        @Override
        public int compareTo(SpecialDay other) {
            return day.compareTo(other.day);
        }
    }
}
