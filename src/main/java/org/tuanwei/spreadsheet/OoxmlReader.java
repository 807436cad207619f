package org.tuanwei.spreadsheet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.opc.PackageRelationshipTypes;
import org.apache.poi.openxml4j.opc.TargetMode;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFReader.SheetIterator;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler.SheetContentsHandler;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.jspecify.annotations.Nullable;
import org.tuanwei.spreadsheet.WorkbookRefused.Reason;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** Streams an .xlsx package: only the sheets, their strings and number formats are parsed, nothing else is touched. */
final class OoxmlReader {

    private static final String HYPERLINK = "/hyperlink";

    private final TextCollector collector;

    OoxmlReader(TextCollector collector) {
        this.collector = collector;
    }

    void read(byte[] content) throws IOException, OpenXML4JException, SAXException, ParserConfigurationException {
        try (OPCPackage pack = OPCPackage.open(new ByteArrayInputStream(content))) {
            refuseUnwanted(pack);
            XSSFReader reader = new XSSFReader(pack);
            ReadOnlySharedStringsTable strings = new ReadOnlySharedStringsTable(pack, false);
            StylesTable styles = reader.getStylesTable();
            SheetIterator sheets = (SheetIterator) reader.getSheetsData();
            HiddenSheets hidden = HiddenSheets.of(reader);
            while (sheets.hasNext()) {
                try (InputStream sheet = sheets.next()) {
                    collector.startSheet(sheets.getSheetName(), hidden.contains(sheets.getSheetName()));
                    XMLReader parser = XMLHelper.newXMLReader();
                    parser.setContentHandler(new Rows(styles, strings, new Cells()));
                    parser.parse(new InputSource(sheet));
                    collector.endSheet();
                }
            }
            // the package was opened for reading; closing it the usual way would try to write it back
            pack.revert();
        }
    }

    private static void refuseUnwanted(OPCPackage pack) throws OpenXML4JException {
        if (pack.getRelationshipsByType(PackageRelationshipTypes.CORE_DOCUMENT).isEmpty()
                && !pack.getRelationshipsByType(PackageRelationshipTypes.STRICT_CORE_DOCUMENT)
                        .isEmpty()) {
            throw new WorkbookRefused(Reason.STRICT);
        }
        for (PackagePart part : pack.getParts()) {
            refuseByType(part.getContentType());
            if (!part.isRelationshipPart() && part.hasRelationships()) {
                for (PackageRelationship relation : part.getRelationships()) {
                    refuseByRelation(relation);
                }
            }
        }
    }

    private static void refuseByType(String type) {
        if (type.contains("binary.macroEnabled")) {
            throw new WorkbookRefused(Reason.BINARY);
        }
        if (type.contains("macroEnabled")
                || type.contains("vbaProject")
                || type.contains("macrosheet")
                || type.contains("dialogsheet")) {
            throw new WorkbookRefused(Reason.MACROS);
        }
        if (type.contains("externalLink")) {
            throw new WorkbookRefused(Reason.EXTERNAL_LINKS);
        }
        if (type.contains("oleObject") || type.contains("activeX") || type.contains("controlproperties")) {
            throw new WorkbookRefused(Reason.EMBEDDED_OBJECTS);
        }
    }

    private static void refuseByRelation(PackageRelationship relation) {
        String type = relation.getRelationshipType();
        if (type.endsWith("/externalLink")
                || type.endsWith("/externalLinkPath")
                || (relation.getTargetMode() == TargetMode.EXTERNAL && !type.endsWith(HYPERLINK))) {
            throw new WorkbookRefused(Reason.EXTERNAL_LINKS);
        }
        if (type.endsWith("/oleObject") || type.endsWith("/package") || type.endsWith("/control")) {
            throw new WorkbookRefused(Reason.EMBEDDED_OBJECTS);
        }
    }

    /** Which sheets the workbook hides. */
    private static final class HiddenSheets extends DefaultHandler {

        private final Set<String> names = new HashSet<>();

        static HiddenSheets of(XSSFReader reader)
                throws IOException, OpenXML4JException, SAXException, ParserConfigurationException {
            HiddenSheets handler = new HiddenSheets();
            XMLReader parser = XMLHelper.newXMLReader();
            parser.setContentHandler(handler);
            try (InputStream workbook = reader.getWorkbookData()) {
                parser.parse(new InputSource(workbook));
            }
            return handler;
        }

        boolean contains(String name) {
            return names.contains(name);
        }

        @Override
        public void startElement(String uri, String localName, String qName, Attributes attributes) {
            String state = attributes.getValue("state");
            String name = attributes.getValue("name");
            if (localName.equals("sheet") && name != null && state != null && !state.equals("visible")) {
                names.add(name);
            }
        }
    }

    /** Sees what the handler of POI passes over: whether a row is hidden. */
    private final class Rows extends XSSFSheetXMLHandler {

        private final Cells cells;

        Rows(StylesTable styles, ReadOnlySharedStringsTable strings, Cells cells) {
            super(styles, null, strings, cells, CellText.formatter(), false);
            this.cells = cells;
        }

        @Override
        public void startElement(
                @Nullable String uri,
                @Nullable String localName,
                @Nullable String qName,
                @Nullable Attributes attributes)
                throws SAXException {
            super.startElement(uri, localName, qName, attributes);
            if ("row".equals(localName) && attributes != null) {
                String hidden = attributes.getValue("hidden");
                if ("1".equals(hidden) || "true".equals(hidden)) {
                    collector.hidden(cells.row);
                }
            }
        }
    }

    /** Hands the cells on; some programs write neither row nor cell numbers, so both are counted here as well. */
    private final class Cells implements SheetContentsHandler {

        private int row;
        private int column;

        @Override
        public void startRow(int rowNumber) {
            TextCollector.checkTime();
            row = rowNumber;
            column = -1;
        }

        @Override
        public void endRow(int rowNumber) {}

        @Override
        public void cell(@Nullable String reference, @Nullable String text, @Nullable XSSFComment comment) {
            column = reference == null ? column + 1 : new CellReference(reference).getCol();
            if (text != null) {
                collector.cell(row, column, text);
            }
        }
    }
}
