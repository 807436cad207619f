package org.tuanwei.organization;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.organization.RegistryComparison.Line;
import org.tuanwei.organization.RegistryComparison.Verdict;
import org.tuanwei.organization.UnitTies.Tie;

/** Moves a school with its class branches below another League unit, as soon as nothing under way ties it to the old. */
@Component
class UnitMoves {

    private final JdbcClient jdbc;
    private final ObjectProvider<UnitTies> ties;
    private final OrganizationGroups groups;
    private final Clock clock;

    UnitMoves(JdbcClient jdbc, ObjectProvider<UnitTies> ties, OrganizationGroups groups, Clock clock) {
        this.jdbc = jdbc;
        this.ties = ties;
        this.groups = groups;
        this.clock = clock;
    }

    /** What ties each of these schools to its unit; those without ties are not in the answer. */
    Map<String, List<Tie>> of(Collection<String> schoolCodes) {
        if (schoolCodes.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Tie>> found = new HashMap<>();
        ties.orderedStream()
                .flatMap(feature -> feature.underWay(schoolCodes).stream())
                .forEach(tie -> found.computeIfAbsent(tie.schoolCode(), code -> new ArrayList<>())
                        .add(tie));
        return found;
    }

    /** Moves those lines of the comparison that nothing ties. @return the codes of the schools that moved */
    Set<String> apply(RegistryComparison comparison, Map<String, Organization> units, String by) {
        List<Line> moving = comparison.lines().stream()
                .filter(line -> line.verdict() == Verdict.MOVED)
                .toList();
        if (moving.isEmpty()) {
            return Set.of();
        }
        Set<String> codes = moving.stream().map(line -> before(line).code()).collect(Collectors.toSet());
        // whoever opens a case refers to these rows and waits here until the move is written
        jdbc.sql("select id from organization where school_code in (:codes) order by id for update")
                .param("codes", codes)
                .query(Long.class)
                .list();
        codes.removeAll(of(codes).keySet());
        for (Line line : moving) {
            Organization school = before(line);
            if (codes.contains(school.code())) {
                move(
                        school,
                        Objects.requireNonNull(
                                units.get(Objects.requireNonNull(line.row()).leagueUnit())),
                        by);
            }
        }
        return codes;
    }

    private void move(Organization school, Organization unit, String by) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                        update organization set unit_code = :unit, changed_at = :now,
                            parent_id = case kind when 'SCHOOL' then :parent else parent_id end
                        where school_code = :school""")
                .param("unit", unit.code())
                .param("now", now)
                .param("parent", unit.id())
                .param("school", school.code())
                .update();
        jdbc.sql("""
                        insert into organization_history (organization_id, change, before_value, after_value, reason,
                            changed_by, at)
                        values (:id, 'MOVED', (select name from organization where code = :before), :after, '名录导入',
                            :by, :now)""")
                .param("id", school.id())
                .param("before", school.unitCode())
                .param("after", unit.name())
                .param("by", by)
                .param("now", now)
                .update();
        groups.move(school, unit);
        ties.orderedStream().forEach(feature -> feature.moved(school.code(), unit.code()));
    }

    private static Organization before(Line line) {
        return Objects.requireNonNull(line.before());
    }
}
