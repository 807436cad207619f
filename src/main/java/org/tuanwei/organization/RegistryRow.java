package org.tuanwei.organization;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One school of a registry file.
 *
 * @param leagueUnit full name of its League unit
 * @param note 备注 of the ministry's list, such as 民办
 * @param derivedType the type that follows from the list by rule; empty where the file says the type itself
 * @param schoolType the type it shall have
 * @param position running number in the ministry's list; 0 where there is none
 */
public record RegistryRow(
        String code,
        String name,
        String leagueUnit,
        String city,
        String level,
        String department,
        String note,
        String derivedType,
        String schoolType,
        int position,
        List<String> formerNames) {

    public RegistryRow {
        formerNames = List.copyOf(formerNames);
    }

    private static final String CORPS = "新疆生产建设兵团";
    private static final Set<String> SCHOOL_TYPES = Set.of("普通高校", "高职学校", "民办高校", "独立学院");
    private static final List<String> REQUIRED =
            List.of("moe_code", "name", "province", "city", "level", "department", "school_type");
    private static final Pattern CODE = Pattern.compile("\\d{10}");
    private static final int MAX_PROBLEMS = 100;

    /** Reads the whole file or refuses it as a whole. */
    static List<RegistryRow> read(Reader csv) {
        List<List<String>> lines = parse(csv);
        if (lines.isEmpty()) {
            throw new RegistryRefused(List.of("文件是空的"));
        }
        Map<String, Integer> columns = new HashMap<>();
        List<String> header = lines.get(0);
        for (int i = 0; i < header.size(); i++) {
            columns.put(header.get(i).strip(), i);
        }
        List<String> missing =
                REQUIRED.stream().filter(name -> !columns.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new RegistryRefused(List.of("缺少列：" + String.join("、", missing)));
        }
        List<RegistryRow> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 1; i < lines.size() && problems.size() < MAX_PROBLEMS; i++) {
            RegistryRow row = row(lines.get(i), columns);
            String problem = problemOf(row, seen);
            if (problem == null) {
                rows.add(row);
            } else {
                problems.add("第" + (i + 1) + "行：" + problem);
            }
        }
        if (!problems.isEmpty()) {
            throw new RegistryRefused(problems);
        }
        return rows;
    }

    private static RegistryRow row(List<String> cells, Map<String, Integer> columns) {
        String department = cell(cells, columns, "department");
        String unit = cell(cells, columns, "league_unit");
        if (unit.isEmpty()) {
            // the corps has its own League unit although its schools stand in the list of the autonomous region
            unit = leagueUnit(department, cell(cells, columns, "province"));
        }
        List<String> formerNames = new ArrayList<>();
        for (String name : cell(cells, columns, "former_names").split("[;；、|]", -1)) {
            if (!name.isBlank()) {
                formerNames.add(name.strip());
            }
        }
        return new RegistryRow(
                cell(cells, columns, "moe_code"),
                cell(cells, columns, "name"),
                unit,
                cell(cells, columns, "city"),
                cell(cells, columns, "level"),
                department,
                cell(cells, columns, "note"),
                "",
                cell(cells, columns, "school_type"),
                0,
                formerNames);
    }

    /** The same school with the type that a person gave it. */
    public RegistryRow withType(String type) {
        return new RegistryRow(
                code, name, leagueUnit, city, level, department, note, derivedType, type, position, formerNames);
    }

    /** The League unit a school belongs to: its province, or the corps where the corps runs it. */
    public static String leagueUnit(String department, String province) {
        return department.startsWith(CORPS) ? CORPS : province;
    }

    private static @Nullable String problemOf(RegistryRow row, Set<String> seen) {
        if (!CODE.matcher(row.code).matches()) {
            return "学校标识码应为10位数字";
        }
        if (!seen.add(row.code)) {
            return "学校标识码" + row.code + "重复";
        }
        if (row.name.isEmpty() || row.name.length() > 120) {
            return "学校名称为空或过长";
        }
        if (!SCHOOL_TYPES.contains(row.schoolType)) {
            return "学校类型应为普通高校、高职学校、民办高校或独立学院";
        }
        return null;
    }

    private static String cell(List<String> cells, Map<String, Integer> columns, String name) {
        Integer at = columns.get(name);
        return at == null || at >= cells.size() ? "" : cells.get(at).strip();
    }

    /** RFC 4180: quotes may hold commas, line feeds and doubled quotes. */
    private static List<List<String>> parse(Reader source) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        try (BufferedReader reader = new BufferedReader(source)) {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (quoted) {
                    if (c != '"') {
                        cell.append((char) c);
                    } else if (peek(reader) == '"') {
                        cell.append((char) reader.read());
                    } else {
                        quoted = false;
                    }
                } else if (c == '"') {
                    quoted = true;
                } else if (c == ',') {
                    line.add(take(cell));
                } else if (c == '\n') {
                    line.add(take(cell));
                    addUnlessBlank(lines, line);
                    line = new ArrayList<>();
                } else if (c != '\r' && c != '\uFEFF') {
                    cell.append((char) c);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        line.add(take(cell));
        addUnlessBlank(lines, line);
        return lines;
    }

    private static int peek(BufferedReader reader) throws IOException {
        reader.mark(1);
        int next = reader.read();
        reader.reset();
        return next;
    }

    private static String take(StringBuilder cell) {
        String text = cell.toString();
        cell.setLength(0);
        return text;
    }

    private static void addUnlessBlank(List<List<String>> lines, List<String> line) {
        if (line.size() > 1 || !line.get(0).isBlank()) {
            lines.add(line);
        }
    }
}
