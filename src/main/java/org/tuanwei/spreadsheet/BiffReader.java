package org.tuanwei.spreadsheet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.poi.hssf.eventusermodel.FormatTrackingHSSFListener;
import org.apache.poi.hssf.eventusermodel.HSSFEventFactory;
import org.apache.poi.hssf.eventusermodel.HSSFListener;
import org.apache.poi.hssf.eventusermodel.HSSFRequest;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.CellRecord;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.RowRecord;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.hssf.record.SupBookRecord;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellType;
import org.jspecify.annotations.Nullable;
import org.tuanwei.spreadsheet.WorkbookRefused.Reason;

/** Streams the records of an .xls file (Excel 97 to 2003). */
final class BiffReader implements HSSFListener {

    private static final int BIFF8 = 0x0600;

    private final TextCollector collector;
    private final List<BoundSheetRecord> sheets = new ArrayList<>();
    private final FormatTrackingHSSFListener formats = new FormatTrackingHSSFListener(this, Locale.CHINA);
    private List<BoundSheetRecord> inOrder = List.of();
    private @Nullable SSTRecord strings;
    private @Nullable FormulaRecord awaitingString;
    private boolean windowing1904;
    private boolean inSheet;
    private int depth;
    private int nextSheet;
    private boolean sawWorkbook;

    BiffReader(TextCollector collector) {
        this.collector = collector;
    }

    void read(byte[] content) throws IOException {
        try (POIFSFileSystem files = new POIFSFileSystem(new ByteArrayInputStream(content))) {
            refuseUnwanted(files);
            HSSFRequest request = new HSSFRequest();
            request.addListenerForAllRecords(formats);
            new HSSFEventFactory().processWorkbookEvents(request, files);
        }
        if (!sawWorkbook) {
            throw new WorkbookRefused(Reason.BROKEN);
        }
    }

    private static void refuseUnwanted(POIFSFileSystem files) {
        boolean workbook = false;
        boolean old = false;
        for (String entry : files.getRoot().getEntryNames()) {
            String name = entry.toUpperCase(Locale.ROOT);
            if (name.equals("ENCRYPTEDPACKAGE") || name.equals("ENCRYPTIONINFO")) {
                throw new WorkbookRefused(Reason.ENCRYPTED);
            }
            if (name.equals("_VBA_PROJECT_CUR") || name.equals("MACROS") || name.equals("_VBA_PROJECT")) {
                throw new WorkbookRefused(Reason.MACROS);
            }
            if (name.startsWith("MBD") || name.equals("OBJECTPOOL") || name.equals("CTLS")) {
                throw new WorkbookRefused(Reason.EMBEDDED_OBJECTS);
            }
            if (name.startsWith("LNK")) {
                throw new WorkbookRefused(Reason.EXTERNAL_LINKS);
            }
            workbook |= name.equals("WORKBOOK") || entry.equals("BOOK");
            old |= entry.equals("Book");
        }
        if (!workbook) {
            throw new WorkbookRefused(old ? Reason.TOO_OLD : Reason.NOT_A_WORKBOOK);
        }
    }

    @Override
    public void processRecord(Record record) {
        TextCollector.checkTime();
        if (record instanceof BOFRecord bof) {
            begin(bof);
        } else if (record instanceof EOFRecord) {
            end();
        } else if (record instanceof BoundSheetRecord sheet) {
            sheets.add(sheet);
        } else if (record instanceof SSTRecord table) {
            strings = table;
        } else if (record instanceof DateWindow1904Record window) {
            windowing1904 = window.getWindowing() == 1;
        } else if (record instanceof SupBookRecord book) {
            if (book.isExternalReferences()) {
                throw new WorkbookRefused(Reason.EXTERNAL_LINKS);
            }
        } else if (record instanceof RowRecord row) {
            if (inSheet && depth == 1 && row.getZeroHeight()) {
                collector.hidden(row.getRowNumber());
            }
        } else if (inSheet && depth == 1) {
            cell(record);
        }
    }

    private void begin(BOFRecord bof) {
        depth++;
        if (bof.getVersion() != BIFF8) {
            throw new WorkbookRefused(Reason.TOO_OLD);
        }
        if (bof.getType() == BOFRecord.TYPE_EXCEL_4_MACRO || bof.getType() == BOFRecord.TYPE_VB_MODULE) {
            throw new WorkbookRefused(Reason.MACROS);
        }
        if (bof.getType() == BOFRecord.TYPE_WORKBOOK) {
            sawWorkbook = true;
            return;
        }
        // charts and the like nest inside a sheet; only the outermost counts as a sheet
        if (depth == 1) {
            if (inOrder.size() != sheets.size()) {
                inOrder = List.of(BoundSheetRecord.orderByBofPosition(sheets));
            }
            @Nullable BoundSheetRecord sheet = nextSheet < inOrder.size() ? inOrder.get(nextSheet) : null;
            nextSheet++;
            inSheet = bof.getType() == BOFRecord.TYPE_WORKSHEET;
            if (inSheet) {
                collector.startSheet(
                        sheet == null ? "" : sheet.getSheetname(),
                        sheet != null && (sheet.isHidden() || sheet.isVeryHidden()));
            }
        }
    }

    private void end() {
        if (depth == 1 && inSheet) {
            collector.endSheet();
            inSheet = false;
        }
        depth = Math.max(0, depth - 1);
        awaitingString = null;
    }

    private void cell(Record record) {
        FormulaRecord before = awaitingString;
        awaitingString = null;
        if (record instanceof LabelSSTRecord label) {
            int index = label.getSSTIndex();
            if (strings != null && index >= 0 && index < strings.getNumUniqueStrings()) {
                put(label, strings.getString(index).getString());
            }
        } else if (record instanceof LabelRecord label) {
            collector.cell(label.getRow(), label.getColumn(), label.getValue());
        } else if (record instanceof NumberRecord number) {
            put(number, format(number, number.getValue()));
        } else if (record instanceof BoolErrRecord value) {
            if (value.isBoolean()) {
                put(value, value.getBooleanValue() ? "TRUE" : "FALSE");
            }
        } else if (record instanceof FormulaRecord formula) {
            formula(formula);
        } else if (record instanceof StringRecord text && before != null) {
            put(before, text.getString());
        } else if (before != null) {
            // shared formula and table records may stand between a formula and its text
            awaitingString = before;
        }
    }

    private void formula(FormulaRecord formula) {
        if (formula.hasCachedResultString()) {
            awaitingString = formula;
        } else if (formula.getCachedResultTypeEnum() == CellType.NUMERIC) {
            put(formula, format(formula, formula.getValue()));
        } else if (formula.getCachedResultTypeEnum() == CellType.BOOLEAN) {
            put(formula, formula.getCachedBooleanValue() ? "TRUE" : "FALSE");
        }
    }

    private String format(CellRecord cell, double value) {
        String format = formats.getFormatString(cell);
        return CellText.number(value, formats.getFormatIndex(cell), format == null ? "General" : format, windowing1904);
    }

    private void put(CellRecord cell, String text) {
        collector.cell(cell.getRow(), cell.getColumn(), text);
    }
}
