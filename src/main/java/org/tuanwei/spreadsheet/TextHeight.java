package org.tuanwei.spreadsheet;

/** How high a row must be for its wrapped text: not every program works that out when it opens a file. */
final class TextHeight {

    private static final int POINTS_A_LINE = 15;
    private static final int POINTS_AROUND = 6;
    /** The highest row that Excel knows. */
    private static final int MOST_POINTS = 409;

    private TextHeight() {}

    /** @param width of the column in half-width characters */
    static int lines(String text, int width) {
        int room = Math.max(2, width - 2);
        int lines = 0;
        for (String line : text.split("\n", -1)) {
            int length = line.codePoints().map(c -> c < 0x1100 ? 1 : 2).sum();
            lines += Math.max(1, (length + room - 1) / room);
        }
        return lines;
    }

    static float points(int lines) {
        return Math.min(MOST_POINTS, lines * POINTS_A_LINE + POINTS_AROUND);
    }
}
