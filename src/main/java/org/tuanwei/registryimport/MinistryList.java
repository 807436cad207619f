package org.tuanwei.registryimport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tuanwei.organization.RegistryRefused;
import org.tuanwei.organization.RegistryRow;
import org.tuanwei.spreadsheet.TableSearch;
import org.tuanwei.spreadsheet.TableSearch.Found;
import org.tuanwei.spreadsheet.TableSearch.Heading;
import org.tuanwei.spreadsheet.WorkbookText;

/**
 * The ministry's 全国普通高等学校名单 as it is published: title rows, headings, then for each province a sub-heading with
 * the number of its schools.
 *
 * @param title the title rows in one line
 */
record MinistryList(String title, List<Section> sections, List<RegistryRow> rows) {

    static final String NUMBER = "序号";
    static final String NAME = "学校名称";
    static final String CODE = "学校标识码";
    static final String DEPARTMENT = "主管部门";
    static final String CITY = "所在地";
    static final String LEVEL = "办学层次";
    static final String NOTE = "备注";

    private static final List<Heading> HEADINGS = List.of(
            Heading.optional(NUMBER),
            Heading.required(NAME),
            Heading.required(CODE, "学校代码", "院校代码", "标识码"),
            Heading.required(DEPARTMENT),
            Heading.required(CITY, "所在市", "所在城市"),
            Heading.required(LEVEL, "层次"),
            Heading.optional(NOTE));

    private static final String BLANK = "[\\s\\p{Cntrl}\\p{Z}\\u200B\\uFEFF]+";
    private static final Pattern SECTION = Pattern.compile("(.+?)[(（](\\d+)所[)）]");
    private static final Pattern SCHOOL_CODE = Pattern.compile("\\d{10}");
    private static final Set<String> LEVELS = Set.of("本科", "专科");
    private static final int MOST_PROBLEMS = 100;
    private static final int LONGEST_NAME = 60;

    MinistryList {
        sections = List.copyOf(sections);
        rows = List.copyOf(rows);
    }

    /** A province's part: how many schools its heading states, and how many rows stand below it. */
    record Section(String province, int stated, int counted) {

        public boolean agrees() {
            return stated == counted;
        }
    }

    boolean countsDiffer() {
        return sections.stream().anyMatch(section -> !section.agrees());
    }

    /**
     * @param provinces the names that may head a section
     * @throws RegistryRefused line by line, where anything is not as it must be
     */
    static MinistryList read(WorkbookText book, Set<String> provinces) {
        return new Reading(provinces).of(TableSearch.findAll(book, HEADINGS, Set.of()));
    }

    /** One going through the rows. */
    private static final class Reading {

        private final Set<String> provinces;
        private final List<String> problems = new ArrayList<>();
        private final List<Section> sections = new ArrayList<>();
        private final List<RegistryRow> rows = new ArrayList<>();
        private final Map<String, Integer> placeOfCode = new HashMap<>();
        private final Set<String> headed = new HashSet<>();
        private String province = "";
        private int stated;
        private int firstOfSection;

        Reading(Set<String> provinces) {
            this.provinces = provinces;
        }

        MinistryList of(List<Found> tables) {
            for (Found table : tables) {
                for (WorkbookText.Row row : table.below()) {
                    take(table, row);
                }
            }
            endSection();
            if (rows.isEmpty() && problems.isEmpty()) {
                problems.add("名单里一所学校也没有");
            }
            if (!problems.isEmpty()) {
                throw new RegistryRefused(problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())));
            }
            SchoolTypes types =
                    new SchoolTypes(rows.stream().map(RegistryRow::name).toList());
            return new MinistryList(
                    title(tables.get(0)),
                    sections,
                    rows.stream().map(row -> typed(row, types)).toList());
        }

        private void take(Found table, WorkbookText.Row row) {
            List<String> filled = row.cells().stream()
                    .map(MinistryList::plain)
                    .filter(cell -> !cell.isEmpty())
                    .toList();
            Matcher section = filled.size() == 1 ? SECTION.matcher(filled.get(0)) : null;
            if (section != null && section.matches()) {
                endSection();
                province = section.group(1);
                stated = Integer.parseInt(section.group(2));
                firstOfSection = rows.size();
                if (!provinces.contains(province)) {
                    problems.add("第%d行：不认识的省份“%s”".formatted(row.number(), province));
                } else if (!headed.add(province)) {
                    problems.add("第%d行：“%s”的标题出现了两次".formatted(row.number(), province));
                }
            } else if (filled.size() > 1 && !table.repeatsHeadings(row, HEADINGS)) {
                school(table, row);
            }
        }

        private void school(Found table, WorkbookText.Row row) {
            String name = plain(table.cell(row, NAME));
            String code = plain(table.cell(row, CODE));
            String level = plain(table.cell(row, LEVEL));
            String place = "第" + row.number() + "行";
            if (province.isEmpty()) {
                problems.add(place + "：前面没有“某省（若干所）”的标题，不知道属于哪个省份");
            }
            if (!SCHOOL_CODE.matcher(code).matches()) {
                problems.add(place + "：学校标识码应为10位数字，现在是“" + code + "”");
            } else if (placeOfCode.putIfAbsent(code, row.number()) != null) {
                problems.add(place + "：学校标识码" + code + "与第" + placeOfCode.get(code) + "行重复");
            }
            if (name.isEmpty() || name.length() > LONGEST_NAME) {
                problems.add(place + "：学校名称为空或过长");
            }
            if (!LEVELS.contains(level)) {
                problems.add(place + "：办学层次应为本科或专科，现在是“" + level + "”");
            }
            String department = table.cell(row, DEPARTMENT)
                    .replaceAll("[\\r\\n]+", "")
                    .replaceAll(BLANK, " ")
                    .strip();
            rows.add(new RegistryRow(
                    code,
                    name,
                    RegistryRow.leagueUnit(department, province),
                    plain(table.cell(row, CITY)),
                    level,
                    department,
                    plain(table.cell(row, NOTE)),
                    "",
                    "",
                    rows.size() + 1,
                    List.of()));
        }

        private void endSection() {
            if (!province.isEmpty()) {
                sections.add(new Section(province, stated, rows.size() - firstOfSection));
            }
        }

        private static RegistryRow typed(RegistryRow row, SchoolTypes types) {
            String type = types.of(row.name(), row.level(), row.note());
            return new RegistryRow(
                    row.code(),
                    row.name(),
                    row.leagueUnit(),
                    row.city(),
                    row.level(),
                    row.department(),
                    row.note(),
                    type,
                    type,
                    row.position(),
                    row.formerNames());
        }

        private static String title(Found table) {
            StringBuilder title = new StringBuilder();
            for (WorkbookText.Row row : table.above()) {
                row.cells().stream()
                        .map(MinistryList::plain)
                        .filter(cell -> !cell.isEmpty() && !cell.startsWith("附件"))
                        .forEach(title::append);
            }
            return title.length() == 0 ? "高校名单" : title.substring(0, Math.min(200, title.length()));
        }
    }

    /** Without any white space: names are broken over lines in some years, and padded in others. */
    private static String plain(String cell) {
        return cell.replaceAll(BLANK, "");
    }
}
