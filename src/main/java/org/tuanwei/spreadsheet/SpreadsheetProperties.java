package org.tuanwei.spreadsheet;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of a stranger's workbook is read at most.
 *
 * @param maxFile size of the file as it was sent
 * @param maxEntries parts inside an .xlsx package
 * @param maxEntry size of one part, unpacked
 * @param maxUnpacked size of all parts together, unpacked
 * @param maxRows rows with content, all sheets together
 * @param maxCells cells with content, all sheets together
 * @param maxText characters of all cells together
 * @param timeout from hand-over to result, waiting for a free reader included
 * @param readers workbooks read at the same time on one node
 * @param heapPercent share of the heap that all workbooks together may fill
 */
@ConfigurationProperties("tuanwei.spreadsheet")
record SpreadsheetProperties(
        @DefaultValue("5MB") DataSize maxFile,
        @DefaultValue("500") int maxEntries,
        @DefaultValue("20MB") DataSize maxEntry,
        @DefaultValue("48MB") DataSize maxUnpacked,
        @DefaultValue("20000") int maxRows,
        @DefaultValue("250000") int maxCells,
        @DefaultValue("8000000") int maxText,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("2") int readers,
        @DefaultValue("45") int heapPercent) {}
