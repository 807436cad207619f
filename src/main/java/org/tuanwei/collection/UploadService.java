package org.tuanwei.collection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.collection.Happenings.What;
import org.tuanwei.collection.RowService.Outcome;
import org.tuanwei.collection.RowVersion.Channel;
import org.tuanwei.collection.RowVersion.Source;
import org.tuanwei.contacttable.CheckedTable;
import org.tuanwei.contacttable.ContactTables;
import org.tuanwei.contacttable.Finding;
import org.tuanwei.contacttable.TableReading;
import org.tuanwei.contacttable.TableRow;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Viewers;

/** An uploaded table: looked at, answered, its good rows taken; sent again it updates school by school (J1). */
@Service
class UploadService {

    private final Uploads uploads;
    private final UnitRounds units;
    private final SchoolRows rows;
    private final RowService rowService;
    private final Happenings happenings;
    private final ContactTables tables;
    private final CollectionProcess process;
    private final Workflow workflow;
    private final Organizations organizations;
    private final Viewers viewers;

    UploadService(
            Uploads uploads,
            UnitRounds units,
            SchoolRows rows,
            RowService rowService,
            Happenings happenings,
            ContactTables tables,
            CollectionProcess process,
            Workflow workflow,
            Organizations organizations,
            Viewers viewers) {
        this.uploads = uploads;
        this.units = units;
        this.rows = rows;
        this.rowService = rowService;
        this.happenings = happenings;
        this.tables = tables;
        this.process = process;
        this.workflow = workflow;
        this.organizations = organizations;
        this.viewers = viewers;
    }

    /** What a row of the file means for the unit's table. */
    enum Verdict {
        NEW("新填", "GREEN", true),
        UPDATE("更新", "GREEN", true),
        SAME("与现有相同", "GREY", false),
        CONFLICT("与学校确认不同，以学校为准", "YELLOW", true),
        EXEMPT("学校已豁免，不收", "GREY", false),
        NOT_ASKED("不在本轮名单，不收", "YELLOW", false),
        FOREIGN("不是本校，不收", "RED", false),
        CHOOSE("请选择学校", "YELLOW", false),
        WRONG("有误，须更正", "RED", false);

        private final String label;
        private final String light;
        private final boolean takes;

        Verdict(String label, String light, boolean takes) {
            this.label = label;
            this.light = light;
            this.takes = takes;
        }

        public String label() {
            return label;
        }

        /** The colour that stands beside the word. */
        public String light() {
            return light;
        }

        /** Whether taking the good rows does anything with it. */
        public boolean takes() {
            return takes;
        }
    }

    /**
     * A row of the file as the preview shows it.
     *
     * @param before what stands in the table now
     * @param school the row of the table that it means; none where the school is not certain or not asked
     * @param hidden whether Excel does not show it
     */
    record Line(
            TableRow row,
            List<Finding> findings,
            Verdict verdict,
            @Nullable RowVersion before,
            @Nullable SchoolRow school,
            boolean hidden) {

        /** The name of its field on the page when the school has to be chosen. */
        public String choiceName() {
            return "choice:" + mark(row.key());
        }
    }

    /** The whole file as the preview shows it. */
    record Preview(CheckedTable table, List<Line> lines) {
        public long taking() {
            return lines.stream().filter(line -> line.verdict().takes()).count();
        }

        public long count(Verdict verdict) {
            return lines.stream().filter(line -> line.verdict() == verdict).count();
        }

        public long choosing() {
            return count(Verdict.CHOOSE);
        }

        public long failed() {
            return count(Verdict.WRONG) + count(Verdict.CHOOSE) + count(Verdict.FOREIGN);
        }
    }

    /** What became of the rows. */
    record Taken(int stored, int unchanged, int conflicts, int left) {}

    /**
     * Keeps the file for looking at it; nothing of it counts yet.
     *
     * @param rowId the school that sends it for itself, none for a unit's table
     * @throws org.tuanwei.contacttable.TableRefused where the file as a whole cannot be read
     */
    @Transactional
    public long put(UnitRound unit, @Nullable Long rowId, String fileName, byte[] content) {
        CheckedTable checked = tables.check(read(unit, fileName, content), Map.of());
        return uploads.add(
                unit.id(),
                rowId,
                fileName,
                content,
                SendingService.sha256(content),
                checked.goodRows().size(),
                checked.failedRows().size(),
                viewers.current().userId());
    }

    /** Reads and checks the kept file anew: the registry, the rules and the table may have moved on. */
    @Transactional(readOnly = true)
    public Preview preview(Upload upload) {
        CheckedTable checked = check(upload);
        Set<TableRow.Key> good = checked.goodRows().stream().map(TableRow::key).collect(Collectors.toSet());
        Map<Long, RowVersion> current = rows.currentOf(upload.collectionId());
        Map<String, SchoolRow> bySchool = rows.ofCollection(upload.collectionId()).stream()
                .collect(Collectors.toMap(SchoolRow::schoolCode, row -> row));
        Map<TableRow.Key, List<Finding>> findings = checked.findingsByRow();
        List<Line> lines = new ArrayList<>();
        for (TableRow row : checked.rows()) {
            Organization matched = row.match().school();
            SchoolRow school = matched == null ? null : bySchool.get(matched.code());
            RowVersion before = school == null ? null : current.get(school.id());
            lines.add(new Line(
                    row,
                    findings.getOrDefault(row.key(), List.of()),
                    verdict(upload, row, good.contains(row.key()), school, before),
                    before,
                    school,
                    checked.reading().hiddenRows().contains(row.key())));
        }
        return new Preview(checked, lines);
    }

