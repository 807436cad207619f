package org.tuanwei.deadline;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A deadline as the interface for machines gives it, without anything that tells of persons. */
public record DeadlineView(
        @Nullable Long caseId,
        @Nullable String organizationCode,
        String unitCode,
        String task,
        String taskName,
        String holder,
        Instant due,
        LocalDate dueDay,
        String provenance,
        String provenanceText,
        String clause,
        String state,
        String text,
        String light,
        boolean overdue,
        boolean estimated) {}
