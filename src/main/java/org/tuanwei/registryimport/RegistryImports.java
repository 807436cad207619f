package org.tuanwei.registryimport;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.organization.RegistryRow;
import org.tuanwei.registryimport.MinistryList.Section;

/** Lists that were uploaded, on their way from preview to registry; kept in the database, so any node goes on. */
@Repository
class RegistryImports {

    private static final String COLUMNS = """
            i.id, i.file_name, i.title, i.uploaded_by, i.uploaded_at, i.state, i.counts_differ, i.confirmed_by, \
            i.finished_at, i.outcome, (select count(*) from registry_import_row r where r.import_id = i.id) as size""";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;

    RegistryImports(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /** How far a list is. */
    enum State {
        PREVIEW("待确认", "YELLOW"),
        CONFIRMED("正在导入", "YELLOW"),
        DONE("已导入", "GREEN"),
        FAILED("导入失败", "RED"),
        DISCARDED("已放弃", "GREY");

        private final String label;
        private final String light;

        State(String label, String light) {
            this.label = label;
            this.light = light;
        }

        public String label() {
            return label;
        }

        /** The colour that stands beside the word. */
        public String light() {
            return light;
        }
    }

    /** An uploaded list. */
    record Import(
            long id,
            String fileName,
            String title,
            String uploadedBy,
            Instant uploadedAt,
            State state,
            boolean countsDiffer,
            @Nullable String confirmedBy,
            @Nullable Instant finishedAt,
            @Nullable String outcome,
            int size) {}

    /** How far the writing is. */
    record Progress(String step, int done, int total) {

        public int percent() {
            return total == 0 ? 0 : Math.min(100, 100 * done / total);
        }
    }

    long add(String fileName, String hash, String by, MinistryList list) {
        long id = jdbc.sql("""
                        insert into registry_import (file_name, file_hash, title, uploaded_by, uploaded_at, state,
                            counts_differ)
                        values (:name, :hash, :title, :by, :now, 'PREVIEW', :differ) returning id""")
                .param("name", fileName)
                .param("hash", hash)
                .param("title", list.title())
                .param("by", by)
                .param("now", now())
                .param("differ", list.countsDiffer())
                .query(Long.class)
                .single();
        List<Object[]> sections = new ArrayList<>();
        for (Section section : list.sections()) {
            sections.add(
                    new Object[] {id, sections.size() + 1, section.province(), section.stated(), section.counted()});
        }
        batches.batchUpdate(
                "insert into registry_import_section (import_id, number, province, stated, counted) values (?, ?, ?, ?, ?)",
                sections);
        batches.batchUpdate(
                """
                insert into registry_import_row (import_id, number, code, name, league_unit, city, level, department,
                    note, derived_type, school_type) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                list.rows().stream()
                        .map(row -> new Object[] {
                            id,
                            row.position(),
                            row.code(),
                            row.name(),
                            row.leagueUnit(),
                            row.city(),
                            row.level(),
                            row.department(),
                            row.note(),
                            row.derivedType(),
                            row.schoolType()
                        })
                        .toList());
        return id;
    }

    /** The same file still waiting for its confirmation, so that uploading it again opens it again. */
    Optional<Long> waiting(String hash) {
        return jdbc.sql(
                        "select id from registry_import where file_hash = :hash and state = 'PREVIEW' order by id desc limit 1")
                .param("hash", hash)
                .query(Long.class)
                .optional();
    }

    Optional<Import> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from registry_import i where i.id = :id")
                .param("id", id)
                .query(RegistryImports::map)
                .optional();
    }

    /** The latest, newest first. */
    List<Import> latest() {
        return jdbc.sql("select " + COLUMNS + " from registry_import i order by i.id desc limit 20")
                .query(RegistryImports::map)
                .list();
    }

    List<Section> sections(long id) {
        return jdbc.sql(
                        "select province, stated, counted from registry_import_section where import_id = :id order by number")
                .param("id", id)
                .query((row, n) -> new Section(row.getString(1), row.getInt(2), row.getInt(3)))
                .list();
    }

    List<RegistryRow> rows(long id) {
        return jdbc.sql("select * from registry_import_row where import_id = :id order by number")
                .param("id", id)
                .query((row, n) -> new RegistryRow(
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("league_unit"),
                        row.getString("city"),
                        row.getString("level"),
                        row.getString("department"),
                        row.getString("note"),
                        row.getString("derived_type"),
                        row.getString("school_type"),
                        row.getInt("number"),
                        List.of()))
                .list();
    }

    /** @return whether there was such a row in a list that still waits */
    boolean correctType(long id, String code, String type) {
        return jdbc.sql("""
                                update registry_import_row r set school_type = :type from registry_import i
                                where i.id = r.import_id and i.id = :id and i.state = 'PREVIEW' and r.code = :code""")
                        .param("type", type)
                        .param("id", id)
                        .param("code", code)
                        .update()
                > 0;
    }

    /** @return whether it waited until now: a second click finds nothing to do */
    boolean confirm(long id, String by) {
        return jdbc.sql("""
                                update registry_import set state = 'CONFIRMED', confirmed_by = :by, confirmed_at = :now
                                where id = :id and state = 'PREVIEW'""").param("by", by).param("now", now()).param("id", id).update() > 0;
    }

    boolean discard(long id) {
        return jdbc.sql("update registry_import set state = 'DISCARDED' where id = :id and state = 'PREVIEW'")
                        .param("id", id)
                        .update()
                > 0;
    }

    Optional<Import> confirmed() {
        return jdbc.sql("select " + COLUMNS + " from registry_import i where i.state = 'CONFIRMED'")
                .query(RegistryImports::map)
                .optional();
    }

    void finish(long id, State state, String outcome) {
        jdbc.sql("""
                        update registry_import set state = :state, outcome = :outcome, finished_at = :now
                        where id = :id and state = 'CONFIRMED'""")
                .param("state", state.name())
                .param("outcome", outcome)
                .param("now", now())
                .param("id", id)
                .update();
    }

    void note(long id, Progress progress) {
        jdbc.sql("""
                        insert into registry_import_progress (import_id, step, done, total, at)
                        values (:id, :step, :done, :total, :now)
                        on conflict (import_id) do update set step = excluded.step, done = excluded.done,
                            total = excluded.total, at = excluded.at""")
                .param("id", id)
                .param("step", progress.step())
                .param("done", progress.done())
                .param("total", progress.total())
                .param("now", now())
                .update();
    }

    Progress progress(long id) {
        return jdbc.sql("select step, done, total from registry_import_progress where import_id = :id")
                .param("id", id)
                .query((row, n) -> new Progress(row.getString(1), row.getInt(2), row.getInt(3)))
                .optional()
                .orElse(new Progress("即将开始", 0, 0));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Import map(ResultSet row, int n) throws SQLException {
        Timestamp finished = row.getTimestamp("finished_at");
        return new Import(
                row.getLong("id"),
                row.getString("file_name"),
                row.getString("title"),
                row.getString("uploaded_by"),
                row.getTimestamp("uploaded_at").toInstant(),
                State.valueOf(row.getString("state")),
                row.getBoolean("counts_differ"),
                row.getString("confirmed_by"),
                finished == null ? null : finished.toInstant(),
                row.getString("outcome"),
                row.getInt("size"));
    }
}
