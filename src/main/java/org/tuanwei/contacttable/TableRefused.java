package org.tuanwei.contacttable;

/** The file is not taken at all: it is no readable workbook, holds no such table, or the table of another province. */
public class TableRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param why in Chinese, for the sender; quotes no personal data */
    TableRefused(String why) {
        super(why, null, false, false);
    }

    /** Why, in Chinese, for the person who sent it. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
