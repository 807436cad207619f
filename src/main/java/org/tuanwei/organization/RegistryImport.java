package org.tuanwei.organization;

import java.io.Reader;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.organization.RegistryComparison.Verdict;

/** Loads the list of schools from a CSV file: once or again and again, the outcome is the same. */
@Service
public class RegistryImport {

    private static final int CHUNK = 250;
    private static final long LOCK = 0x7265676973747279L;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final OrganizationGroups groups;
    private final UnitMoves moves;
    private final Clock clock;

    RegistryImport(JdbcClient jdbc, JdbcTemplate batches, OrganizationGroups groups, UnitMoves moves, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.groups = groups;
        this.moves = moves;
        this.clock = clock;
    }

    /**
     * How many schools the file added, renamed or otherwise changed, and how many it left as they were.
     *
     * @param moved came below another League unit; one that was renamed or changed besides counts there too
     * @param tied should have moved and stays, because something is under way below its old unit
     */
    public record Outcome(int added, int renamed, int changed, int unchanged, int moved, int tied) {}

    /** Told how far a loading is. */
    public interface Progress {

        /** @param what the step that begins, in Chinese */
        void at(String what, int done, int total);
    }

    /**
     * Takes the file as a whole or, with {@link RegistryRefused}, not at all. Schools that are missing from it stay:
     * closing one needs a reason and an approval. A file of this kind that gives a school to another League unit is
     * refused. A name that the school has given up since does not come back: then the file is the older.
     */
    @Transactional
    public Outcome load(Reader csv, String by) {
        List<RegistryRow> rows = RegistryRow.read(csv);
        lock();
        refuseMisplaced(rows, unitsByName(), schools());
        return load(rows, by, (what, done, total) -> {});
    }

    /**
     * Takes rows that were compared and confirmed. A school that changes its League unit is moved with its class branches
     * and all that is finished; where something is under way below the old unit it is left as it is.
     */
    @Transactional
    public Outcome load(List<RegistryRow> rows, String by, Progress progress) {
        lock();
        Map<String, Organization> units = unitsByName();
        Set<String> moved = moves.apply(comparison(rows, units), units, by);
        RegistryComparison comparison = comparison(rows, units);
        List<RegistryRow> added = comparison.rows(Verdict.NEW);
        List<RegistryRow> renamed = comparison.rows(Verdict.RENAMED);
        List<RegistryRow> changed = comparison.rows(Verdict.CHANGED);
        Map<String, Organization> known = comparison.known();
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        for (int from = 0; from < added.size(); from += CHUNK) {
            progress.at("写入新学校", from, rows.size());
            insert(added.subList(from, Math.min(added.size(), from + CHUNK)), units, now);
        }
        progress.at("登记更名和变更", added.size(), rows.size());
        noteRenamed(renamed, known, by, now);
        rename(renamed, now);
        noteChanged(changed, known, by, now);
        List<RegistryRow> stale = new ArrayList<>(renamed);
        stale.addAll(changed);
        update(stale, now);
        remember(comparison.known(), rows);

        progress.at("登记曾用名", added.size() + stale.size(), rows.size());
        Map<String, Organization> after = schools();
        noteAdded(added, after, by, now);
        Set<String> unfound = noteFormerNames(rows, after, now);
        renamed.forEach(row -> unfound.add(row.code()));
        refreshSearch(unfound, after);
        progress.at("建立用户组", rows.size(), rows.size());
        provideGroups(added, renamed, after);
        return new Outcome(
                added.size(),
                renamed.size(),
                changed.size(),
                (int) comparison.rows(Verdict.UNCHANGED).stream()
                        .filter(row -> !moved.contains(row.code()))
                        .count(),
                moved.size(),
                comparison.rows(Verdict.MOVED).size());
    }

    /** What loading these rows would do, without doing it. */
    @Transactional(readOnly = true)
    public RegistryComparison compare(List<RegistryRow> rows) {
        RegistryComparison comparison = comparison(rows, unitsByName());
        return comparison.with(moves.of(
                comparison.rows(Verdict.MOVED).stream().map(RegistryRow::code).toList()));
    }

