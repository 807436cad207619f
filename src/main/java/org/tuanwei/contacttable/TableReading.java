package org.tuanwei.contacttable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tuanwei.organization.Organization;

/**
 * An uploaded table as it was read.
 *
 * @param fileName as the sender named it
 * @param province what stands behind 省份：, empty where there is no such line
 * @param unit the League unit it was read for
 * @param sha256 of the file, hexadecimal
 * @param places where its tables stand, by sheet
 * @param hiddenRows rows among them that people do not see in Excel, hidden by hand or by a filter
 */
public record TableReading(
        String fileName,
        String province,
        Organization unit,
        String sha256,
        List<TableRow> rows,
        Map<String, Place> places,
        Set<TableRow.Key> hiddenRows) {

    public TableReading {
        rows = List.copyOf(rows);
        hiddenRows = Set.copyOf(hiddenRows);
        places = Map.copyOf(places);
    }

    /** The row of the headings, as Excel counts, and the columns, counted from 0. */
    public record Place(int headingRow, Map<Column, Integer> columns) {

        public Place {
            columns = Map.copyOf(columns);
        }
    }
}
