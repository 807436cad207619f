package org.tuanwei.organization;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A registry file held against the registry: what is new, renamed, moved, changed, as it was, or gone (D4). */
public final class RegistryComparison {

    /** What the file says about one school. */
    public enum Verdict {
        NEW("新增"),
        RENAMED("更名"),
        CHANGED("信息变更"),
        MOVED("换了省级团委"),
        UNCHANGED("未变"),
        GONE("名单里没有");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * A school of the file, of the registry, or of both.
     *
     * @param row null for GONE
     * @param before null for NEW
     * @param remark what else is worth saying; empty for nothing
     * @param ties what keeps a school of MOVED with its old unit; empty where nothing does
     */
    public record Line(
            Verdict verdict,
            @Nullable RegistryRow row,
            @Nullable Organization before,
            String remark,
            List<UnitTies.Tie> ties) {

        Line(Verdict verdict, @Nullable RegistryRow row, @Nullable Organization before, String remark) {
            this(verdict, row, before, remark, List.of());
        }

        /** Whether confirming leaves the school as it is although the list says otherwise. */
        public boolean stays() {
            return !ties.isEmpty();
        }
    }

    /** What the registry keeps of the ministry's list besides the columns of {@link Organization}. */
    record Details(String note, @Nullable String derivedType) {}

    private final List<Line> lines;
    private final Map<String, Organization> known;

    private RegistryComparison(List<Line> lines, Map<String, Organization> known) {
        this.lines = List.copyOf(lines);
        this.known = Map.copyOf(known);
    }

    static RegistryComparison of(
            List<RegistryRow> rows,
            Map<String, Organization> known,
            Map<String, Organization> units,
            Set<String> namesGivenUp,
            Map<String, Details> details) {
        List<Line> lines = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (RegistryRow row : rows) {
            seen.add(row.code());
            Organization unit = units.get(row.leagueUnit());
            if (unit == null) {
                throw new RegistryRefused(List.of(row.name() + "：不认识的省级团委「" + row.leagueUnit() + "」"));
            }
            lines.add(line(row, known.get(row.code()), unit, namesGivenUp, details.get(row.code())));
        }
        known.values().stream()
                .filter(school -> !seen.contains(school.code()))
                .filter(school ->
                        school.status() == Organization.Status.ACTIVE || school.status() == Organization.Status.EXEMPT)
                .sorted(java.util.Comparator.comparing(Organization::code))
                .forEach(school -> lines.add(new Line(
                        Verdict.GONE,
                        null,
                        school,
                        school.isActive() ? "" : school.status().label())));
        return new RegistryComparison(lines, known);
    }

    private static Line line(
            RegistryRow row,
            @Nullable Organization before,
            Organization unit,
            Set<String> namesGivenUp,
            @Nullable Details details) {
        if (before == null) {
            return new Line(Verdict.NEW, row, null, "");
        }
        RegistryRow kept = keepCorrectedType(row, before, details);
        if (!before.unitCode().equals(unit.code())) {
            return new Line(Verdict.MOVED, kept, before, "");
        }
        String remark = before.isActive() ? "" : "名册中" + before.status().label();
        boolean differs = !described(before).equals(described(kept))
                || !kept.note().equals(details == null ? "" : details.note());
        if (!before.name().equals(kept.name())) {
            if (!namesGivenUp.contains(kept.code() + kept.name())) {
                return new Line(Verdict.RENAMED, kept, before, remark);
            }
            remark = "“" + kept.name() + "”已是曾用名，这份名单较旧";
        }
        return new Line(differs ? Verdict.CHANGED : Verdict.UNCHANGED, kept, before, remark);
    }

    /** A type that a person has put right stays as long as the list says what it said then. */
    private static RegistryRow keepCorrectedType(RegistryRow row, Organization before, @Nullable Details details) {
        String type = before.schoolType();
        boolean corrected = !row.derivedType().isEmpty()
                && row.derivedType().equals(row.schoolType())
                && details != null
                && row.derivedType().equals(details.derivedType());
        if (!corrected || type == null) {
            return row;
        }
        return row.withType(type);
    }

    /** The same, with what ties the schools of MOVED to their old units. */
    RegistryComparison with(Map<String, List<UnitTies.Tie>> ties) {
        return new RegistryComparison(
                lines.stream()
                        .map(line -> line.verdict() == Verdict.MOVED
                                ? new Line(
                                        line.verdict(),
                                        line.row(),
                                        line.before(),
                                        line.remark(),
                                        ties.getOrDefault(
                                                Objects.requireNonNull(line.before())
                                                        .code(),
                                                List.of()))
                                : line)
                        .toList(),
                known);
    }

    /** All lines: those of the file in its order, then the schools that are gone. */
    public List<Line> lines() {
        return lines;
    }

    List<RegistryRow> rows(Verdict verdict) {
        return lines.stream()
                .filter(line -> line.verdict() == verdict)
                .map(line -> Objects.requireNonNull(line.row()))
                .toList();
    }

    /** The schools of the registry by code. */
    Map<String, Organization> known() {
        return known;
    }

    static String described(Organization school) {
        return String.join(
                "｜",
                Objects.requireNonNullElse(school.schoolType(), ""),
                Objects.requireNonNullElse(school.city(), ""),
                Objects.requireNonNullElse(school.level(), ""),
                Objects.requireNonNullElse(school.department(), ""));
    }

    static String described(RegistryRow row) {
        return String.join("｜", row.schoolType(), row.city(), row.level(), row.department());
    }
}
