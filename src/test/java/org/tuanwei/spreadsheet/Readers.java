package org.tuanwei.spreadsheet;

/** A reader with the limits of the product, for tests of other packages. */
public final class Readers {

    private Readers() {}

    public static WorkbookReader usual() {
        return new WorkbookReader(Limits.usual());
    }
}
