package org.tuanwei.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.organization.Organization.Kind;
import org.tuanwei.organization.Organization.Status;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Viewer;

/** Reads the tree: by code, by name as people type it, upwards to the superior, and who may see whom. */
@Service
@Transactional(readOnly = true)
public class Organizations {

    static final String COLUMNS = """
            o.id, o.code, o.kind, o.name, o.short_name, o.school_type, o.parent_id, o.unit_code, o.school_code, \
            o.city, o.level, o.department, o.status, o.status_reason, o.merged_into_id""";

    private static final int MAX_HITS = 20;

    private final JdbcClient jdbc;

    Organizations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Organization> byCode(String code) {
        return jdbc.sql("select " + COLUMNS + " from organization o where o.code = :code")
                .param("code", code)
                .query(Organizations::map)
                .optional();
    }

    /** By code, or by the full present name where no other unit or school has the same. */
    public Optional<Organization> byCodeOrName(String text) {
        String typed = text.strip();
        Optional<Organization> found = byCode(typed);
        if (found.isPresent()) {
            return found;
        }
        List<Organization> named = jdbc.sql("select " + COLUMNS
                        + " from organization o where o.name = :name and o.kind <> 'BRANCH' order by o.id limit 2")
                .param("name", typed)
                .query(Organizations::map)
                .list();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    /** Throws {@link NoSuchElementException} when there is no such code. */
    public Organization require(String code) {
        return byCode(code).orElseThrow(() -> new NoSuchElementException("no organisation with code " + code));
    }

    /** Throws {@link NoSuchElementException} when there is no such id. */
    public Organization get(long id) {
        return jdbc.sql("select " + COLUMNS + " from organization o where o.id = :id")
                .param("id", id)
                .query(Organizations::map)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no organisation with id " + id));
    }

    /** Those of these ids that exist, by id. */
    public Map<Long, Organization> byIds(Collection<Long> ids) {
        Map<Long, Organization> found = new LinkedHashMap<>();
        jdbc.sql("select " + COLUMNS + " from organization o where o.id = any(?)")
                .param(ids.toArray(Long[]::new))
                .query(Organizations::map)
                .list()
                .forEach(organization -> found.put(organization.id(), organization));
        return found;
    }

    /** The level above: unit → centre, school → unit, class branch → school, partner → centre. */
    public Organization superiorOf(Organization organization) {
        Long parent = organization.parentId();
        if (parent == null) {
            throw new IllegalArgumentException("the centre has no superior");
        }
        return get(parent);
    }

    /** The group that acts for the organisation; a class branch is acted for by its school. */
    public String ownerGroup(Organization organization) {
        return switch (organization.kind()) {
            case CENTRE -> Groups.CENTRE_STAFF;
            case PARTNER -> Groups.TENCENT;
            case UNIT -> Groups.staffOf(organization.unitCode());
            case SCHOOL, BRANCH -> Groups.school(schoolCodeOf(organization));
        };
    }

    /** The staff group above the one that acts; for a class branch the unit, because its school acts. */
    public String superiorGroup(Organization organization) {
        return switch (organization.kind()) {
            case CENTRE -> Groups.CENTRE_LEAD;
            case PARTNER, UNIT -> Groups.CENTRE_STAFF;
            case SCHOOL, BRANCH -> Groups.staffOf(organization.unitCode());
        };
    }

    /** The League units by code. */
    public List<Organization> units() {
        return jdbc.sql("select " + COLUMNS + " from organization o where o.kind = 'UNIT' order by o.code")
                .query(Organizations::map)
                .list();
    }

    /** The League units a list may be narrowed to by this viewer: all for whoever looks beyond one. */
    public List<Organization> unitsOf(Viewer viewer) {
        return units().stream()
                .filter(unit -> viewer.nationwide()
                        || viewer.isTencent()
                        || viewer.unitCodes().contains(unit.code()))
                .toList();
    }

    /** What hangs directly below, in the order of the codes. */
    public List<Organization> below(Organization organization) {
        return jdbc.sql("select " + COLUMNS
                        + " from organization o where o.parent_id = :id order by length(o.code), o.code")
                .param("id", organization.id())
                .query(Organizations::map)
                .list();
    }

    /** The schools below a unit that are neither ended nor exempt. */
    public List<Organization> schoolsTakingPart(Organization unit) {
        return below(unit).stream()
                .filter(school -> school.isSchool() && school.isActive())
                .toList();
    }

    /** Former names, the latest first. */
    public List<String> formerNames(Organization organization) {
        return jdbc.sql("select name from organization_name where organization_id = :id order by id desc")
                .param("id", organization.id())
                .query(String.class)
                .list();
    }

    /** Units and schools by name, former name, abbreviation, pinyin or code, the likeliest first; at most 20. */
    public List<Organization> search(String text, int limit) {
        return search(text, limit, Set.of(Kind.UNIT, Kind.SCHOOL), Set.of(Status.ACTIVE, Status.EXEMPT));
    }

    /** The same among the given kinds and states. */
    public List<Organization> search(String text, int limit, Set<Kind> kinds, Set<Status> states) {
        String typed = SearchText.fold(text);
        int most = Math.min(limit, MAX_HITS);
        if (typed.isEmpty() || typed.length() > 60 || most < 1) {
            return List.of();
        }
        Map<String, Object> params = new LinkedHashMap<>();
        String matches = SearchText.condition(typed, params);
        String literal = SearchText.literal(typed);
        params.put("typed", typed);
        params.put("starts", literal + "%");
        params.put("line", "%\n" + literal + "\n%");
        params.put("contains", "%" + literal + "%");
        params.put("lineStarts", "%\n" + literal + "%");
        params.put("spreadFromStart", SearchText.spread(typed) + "%");
        params.put("kinds", names(kinds));
        params.put("states", names(states));
        params.put("limit", most);
        return jdbc.sql("select " + COLUMNS
                        + " from organization o where o.kind in (:kinds) and o.status in (:states) and "
                        + matches
                        + " "
                        + """
                        order by case
                            when lower(o.code) = :typed then 0
                            when lower(o.name) = :typed or lower(o.short_name) = :typed then 1
                            when o.search_text like :line and o.pinyin_initials <> :typed then 2
                            when lower(o.name) like :starts then 3
                            when o.pinyin_initials = :typed then 4
                            when o.pinyin_initials like :starts then 5
                            when o.search_text like :lineStarts then 6
                            when o.name like :spreadFromStart then 7
                            when o.search_text like :contains then 8
                            else 9 end,
                          case o.kind when 'UNIT' then 0 when 'SCHOOL' then 1 else 2 end,
                          length(o.name), o.code
                        limit :limit""")
                .params(params)
                .query(Organizations::map)
                .list();
    }

    /** Whether all of it is open to the viewer: his own organisation and what hangs below it. */
    public boolean visibleTo(Viewer viewer, Organization organization) {
        return SubtreeScope.of(viewer).contains(organization.unitCode(), organization.schoolCode());
    }

    /** Its place in the tree, for the access table. */
    public static AccessPolicy.Target target(Organization organization) {
        return target(organization, false);
    }

    /** The same, with whether it waits for the partner or has a problem with it. */
    public static AccessPolicy.Target target(Organization organization, boolean atPartner) {
        return new AccessPolicy.Target(
                organization.unitCode(), organization.schoolCode(), organization.isBranch(), atPartner);
    }

    static List<String> names(Collection<? extends Enum<?>> values) {
        return values.stream().<String>map(Enum::name).toList();
    }

    private static String schoolCodeOf(Organization organization) {
        String code = organization.schoolCode();
        if (code == null) {
            throw new IllegalStateException("no school above " + organization.code());
        }
        return code;
    }

    static Organization map(ResultSet row, int number) throws SQLException {
        return new Organization(
                row.getLong("id"),
                row.getString("code"),
                Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("short_name"),
                row.getString("school_type"),
                row.getObject("parent_id", Long.class),
                row.getString("unit_code"),
                row.getString("school_code"),
                row.getString("city"),
                row.getString("level"),
                row.getString("department"),
                Status.valueOf(row.getString("status")),
                row.getString("status_reason"),
                row.getObject("merged_into_id", Long.class));
    }
}
