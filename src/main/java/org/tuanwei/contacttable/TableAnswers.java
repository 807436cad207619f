package org.tuanwei.contacttable;

/** Answers an uploaded table in the official's own file. */
final class TableAnswers {

    /** Name of the sheet we add to an answered file; passed over when the file comes back. */
    static final String SUMMARY = "团微核对结果";

    /** Heading of the column we add to an answered file. */
    static final String NOTE = "错误说明";

    private TableAnswers() {}
}
