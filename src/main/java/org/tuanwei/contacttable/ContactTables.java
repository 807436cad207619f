package org.tuanwei.contacttable;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.tuanwei.engine.Decisions;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.SchoolNames;
import org.tuanwei.spreadsheet.WorkbookAnnotator;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.spreadsheet.WorkbookRefused;

/**
 * The front door of the package: one upload is read, checked and answered; templates and summaries are written. Nothing
 * is stored here, so a refused file leaves no trace.
 */
@Service
public class ContactTables {

    private final WorkbookReader reader;
    private final SchoolNames names;
    private final Organizations organizations;
    private final RowRules rules;
    private final TableAnswers answers;
    private final AreaCodes areas = new AreaCodes();

    ContactTables(
            WorkbookReader reader,
            WorkbookAnnotator annotator,
            SchoolNames names,
            Organizations organizations,
            Decisions decisions) {
        this.reader = reader;
        this.names = names;
        this.organizations = organizations;
        rules = new RowRules(decisions);
        answers = new TableAnswers(annotator);
    }

    /**
     * A line of the national summary.
     *
     * @param expected schools of the province that take part
     * @param standing how far the province is, in words: 已接受, 逾期报送, 未报
     * @param submitted day it was sent in, as it shall be shown; empty while it was not
     */
    public record Total(String province, int expected, int reported, int exempted, String standing, String submitted) {}

    /** A province's sheet of the national summary; the entries are read once, while they are written. */
    public record Part(String province, Iterable<ContactEntry> entries) {}

    /**
     * Reads an uploaded .xlsx or .xls for a League unit (I3–I5): finds the table by its words, the school of each row
     * by name, former name or code.
     *
     * @param fileName as the sender named it
     * @throws TableRefused where the file as a whole cannot be taken, with the reason in Chinese
     */
    public TableReading read(byte[] content, String fileName, Organization unit) {
        try {
            return TableReader.read(
                    reader.read(content, fileName),
                    content,
                    fileName,
                    unit,
                    organizations.units(),
                    new SchoolMatcher(names.all()));
        } catch (WorkbookRefused refused) {
            throw new TableRefused(String.valueOf(refused.getMessage()));
        }
    }

    /** Checks every row by the decision table {@code contact-row-check}, alone and against the others (D1, D4, I6, I7). */
    public CheckedTable check(TableReading reading) {
        return check(reading, Map.of());
    }

    /**
     * The same after the sender was asked.
     *
     * @param choices for rows whose school was not certain, the code of the school he chose; others are ignored
     */
    public CheckedTable check(TableReading reading, Map<TableRow.Key, String> choices) {
        return new TableCheck(rules, areas, organizations.units()).check(reading, choices, organizations::byCode);
    }

    /**
     * Checks what a school filled in about itself, by the same rules without those across rows; the findings name their
     * column and no row.
     */
    public List<Finding> check(ContactEntry entry, Organization school) {
        return new RowCheck(entry, school, areas)
                .facts().stream()
                        .map(fact -> rules.judge(fact, null))
                        .flatMap(Optional::stream)
                        .toList();
    }

    /** The entry as it is kept: one spelling, each number in its own column, a swallowed zero restored. */
    public ContactEntry kept(ContactEntry entry, Organization school) {
        RowCheck check = new RowCheck(entry, school, areas);
        check.facts();
        return check.entry();
    }

    /**
     * The sender's own file with its looks kept: bad cells coloured and commented, a column 错误说明, a summary sheet.
     * Always an .xlsx; sent again, what was added is passed over.
     *
     * @param content the bytes that were read, and no others
     * @throws TableRefused where the file is too large to be changed in memory; the failed rows are still to be had
     */
    public byte[] annotated(byte[] content, CheckedTable checked) {
        if (!TableReader.sha256(content).equals(checked.reading().sha256())) {
            throw new IllegalArgumentException("not the file that was checked");
        }
        try {
            return answers.annotated(content, checked);
        } catch (WorkbookRefused refused) {
            throw new TableRefused(String.valueOf(refused.getMessage()));
        }
    }

    /** The failed rows alone, as they were typed, in the notice's layout with 错误说明; to be mended and sent. */
    public byte[] failedRows(CheckedTable checked) {
        try {
            return answers.failedRows(checked);
        } catch (WorkbookRefused refused) {
            throw new TableRefused(String.valueOf(refused.getMessage()));
        }
    }

    /** Name of the annotated file: 上海.xls → 上海-批注.xlsx. */
    public static String annotatedName(String fileName) {
        return TableAnswers.named(fileName, "批注");
    }

    /** Name of the file with the failed rows: 上海.xls → 上海-失败行.xlsx. */
    public static String failedName(String fileName) {
        return TableAnswers.named(fileName, "失败行");
    }

    /**
     * An empty table to fill in (A10): 省份, school names and types are there, the type is picked from a list.
     *
     * @param schools whose names are filled in, in this order
     */
    public byte[] template(Organization unit, List<Organization> schools) {
        return TableSheets.template(unit, schools);
    }

    /** A province's table as the notice draws it (I3–I5). */
    public byte[] provinceTable(Organization unit, List<ContactEntry> entries) {
        return TableSheets.provinceTable(unit.name(), entries);
    }

    /**
     * The national 汇总表: a sheet of totals, then one for each province, written as the parts come.
     *
     * @param out stays open
     */
    public void national(List<Total> totals, Stream<Part> parts, OutputStream out) {
        TableSheets.national(totals, parts, out);
    }
}
