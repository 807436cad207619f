package org.tuanwei.collection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.collection.RowVersion.Channel;
import org.tuanwei.collection.RowVersion.Source;
import org.tuanwei.collection.SchoolRow.State;
import org.tuanwei.contacttable.ContactEntry;
import org.tuanwei.organization.Organization;

/** Stores the rows of the tables and every version of them. */
@Repository
class SchoolRows {

    static final String COLUMNS = """
            r.id, r.collection_id, r.organization_id, r.unit_code, r.school_code, o.name as school_name,
                o.school_type, r.state, r.current_version, r.late, r.filled_at, r.return_reason, r.returned_level,
                r.objection, r.exempt_reason, r.conflict""";

    private static final String SELECT =
            "select " + COLUMNS + " from collection_row r join organization o on o.id = r.organization_id";

    private static final String VERSION = """
            select v.id, v.row_id, v.version, v.school_type, v.contact_name, v.position, v.phone, v.mobile, v.email,
                v.source, v.channel, v.adopted, v.recorded_by, v.recorded_at, o.name as school_name
            from collection_row_version v join collection_row r on r.id = v.row_id
                join organization o on o.id = r.organization_id""";

    /** How many rows stand where. */
    record Counts(int total, int filled, int missing, int returned, int exempt, int late, int conflicts, int objected) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

        /** Schools that have to be filled in. */
        public int expected() {
            return total - exempt;
        }