    private RegistryComparison comparison(List<RegistryRow> rows, Map<String, Organization> units) {
        return RegistryComparison.of(rows, schools(), units, namesGivenUp(), details());
    }

    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(row -> {});
    }

    /** Keeps, without calling it a change, where the list has the school and which type follows from the list. */
    private void remember(Map<String, Organization> known, List<RegistryRow> rows) {
        batch(
                """
                update organization set list_position = nullif(?, 0), derived_type = coalesce(nullif(?, ''), derived_type)
                where code = ? and (list_position is distinct from nullif(?, 0)
                    or derived_type is distinct from coalesce(nullif(?, ''), derived_type))""",
                rows.stream()
                        .filter(row -> known.containsKey(row.code()) && row.position() > 0)
                        .map(row -> new Object[] {
                            row.position(), row.derivedType(), row.code(), row.position(), row.derivedType()
                        })
                        .toList());
    }

    private Map<String, RegistryComparison.Details> details() {
        Map<String, RegistryComparison.Details> details = new HashMap<>();
        jdbc.sql("select code, ministry_note, derived_type from organization where kind = 'SCHOOL'")
                .query(row -> {
                    details.put(
                            row.getString("code"),
                            new RegistryComparison.Details(
                                    Objects.requireNonNullElse(row.getString("ministry_note"), ""),
                                    row.getString("derived_type")));
                });
        return details;
    }

    private Map<String, Organization> unitsByName() {
        Map<String, Organization> units = new HashMap<>();
        for (Organization unit : query("o.kind = 'UNIT'")) {
            units.put(unit.name(), unit);
        }
        return units;
    }

    private Map<String, Organization> schools() {
        Map<String, Organization> schools = new HashMap<>();
        for (Organization school : query("o.kind = 'SCHOOL'")) {
            schools.put(school.code(), school);
        }
        return schools;
    }

    private Set<String> namesGivenUp() {
        return Set.copyOf(jdbc.sql(
                        "select o.code || n.name from organization_name n join organization o on o.id = n.organization_id")
                .query(String.class)
                .list());
    }

    private List<Organization> query(String condition) {
        return jdbc.sql("select " + Organizations.COLUMNS + " from organization o where " + condition)
                .query(Organizations::map)
                .list();
    }

    private static void refuseMisplaced(
            List<RegistryRow> rows, Map<String, Organization> units, Map<String, Organization> known) {
        List<String> problems = new ArrayList<>();
        for (RegistryRow row : rows) {
            Organization unit = units.get(row.leagueUnit());
            Organization school = known.get(row.code());
            if (unit == null) {
                problems.add(row.name() + "：不认识的省级团委「" + row.leagueUnit() + "」");
            } else if (school != null && !school.unitCode().equals(unit.code())) {
                problems.add(row.name() + "：所属省级团委变为" + unit.name() + "，请按单位变更办理");
            }
        }
        if (!problems.isEmpty()) {
            throw new RegistryRefused(problems);
        }
    }

    private void insert(List<RegistryRow> added, Map<String, Organization> units, OffsetDateTime now) {
        batch(
                """
                insert into organization (code, kind, name, school_type, parent_id, unit_code, school_code, city,
                    level, department, ministry_note, derived_type, list_position, pinyin_initials, search_text,
                    created_at, changed_at)
                values (?, 'SCHOOL', ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, 0), ?, ?, ?, ?)""",
                added.stream()
                        .map(row -> {
                            Organization unit = Objects.requireNonNull(units.get(row.leagueUnit()));
                            Pinyin.Reading reading = Pinyin.of(row.name());
                            return new Object[] {
                                row.code(),
                                row.name(),
                                row.schoolType(),
                                unit.id(),
                                unit.unitCode(),
                                row.code(),
                                row.city(),
                                row.level(),
                                row.department(),
                                row.note(),
                                row.derivedType(),
                                row.position(),
                                reading.initials(),
                                SearchText.of(row.code(), row.name(), reading, null, row.formerNames()),
                                now,
                                now
                            };
                        })
                        .toList());
    }

    private void update(List<RegistryRow> rows, OffsetDateTime now) {
        batch(
                """
                update organization set school_type = ?, city = ?, level = ?, department = ?, ministry_note = ?,
                    changed_at = ? where code = ?""",
                rows.stream()
                        .map(row -> new Object[] {
                            row.schoolType(), row.city(), row.level(), row.department(), row.note(), now, row.code()
                        })
                        .toList());
    }

    private void rename(List<RegistryRow> rows, OffsetDateTime now) {
        batch(
                "update organization set name = ?, changed_at = ? where code = ?",
                rows.stream()
                        .map(row -> new Object[] {row.name(), now, row.code()})
                        .toList());
    }

    private void noteAdded(List<RegistryRow> rows, Map<String, Organization> after, String by, OffsetDateTime now) {
        history(rows.stream()
                .map(row -> new Object[] {idOf(after, row), "CREATED", null, row.name(), "名录导入", by, now})
                .toList());
    }

    private void noteRenamed(List<RegistryRow> rows, Map<String, Organization> known, String by, OffsetDateTime now) {
        history(rows.stream()
                .map(row -> {
                    Organization before = Objects.requireNonNull(known.get(row.code()));
                    return new Object[] {before.id(), "RENAMED", before.name(), row.name(), "名录导入", by, now};
                })
                .toList());
        batch(
                """
                insert into organization_name (organization_id, name, given_up_at, noted_at)
                values (?, ?, ?, ?) on conflict do nothing""",
                rows.stream()
                        .map(row -> {
                            Organization before = Objects.requireNonNull(known.get(row.code()));
                            return new Object[] {before.id(), before.name(), now, now};
                        })
                        .toList());
    }

    private void noteChanged(List<RegistryRow> rows, Map<String, Organization> known, String by, OffsetDateTime now) {
        history(rows.stream()
                .map(row -> {
                    Organization before = Objects.requireNonNull(known.get(row.code()));
                    return new Object[] {
                        before.id(),
                        "CHANGED",
                        RegistryComparison.described(before),
                        RegistryComparison.described(row),
                        "名录导入",
                        by,
                        now
                    };
                })
                .toList());
    }

    private void history(List<Object[]> rows) {
        batch("""
                insert into organization_history (organization_id, change, before_value, after_value, reason,
                    changed_by, at) values (?, ?, ?, ?, ?, ?, ?)""", rows);
    }

    /** Answers the codes whose search text does not know a former name yet. */
    private Set<String> noteFormerNames(List<RegistryRow> rows, Map<String, Organization> after, OffsetDateTime now) {
        Set<String> codes = new LinkedHashSet<>();
        for (RegistryRow row : rows) {
            for (String name : row.formerNames()) {
                if (name.equals(Objects.requireNonNull(after.get(row.code())).name())) {
                    continue;
                }
                int fresh = jdbc.sql("""
                                insert into organization_name (organization_id, name, noted_at)
                                values (:id, :name, :now) on conflict do nothing""")
                        .param("id", idOf(after, row))
                        .param("name", name)
                        .param("now", now)
                        .update();
                if (fresh > 0) {
                    codes.add(row.code());
                }
            }
        }
        return codes;
    }

    private void refreshSearch(Collection<String> codes, Map<String, Organization> after) {
        for (String code : codes) {
            Organization school = Objects.requireNonNull(after.get(code));
            SearchRefresh.of(jdbc, school.id());
        }
    }

    private void provideGroups(List<RegistryRow> added, List<RegistryRow> renamed, Map<String, Organization> after) {
        List<Organization> touched = new ArrayList<>();
        added.forEach(row -> touched.add(Objects.requireNonNull(after.get(row.code()))));
        renamed.forEach(row -> touched.add(Objects.requireNonNull(after.get(row.code()))));
        if (!touched.isEmpty()) {
            groups.provide(touched);
        }
    }

    private static long idOf(Map<String, Organization> schools, RegistryRow row) {
        return Objects.requireNonNull(schools.get(row.code())).id();
    }

    private void batch(String sql, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            batches.batchUpdate(sql, rows);
        }
    }
}
