package org.tuanwei.spreadsheet;

import java.util.List;

/**
 * What is written into an uploaded workbook before it goes back to the person who sent it.
 *
 * @param author of the comments; those of an earlier answer by the same author are removed first
 * @param noteHeading heading of the column with the notes, added beside the table unless it is there already
 * @param summary a sheet of its own behind the others; one of the same name is replaced
 */
public record WorkbookAnswer(String author, String noteHeading, List<OnSheet> sheets, FormSheet summary) {

    public WorkbookAnswer {
        sheets = List.copyOf(sheets);
    }

    /**
     * What concerns one sheet.
     *
     * @param headingRow row of the headings as Excel counts
     */
    public record OnSheet(String sheet, int headingRow, List<Mark> marks, List<Note> notes) {

        public OnSheet {
            marks = List.copyOf(marks);
            notes = List.copyOf(notes);
        }
    }

    /** A cell that is coloured and gets a comment; the row as Excel counts, the column from 0. */
    public record Mark(int row, int column, Tone tone, String comment) {}

    /** What stands beside a row. */
    public record Note(int row, Tone tone, String text) {}

    /** How grave it is. */
    public enum Tone {
        ERROR("FFFFC7CE", "FF9C0006"),
        WARNING("FFFFEB9C", "FF7F6000"),
        HINT("FFDDEBF7", "FF1F4E78");

        private final String fill;
        private final String ink;

        Tone(String fill, String ink) {
            this.fill = fill;
            this.ink = ink;
        }

        /** Colour of the cell, ARGB. */
        String fill() {
            return fill;
        }

        /** Colour of the words, ARGB. */
        String ink() {
            return ink;
        }
    }
}
