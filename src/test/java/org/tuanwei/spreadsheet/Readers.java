package org.tuanwei.spreadsheet;

/** A reader with the limits of the product, for tests of other packages. */
public final class Readers {

    private static final WorkbookReader USUAL = new WorkbookReader(Limits.usual());

    private Readers() {}

    public static WorkbookReader usual() {
        return USUAL;
    }

    /** The one who answers in the sender's file. */
    public static WorkbookAnnotator annotator() {
        return new WorkbookAnnotator(USUAL);
    }
}
