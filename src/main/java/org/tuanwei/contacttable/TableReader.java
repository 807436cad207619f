package org.tuanwei.contacttable;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tuanwei.contacttable.TableReading.Place;
import org.tuanwei.organization.Organization;
import org.tuanwei.spreadsheet.TableSearch;
import org.tuanwei.spreadsheet.TableSearch.Found;
import org.tuanwei.spreadsheet.TableSearch.Heading;
import org.tuanwei.spreadsheet.WorkbookText;

/** Finds the notice's table in the text of a workbook and takes its rows out, whatever surrounds them (I3–I5). */
final class TableReader {

    private static final String PROVINCE = "省份";

    static final List<Heading> HEADINGS = List.of(
            Heading.required(Column.SCHOOL.heading(), "学校", "高校", "高校名称", "学校全称", "院校名称", "院校", "单位名称", "单位"),
            Heading.required(Column.TYPE.heading(), "类型", "高校类型", "学校类别", "院校类型", "办学类型", "类别"),
            Heading.required(Column.NAME.heading(), "姓名", "联系人姓名", "负责人", "负责人姓名", "微博建设负责人", "微博联系人"),
            Heading.optional(Column.POSITION.heading(), "职位", "职务职称", "联系人职务", "负责人职务"),
            Heading.required(Column.PHONE.heading(), "联系电话", "办公电话", "固定电话", "座机", "座机号码", "电话号码", "办公室电话"),
            Heading.required(Column.MOBILE.heading(), "手机号", "手机号码", "移动电话", "联系手机"),
            Heading.required(Column.EMAIL.heading(), "邮箱", "电子邮件", "email", "电子信箱", "邮箱地址", "电子邮箱地址", "常用邮箱"),
            Heading.optional(PROVINCE, "省", "省市", "所属省份", "所在省份"));

    /** Lines under the table that sign, date or explain it. */
    private static final Pattern SIGNATURE =
            Pattern.compile("[(（*※]*(填表人?|填报人?|制表人?|审核人?|审批人|经办人|负责人签[字名]|签[字名]|联系人[:：]|联系电话[:：]|电话[:：]|填表日期|填报日期|日期"
                    + "|备注|注|说明|填表说明|填写说明|合计|总计|共计|小计|单位[(（]?[盖公]|盖章|公章|学校[(（][盖公]|团委[(（][盖公]|省级团委[(（]|附[:：件]).*");

    private static final Pattern SAMPLE = Pattern.compile("[(（【]?(样例|示例|范例|例如|例)[)）】:：].*|样例|示例|范例");
    private static final int LONGEST_NAME = 60;

    private TableReader() {}

    /** @throws TableRefused where the table is another province's, or several provinces' */
    static TableReading read(
            WorkbookText book,
            byte[] content,
            String fileName,
            Organization unit,
            List<Organization> units,
            SchoolMatcher matcher) {
        List<Found> tables = TableSearch.findAll(book, HEADINGS, Set.of(TableAnswers.SUMMARY));
        List<TableRow> rows = new ArrayList<>();
        Map<String, Place> places = new LinkedHashMap<>();
        Set<String> provinces = new LinkedHashSet<>();
        Set<TableRow.Key> hidden = new HashSet<>();
        for (Found table : tables) {
            places.put(table.sheetName(), place(table));
            for (WorkbookText.Row row : table.above()) {
                ProvinceLine.read(row).filter(text -> !text.isEmpty()).ifPresent(provinces::add);
            }
            for (WorkbookText.Row row : table.below()) {
                Optional<String> province = ProvinceLine.read(row);
                if (province.isPresent()) {
                    province.filter(text -> !text.isEmpty()).ifPresent(provinces::add);
                } else if (isEntry(table, row)) {
                    String inRow = Spelling.name(table.cell(row, PROVINCE));
                    if (!inRow.isEmpty()) {
                        provinces.add(inRow);
                    }
                    rows.add(row(table, row, unit, matcher));
                    if (row.hidden()) {
                        hidden.add(rows.get(rows.size() - 1).key());
                    }
                }
            }
        }
        rows.removeIf(row -> isRemark(row));
        hidden.retainAll(rows.stream().map(TableRow::key).collect(Collectors.toSet()));
        refuseForeign(provinces, rows, unit, units);
        return new TableReading(
                fileName, provinces.stream().findFirst().orElse(""), unit, sha256(content), rows, places, hidden);
    }