        /** 85%, or — where none is expected. */
        public String rate() {
            return expected() == 0 ? "—" : Math.round(100.0 * filled / expected()) + "%";
        }
    }

    /** What a school has filled in. */
    record Filled(String schoolCode, ContactEntry entry) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    SchoolRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Empty when the school has its row already. @param exemptReason none for a school that has to fill in */
    Optional<Long> add(long collectionId, Organization school, @Nullable String exemptReason) {
        return jdbc.sql("""
                        insert into collection_row (collection_id, organization_id, unit_code, school_code, state,
                            exempt_reason)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing returning id""")
                .params(
                        collectionId,
                        school.id(),
                        school.unitCode(),
                        school.code(),
                        exemptReason == null ? State.MISSING.name() : State.EXEMPT.name(),
                        exemptReason)
                .query(Long.class)
                .optional();
    }

    Optional<SchoolRow> find(long id) {
        return jdbc.sql(SELECT + " where r.id = ?")
                .param(id)
                .query(SchoolRows::map)
                .optional();
    }

    SchoolRow get(long id) {
        return find(id).orElseThrow();
    }

    List<SchoolRow> ofCollection(long collectionId) {
        return jdbc.sql(SELECT + " where r.collection_id = ? order by o.code")
                .param(collectionId)
                .query(SchoolRows::map)
                .list();
    }

    /** Rows that are filled in or were, with their content; a school without content is not there. */
    List<Filled> filledOf(Collection<Long> collectionIds) {
        return jdbc.sql("""
                        select r.school_code, o.name as school_name, v.school_type, v.contact_name, v.position, v.phone,
                            v.mobile, v.email
                        from collection_row r join organization o on o.id = r.organization_id
                            join collection_row_version v on v.row_id = r.id and v.version = r.current_version
                        where r.collection_id = any(?::bigint[]) and r.state <> 'EXEMPT'
                        order by array_position(?::bigint[], r.collection_id), r.school_code""")
                .params(collectionIds.toArray(Long[]::new), collectionIds.toArray(Long[]::new))
                .query((row, n) -> new Filled(row.getString("school_code"), entry(row)))
                .list();
    }

    /** Names of the schools that keep the unit from sending its table in. */
    List<String> blocking(long collectionId) {
        return jdbc.sql("select o.name from collection_row r join organization o on o.id = r.organization_id"
                        + " where r.collection_id = ? and r.state in ('MISSING', 'RETURNED') order by o.code")
                .param(collectionId)
                .query(String.class)
                .list();
    }

    /** Codes of the unit's schools that take part but are not asked in this table, or were exempt. */
    List<String> notAsked(UnitRound unit) {
        return jdbc.sql("""
                        select o.code from organization o
                        where o.kind = 'SCHOOL' and o.unit_code = ? and o.status = 'ACTIVE' and not exists (
                            select from collection_row r
                            where r.collection_id = ? and r.organization_id = o.id and r.state <> 'EXEMPT')
                        order by o.code""")
                .params(unit.unitCode(), unit.id())
                .query(String.class)
                .list();
    }

    Optional<SchoolRow> of(long collectionId, String schoolCode) {
        return jdbc.sql(SELECT + " where r.collection_id = ? and r.school_code = ?")
                .params(collectionId, schoolCode)
                .query(SchoolRows::map)
                .optional();
    }

    /** The school's rows in all rounds, the newest first. */
    List<SchoolRow> ofSchool(String schoolCode) {
        return jdbc.sql(SELECT + " where r.school_code = ? order by r.id desc limit 100")
                .param(schoolCode)
                .query(SchoolRows::map)
                .list();
    }

    Counts counts(long collectionId) {
        return countsOf(List.of(collectionId)).getOrDefault(collectionId, Counts.NONE);
    }

    Map<Long, Counts> countsOf(List<Long> collectionIds) {
        Map<Long, Counts> counts = new HashMap<>();
        if (!collectionIds.isEmpty()) {
            jdbc.sql("""
                            select collection_id, count(*), count(*) filter (where state = 'FILLED'),
                                count(*) filter (where state = 'MISSING'), count(*) filter (where state = 'RETURNED'),
                                count(*) filter (where state = 'EXEMPT'), count(*) filter (where late),
                                count(*) filter (where conflict), count(*) filter (where objection is not null)
                            from collection_row where collection_id in (:ids) group by collection_id""")
                    .param("ids", collectionIds)
                    .query((row, n) -> counts.put(
                            row.getLong(1),
                            new Counts(
                                    row.getInt(2),
                                    row.getInt(3),
                                    row.getInt(4),
                                    row.getInt(5),
                                    row.getInt(6),
                                    row.getInt(7),
                                    row.getInt(8),
                                    row.getInt(9))))
                    .list();
        }
        return counts;
    }

    /** The content of the row as it counts now. */
    Optional<RowVersion> current(SchoolRow row) {
        return row.currentVersion() == null
                ? Optional.empty()
                : jdbc.sql(VERSION + " where v.row_id = ? and v.version = ?")
                        .params(row.id(), row.currentVersion())
                        .query(SchoolRows::version)
                        .optional();
    }

    /** The content of all rows of a unit's table, by row. */
    Map<Long, RowVersion> currentOf(long collectionId) {
        return current("r.collection_id", List.of(collectionId));
    }

    /** The content of these rows, by row. */
    Map<Long, RowVersion> currentOfRows(Collection<Long> ids) {
        return current("r.id", ids);
    }

    private Map<Long, RowVersion> current(String column, Collection<Long> ids) {
        Map<Long, RowVersion> found = new HashMap<>();
        jdbc.sql(VERSION + " where " + column + " = any(?::bigint[]) and v.version = r.current_version")
                .param(ids.toArray(Long[]::new))
                .query(SchoolRows::version)
                .list()
                .forEach(version -> found.put(version.rowId(), version));
        return found;
    }

    /** Every version, the newest first. */
    List<RowVersion> versions(long rowId) {
        return jdbc.sql(VERSION + " where v.row_id = ? order by v.version desc")
                .param(rowId)
                .query(SchoolRows::version)
                .list();
    }

    /** Adds a version. @return its number */
    int addVersion(
            long rowId,
            ContactEntry entry,
            Source source,
            Channel channel,
            boolean adopted,
            @Nullable Long uploadId,
            String by) {
        return jdbc.sql("""
                        insert into collection_row_version (row_id, version, school_type, contact_name, position, phone,
                            mobile, email, source, channel, adopted, upload_id, recorded_by, recorded_at)
                        values (:row, (select coalesce(max(version), 0) + 1 from collection_row_version
                            where row_id = :row), :type, :name, nullif(:position, ''), nullif(:phone, ''),
                            nullif(:mobile, ''), :email, :source, :channel, :adopted, :upload, :by, :now)
                        returning version""")
                .param("row", rowId)
                .param("type", entry.type())
                .param("name", entry.contactName())
                .param("position", entry.position())
                .param("phone", entry.phone())
                .param("mobile", entry.mobile())
                .param("email", entry.email())
                .param("source", source.name())
                .param("channel", channel.name())
                .param("adopted", adopted)
                .param("upload", uploadId)
                .param("by", by)
                .param("now", now())
                .query(Integer.class)
                .single();
    }

    /** The row counts as filled in with this version; lateness is decided the first time and stays. */
    void noteFilled(long id, int version, boolean late, boolean conflict) {
        jdbc.sql("""
                        update collection_row set state = 'FILLED', current_version = :version,
                            late = case when filled_at is null then :late else late end,
                            filled_at = coalesce(filled_at, :now), return_reason = null, returned_by = null,
                            returned_level = null, objection = null, objected_by = null, conflict = :conflict
                        where id = :id""")
                .param("id", id)
                .param("version", version)
                .param("late", late)
                .param("conflict", conflict)
                .param("now", now())
                .update();
    }

    void noteConflict(long id, boolean conflict) {
        jdbc.sql("update collection_row set conflict = ? where id = ?")
                .params(conflict, id)
                .update();
    }

    void noteReturned(long id, String reason, String by, String level) {
        jdbc.sql("""
                        update collection_row set state = 'RETURNED', return_reason = ?, returned_by = ?,
                            returned_level = ?, objection = null, objected_by = null where id = ?""").params(reason, by, level, id).update();
    }

    void noteObjection(long id, @Nullable String objection, @Nullable String by) {
        jdbc.sql("update collection_row set objection = ?, objected_by = ? where id = ?")
                .params(objection, by, id)
                .update();
    }

    void noteExempt(long id, String reason) {
        jdbc.sql("""
                        update collection_row set state = 'EXEMPT', exempt_reason = ?, return_reason = null,
                            returned_by = null, returned_level = null, objection = null, conflict = false
                        where id = ?""").params(reason, id).update();
    }

    /** Takes an exemption back: the school has to fill in after all. */
    void noteMissing(long id) {
        jdbc.sql("update collection_row set state = 'MISSING', exempt_reason = null where id = ?")
                .param(id)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    static SchoolRow map(ResultSet row, int n) throws SQLException {
        Timestamp filled = row.getTimestamp("filled_at");
        return new SchoolRow(
                row.getLong("id"),
                row.getLong("collection_id"),
                row.getLong("organization_id"),
                row.getString("unit_code"),
                row.getString("school_code"),
                row.getString("school_name"),
                row.getString("school_type"),
                State.valueOf(row.getString("state")),
                row.getObject("current_version", Integer.class),
                row.getBoolean("late"),
                filled == null ? null : instant(filled),
                row.getString("return_reason"),
                row.getString("returned_level"),
                row.getString("objection"),
                row.getString("exempt_reason"),
                row.getBoolean("conflict"));
    }

    static RowVersion version(ResultSet row, int n) throws SQLException {
        return new RowVersion(
                row.getLong("id"),
                row.getLong("row_id"),
                row.getInt("version"),
                entry(row),
                Source.valueOf(row.getString("source")),
                Channel.valueOf(row.getString("channel")),
                row.getBoolean("adopted"),
                row.getString("recorded_by"),
                row.getTimestamp("recorded_at").toInstant());
    }

    private static ContactEntry entry(ResultSet row) throws SQLException {
        return new ContactEntry(
                row.getString("school_name"),
                row.getString("school_type"),
                row.getString("contact_name"),
                orEmpty(row.getString("position")),
                orEmpty(row.getString("phone")),
                orEmpty(row.getString("mobile")),
                row.getString("email"));
    }

    private static Instant instant(Timestamp at) {
        return at.toInstant();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