    private static Verdict verdict(
            Upload upload, TableRow row, boolean good, @Nullable SchoolRow school, @Nullable RowVersion before) {
        if (!good) {
            return row.match().candidates().isEmpty() ? Verdict.WRONG : Verdict.CHOOSE;
        }
        if (school == null) {
            return Verdict.NOT_ASKED;
        }
        Long own = upload.rowId();
        if (own != null && school.id() != own) {
            return Verdict.FOREIGN;
        }
        if (school.state() == SchoolRow.State.EXEMPT) {
            return Verdict.EXEMPT;
        }
        if (before == null) {
            return Verdict.NEW;
        }
        if (school.state() != SchoolRow.State.FILLED) {
            return Verdict.UPDATE;
        }
        if (before.says(row.entry())) {
            return own != null && before.source() != Source.SCHOOL ? Verdict.UPDATE : Verdict.SAME;
        }
        return own == null && before.source() == Source.SCHOOL ? Verdict.CONFLICT : Verdict.UPDATE;
    }

    /** The official says which schools the rows with close names mean. */
    @Transactional
    public void choose(Upload upload, Map<String, String> params) {
        Map<String, String> choices = new HashMap<>(upload.choices());
        params.forEach((name, value) -> {
            if (name.startsWith("choice:")) {
                String key = name.substring("choice:".length());
                if (value.isBlank()) {
                    choices.remove(key);
                } else {
                    choices.put(key, value.strip());
                }
            }
        });
        UnitRound unit = units.get(upload.collectionId());
        CheckedTable checked = tables.check(read(unit, upload.fileName(), uploads.content(upload.id())), keys(choices));
        uploads.choose(
                upload.id(),
                choices,
                checked.goodRows().size(),
                checked.failedRows().size());
    }

    /** Takes the good rows, each through the same door as what is typed. @throws FormRefused when it was taken before */
    @Transactional
    public Taken take(Upload upload) {
        if (!uploads.settle(upload.id(), Upload.State.TAKEN)) {
            throw new FormRefused("", "这份工作簿已经收下或放弃，不重复收取；如有更正，请重新上传");
        }
        UnitRound unit = units.lock(upload.collectionId());
        if (!unit.state().open()) {
            throw new FormRefused("", "统计表" + unit.state().label() + "，现在不能修改");
        }
        Preview preview = preview(upload);
        int stored = 0;
        int unchanged = 0;
        int conflicts = 0;
        for (Line line : preview.lines()) {
            if (line.verdict() == Verdict.SAME) {
                unchanged++;
            }
            if (!line.verdict().takes()) {
                continue;
            }
            switch (takeLine(upload, line)) {
                case STORED -> stored++;
                case UNCHANGED -> unchanged++;
                case CONFLICT -> conflicts++;
            }
        }
        uploads.noteTaken(upload.id(), stored + conflicts);
        if (upload.rowId() == null) {
            happenings.tell(
                    unit.id(),
                    What.IMPORTED,
                    "收下 " + stored + " 行，未变 " + unchanged + " 行，与学校确认不同 " + conflicts + " 行，有误 " + preview.failed()
                            + " 行");
        }
        return new Taken(stored, unchanged, conflicts, (int) preview.failed());
    }

    private Outcome takeLine(Upload upload, Line line) {
        SchoolRow row = Objects.requireNonNull(line.school());
        if (upload.rowId() == null) {
            return rowService.supply(row.id(), line.row().entry(), Channel.FILE, upload.id());
        }
        Outcome outcome = rowService.fill(row.id(), line.row().entry(), Channel.FILE, upload.id());
        Optional<HumanTask> task = process.openTask(row).filter(open -> workflow.mayWorkOn(open.taskId()));
        // the task asks for what the file has just answered: the same values complete it and store nothing more
        task.ifPresent(open ->
                workflow.complete(open.taskId(), RowForms.values(line.row().entry())));
        return outcome;
    }

    @Transactional
    public void discard(Upload upload) {
        uploads.settle(upload.id(), Upload.State.DISCARDED);
    }

    /** The official's own file with everything marked in it. */
    @Transactional(readOnly = true)
    public byte[] annotated(Upload upload) {
        return tables.annotated(uploads.content(upload.id()), check(upload));
    }

    /** Only the rows that were not taken. */
    @Transactional(readOnly = true)
    public byte[] failedRows(Upload upload) {
        return tables.failedRows(check(upload));
    }

    private CheckedTable check(Upload upload) {
        UnitRound unit = units.get(upload.collectionId());
        return tables.check(read(unit, upload.fileName(), uploads.content(upload.id())), keys(upload.choices()));
    }

    private TableReading read(UnitRound unit, String fileName, byte[] content) {
        return tables.read(content, fileName, organizations.require(unit.unitCode()));
    }

    static String mark(TableRow.Key key) {
        return key.sheet() + "!" + key.number();
    }

    private static Map<TableRow.Key, String> keys(Map<String, String> choices) {
        Map<TableRow.Key, String> keys = new HashMap<>();
        choices.forEach((mark, code) -> {
            int at = mark.lastIndexOf('!');
            if (at > 0 && mark.substring(at + 1).matches("\\d{1,7}")) {
                keys.put(new TableRow.Key(mark.substring(0, at), Integer.parseInt(mark.substring(at + 1))), code);
            }
        });
        return keys;
    }
}
