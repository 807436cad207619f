package org.tuanwei.contacttable;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.tuanwei.engine.Decisions;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organization.Kind;
import org.tuanwei.organization.Organization.Status;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.SchoolNames;
import org.tuanwei.spreadsheet.Readers;
import org.tuanwei.testing.DecisionTables;

/** Contact tables of invented people at real schools, and the product's reader with a few schools in its registry. */
final class Tables {

    static final Organization SHANGHAI = unit("310000", "上海市", "上海");
    static final Organization JIANGSU = unit("320000", "江苏省", "江苏");
    static final Organization XINJIANG = unit("650000", "新疆维吾尔自治区", "新疆");
    static final Organization CORPS = unit("660000", "新疆生产建设兵团", "兵团");
    static final List<Organization> UNITS = List.of(SHANGHAI, JIANGSU, XINJIANG, CORPS);

    static final Organization FUDAN = school("4131010246", "复旦大学", "普通高校", SHANGHAI, "上海市");
    static final Organization SPORT = school("4131010277", "上海体育大学", "普通高校", SHANGHAI, "上海市");
    static final Organization PRINTING = school("4131011733", "上海出版印刷高等专科学校", "高职学校", SHANGHAI, "上海市");
    static final Organization SANDA = school("4131011833", "上海杉达学院", "民办高校", SHANGHAI, "上海市");
    static final Organization TIANHUA = school("4131013893", "上海师范大学天华学院", "独立学院", SHANGHAI, "上海市");
    static final Organization NORMAL = school("4131010269", "华东师范大学", "普通高校", SHANGHAI, "上海市");
    static final Organization NANJING = school("4132010284", "南京大学", "普通高校", JIANGSU, "南京市");
    static final Organization PETROLEUM = school("4132099901", "测试石油大学（江苏）", "普通高校", JIANGSU, "南京市");
    static final Organization SHIHEZI = school("4165010759", "石河子大学", "普通高校", CORPS, "石河子市");

    static final List<String> HEADINGS = Column.headings();

    static final List<SchoolNames.Named> REGISTRY = List.of(
            new SchoolNames.Named(FUDAN, List.of()),
            new SchoolNames.Named(SPORT, List.of("上海体育学院")),
            new SchoolNames.Named(PRINTING, List.of()),
            new SchoolNames.Named(SANDA, List.of()),
            new SchoolNames.Named(TIANHUA, List.of()),
            new SchoolNames.Named(NORMAL, List.of()),
            new SchoolNames.Named(NANJING, List.of()),
            new SchoolNames.Named(PETROLEUM, List.of()),
            new SchoolNames.Named(SHIHEZI, List.of()));

    private static final Decisions DECISIONS = DecisionTables.real();
    private static final ContactTables PRODUCT = product(REGISTRY);

    private Tables() {}

    static ContactTables product() {
        return PRODUCT;
    }

    static ContactTables product(List<SchoolNames.Named> registry) {
        SchoolNames names = mock(SchoolNames.class);
        when(names.all()).thenReturn(registry);
        Organizations organizations = mock(Organizations.class);
        when(organizations.units()).thenReturn(UNITS);
        when(organizations.byCode(anyString())).thenAnswer(asked -> registry.stream()
                .map(SchoolNames.Named::school)
                .filter(school -> school.code().equals(asked.getArgument(0)))
                .findFirst());
        return new ContactTables(Readers.usual(), Readers.annotator(), names, organizations, DECISIONS);
    }

    static Organization unit(String code, String name, String shortName) {
        return organization(code, Kind.UNIT, name, shortName, null, code, null, null, Status.ACTIVE, null);
    }

    static Organization school(String code, String name, String type, Organization unit, String city) {
        return organization(code, Kind.SCHOOL, name, null, type, unit.code(), code, city, Status.ACTIVE, null);
    }

    /** The same school closed, exempt or merged into another. */
    static Organization in(Status status, Organization school, Organization into) {
        return organization(
                school.code(),
                Kind.SCHOOL,
                school.name(),
                null,
                Objects.requireNonNull(school.schoolType()),
                school.unitCode(),
                school.code(),
                Objects.requireNonNull(school.city()),
                status,
                status == Status.MERGED ? into.id() : null);
    }

    private static Organization organization(
            String code,
            Kind kind,
            String name,
            @org.jspecify.annotations.Nullable String shortName,
            @org.jspecify.annotations.Nullable String type,
            String unitCode,
            @org.jspecify.annotations.Nullable String schoolCode,
            @org.jspecify.annotations.Nullable String city,
            Status status,
            @org.jspecify.annotations.Nullable Long into) {
        return new Organization(
                Long.parseLong(code),
                code,
                kind,
                name,
                shortName,
                type,
                1L,
                unitCode,
                schoolCode,
                city,
                null,
                null,
                status,
                status == Status.ACTIVE ? null : "测试",
                into);
    }

    /** A good row of an invented person: the number makes telephone and mail differ from the other rows. */
    static List<String> person(String school, String type, int number) {
        return List.of(
                school,
                type,
                "测试" + "甲乙丙丁戊己庚辛壬癸".charAt(number % 10),
                "团委干事",
                "021-555%05d".formatted(number),
                "138000%05d".formatted(number),
                "contact%d@school.example".formatted(number));
    }

    /** A workbook of one sheet with these lines. */
    static byte[] workbook(boolean xlsx, List<List<String>> lines) {
        return workbook(xlsx, book -> fill(book.createSheet("统计表"), lines));
    }

    static byte[] workbook(boolean xlsx, Consumer<Workbook> content) {
        try (Workbook book = xlsx ? new XSSFWorkbook() : new HSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            content.accept(book);
            book.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void fill(Sheet sheet, List<List<String>> lines) {
        for (int i = 0; i < lines.size(); i++) {
            for (int column = 0; column < lines.get(i).size(); column++) {
                if (!lines.get(i).get(column).isEmpty()) {
                    org.apache.poi.ss.usermodel.Row row = sheet.getRow(i);
                    (row == null ? sheet.createRow(i) : row)
                            .createCell(column)
                            .setCellValue(lines.get(i).get(column));
                }
            }
        }
    }

    /** The table as the notice draws it. */
    @SafeVarargs
    static List<List<String>> notice(String province, List<String>... rows) {
        List<List<String>> lines =
                new ArrayList<>(List.of(List.of("高校团委微博建设负责人信息统计表"), List.of("省份：" + province), HEADINGS));
        Stream.of(rows).forEach(lines::add);
        return lines;
    }

    /** A good row with some cells replaced. */
    static List<String> person(String school, String type, int number, Map<Column, String> other) {
        List<String> cells = new ArrayList<>(person(school, type, number));
        other.forEach((column, text) -> cells.set(column.ordinal(), text));
        return cells;
    }
}