    private static Place place(Found table) {
        Map<Column, Integer> columns = new HashMap<>();
        for (Column column : Column.values()) {
            Integer at = table.columns().get(column.heading());
            if (at != null) {
                columns.put(column, at);
            }
        }
        return new Place(table.headingRow(), columns);
    }

    private static boolean isEntry(Found table, WorkbookText.Row row) {
        long filled = Arrays.stream(Column.values())
                .filter(column -> !table.cell(row, column.heading()).isEmpty())
                .count();
        boolean stray = filled == 1 && table.cell(row, Column.SCHOOL.heading()).isEmpty();
        if (filled == 0 || stray || table.repeatsHeadings(row, HEADINGS)) {
            return false;
        }
        String first = row.cells().stream()
                .map(Spelling::text)
                .filter(cell -> !cell.isEmpty())
                .findFirst()
                .orElse("");
        String school = Spelling.text(table.cell(row, Column.SCHOOL.heading()));
        for (String start : List.of(first, school)) {
            if (SIGNATURE.matcher(start).matches() || SAMPLE.matcher(start).matches()) {
                return false;
            }
        }
        return true;
    }

    /** A sentence in the first column under the table is no school. */
    private static boolean isRemark(TableRow row) {
        String school = row.entry().school();
        return row.entry().isUnfilled()
                && row.entry().type().isEmpty()
                && !row.match().certain()
                && (school.length() > LONGEST_NAME || school.matches(".*[：:。；;！].*"));
    }

    private static TableRow row(Found table, WorkbookText.Row row, Organization unit, SchoolMatcher matcher) {
        ContactEntry written = new ContactEntry(
                table.cell(row, Column.SCHOOL.heading()),
                table.cell(row, Column.TYPE.heading()),
                table.cell(row, Column.NAME.heading()),
                table.cell(row, Column.POSITION.heading()),
                table.cell(row, Column.PHONE.heading()),
                table.cell(row, Column.MOBILE.heading()),
                table.cell(row, Column.EMAIL.heading()));
        ContactEntry entry = written.normalized();
        return new TableRow(
                table.sheetName(), row.number(), written, entry, matcher.match(entry.school(), unit.code()));
    }

    private static void refuseForeign(
            Set<String> provinces, List<TableRow> rows, Organization unit, List<Organization> units) {
        Set<Organization> meant = provinces.stream()
                .map(written -> ProvinceLine.unit(written, units))
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (meant.size() > 1) {
            throw new TableRefused("一份统计表只能填一个省份，这份文件里有" + names(meant) + "。请按省份拆成几个文件，各由所属省级团委上传");
        }
        if (!meant.isEmpty() && !meant.contains(unit)) {
            throw new TableRefused("这份统计表的“省份”是" + names(meant) + "，不是" + unit.name() + "。请核对是否选错了文件，或改正“省份”一行后再上传");
        }
        Map<Organization, Long> elsewhere = rows.stream()
                .map(row -> row.match().school())
                .filter(Objects::nonNull)
                .filter(school -> !school.unitCode().equals(unit.code()))
                .flatMap(school -> units.stream().filter(one -> one.code().equals(school.unitCode())))
                .collect(Collectors.groupingBy(one -> one, LinkedHashMap::new, Collectors.counting()));
        long foreign = elsewhere.values().stream().mapToLong(Long::longValue).sum();
        if (foreign * 2 > rows.size()) {
            throw new TableRefused(elsewhere.entrySet().stream()
                    .map(one -> one.getKey().name() + " " + one.getValue() + " 所")
                    .collect(Collectors.joining("、", "表里多数学校不属于" + unit.name() + "（", "）。请核对是否选错了文件")));
        }
    }

    private static String names(Set<Organization> units) {
        return units.stream().map(Organization::name).collect(Collectors.joining("、", "“", "”"));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
