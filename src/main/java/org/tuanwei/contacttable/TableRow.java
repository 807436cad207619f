package org.tuanwei.contacttable;

/**
 * A row of an uploaded table.
 *
 * @param sheet name of the sheet it stands in
 * @param number the number Excel shows at its left edge
 * @param written the cells as they were typed, only trimmed
 * @param entry the same in the one spelling in which entries are kept; its school is the one written, not the matched
 */
public record TableRow(String sheet, int number, ContactEntry written, ContactEntry entry, SchoolMatch match) {

    /** Identifies the row inside its file: sheet and number. */
    public Key key() {
        return new Key(sheet, number);
    }

    /** Where in the file a row stands. */
    public record Key(String sheet, int number) {}
}
