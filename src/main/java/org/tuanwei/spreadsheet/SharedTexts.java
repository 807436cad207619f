package org.tuanwei.spreadsheet;

import java.util.HashMap;
import java.util.Map;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTCell;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.STCellType;

/**
 * Writes texts into the cells of one workbook. POI renders a text as XML each time to find out whether the workbook
 * holds it already; an answer says the same few sentences thousands of times, so here each is looked up by itself.
 */
final class SharedTexts {

    private final Map<String, String> places = new HashMap<>();

    void put(XSSFCell cell, String text) {
        if (cell.getCTCell().isSetIs()) {
            // setting the text of an inline one leaves the old text beside it
            cell.setBlank();
        }
        String place = places.get(text);
        if (place == null) {
            cell.setCellValue(text);
            places.put(text, cell.getCTCell().getV());
        } else {
            CTCell raw = cell.getCTCell();
            raw.setT(STCellType.S);
            raw.setV(place);
        }
    }

    /** Writes a text that stands in this one cell only; it stays with the cell. */
    static void putInline(XSSFCell cell, String text) {
        CTCell raw = cell.getCTCell();
        raw.setT(STCellType.INLINE_STR);
        raw.addNewIs().setT(text);
    }
}
