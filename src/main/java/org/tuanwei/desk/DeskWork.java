package org.tuanwei.desk;

import org.jspecify.annotations.Nullable;

/**
 * An open task as the desk shows it.
 *
 * @param caseId none where the process has no case
 * @param phase where the case stands, in words
 * @param href the page or form where it is done
 * @param light GREEN, YELLOW, RED, or GREY where no date is set
 * @param due 还剩 2 个工作日 …
 * @param origin 系统默认（A4） …
 * @param note what the level above has to say about it, empty for nothing
 */
record DeskWork(
        String taskId,
        String name,
        @Nullable Long caseId,
        String organizationName,
        String phase,
        String href,
        String light,
        String due,
        String origin,
        String note,
        boolean own) {}
