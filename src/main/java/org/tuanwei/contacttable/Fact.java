package org.tuanwei.contacttable;

import java.util.Map;

/**
 * A situation that a row, a cell or the table is in, before the decision table says how grave it is.
 *
 * @param column name of a {@link Column}, or ROW or TABLE
 * @param situation as in the decision table
 * @param number of digits, characters or schools; 0 where there is nothing to count
 * @param values what the words of the decision table leave open
 */
record Fact(String column, String situation, int number, Map<String, String> values) {

    static final String ROW = "ROW";
    static final String TABLE = "TABLE";

    Fact {
        values = Map.copyOf(values);
    }

    static Fact of(Column column, String situation, Map<String, String> values) {
        return new Fact(column.name(), situation, 0, values);
    }

    static Fact of(Column column, String situation, int number, Map<String, String> values) {
        return new Fact(column.name(), situation, number, values);
    }
}
