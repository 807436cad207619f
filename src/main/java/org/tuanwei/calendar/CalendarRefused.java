package org.tuanwei.calendar;

import java.util.List;

/** What was handed in is no arrangement of a year; says line by line what to mend. */
class CalendarRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    CalendarRefused(List<String> problems) {
        super(String.join("；", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
