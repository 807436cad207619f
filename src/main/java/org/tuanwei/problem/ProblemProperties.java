package org.tuanwei.problem;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the notice leaves open, in working days, and what a thread may hold.
 *
 * @param provinceAfterPickUpDays after the term for the pick-up has passed: 5 + 3 = the 8 of C11
 * @param coordinateAgainDays how long the centre waits for the partner after it has stepped in
 * @param secondAskDays after the first ask
 * @param unconfirmedDays after the first ask, at least
 * @param leastAfterSecondAskDays whatever made the second ask late
 * @param largestFile of an attachment
 * @param mostFiles in one entry
 * @param mostRows of a workbook of numbers
 */
@ConfigurationProperties("tuanwei.problem")
record ProblemProperties(
        @DefaultValue("3") int provinceAfterPickUpDays,
        @DefaultValue("3") int coordinateAgainDays,
        @DefaultValue("5") int secondAskDays,
        @DefaultValue("10") int unconfirmedDays,
        @DefaultValue("3") int leastAfterSecondAskDays,
        @DefaultValue("5MB") DataSize largestFile,
        @DefaultValue("5") int mostFiles,
        @DefaultValue("500") int mostRows) {}
