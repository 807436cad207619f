package org.tuanwei.deadline;

import java.time.LocalDate;

/** The date of an open task was moved by a person; whoever keeps the date elsewhere too follows in the same transaction. */
public record DeadlineMoved(Deadline before, LocalDate to) {}
