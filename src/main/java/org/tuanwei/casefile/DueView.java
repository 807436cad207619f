package org.tuanwei.casefile;

import java.time.Instant;

/**
 * A deadline as pages show it.
 *
 * @param text 还剩 2 个工作日 …
 * @param light GREEN, YELLOW or RED, always shown with the text
 * @param provenanceText 系统默认（A4） or 通知要求（《…》A6）
 * @param sentence all of it on one line
 */
record DueView(
        Instant dueAt,
        String text,
        String light,
        boolean overdue,
        String provenance,
        String provenanceText,
        String sentence) {}
