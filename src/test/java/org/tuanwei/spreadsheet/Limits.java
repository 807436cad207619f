package org.tuanwei.spreadsheet;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** The limits the product ships with, and narrower ones to run into. */
final class Limits {

    private Limits() {}

    static SpreadsheetProperties usual() {
        return new SpreadsheetProperties(
                DataSize.ofMegabytes(5),
                500,
                DataSize.ofMegabytes(20),
                DataSize.ofMegabytes(48),
                20_000,
                250_000,
                8_000_000,
                Duration.ofSeconds(15),
                2,
                45);
    }

    static SpreadsheetProperties narrow(int rows, int cells, int text, Duration timeout) {
        return new SpreadsheetProperties(
                DataSize.ofKilobytes(400),
                40,
                DataSize.ofMegabytes(2),
                DataSize.ofMegabytes(3),
                rows,
                cells,
                text,
                timeout,
                1,
                45);
    }
}
