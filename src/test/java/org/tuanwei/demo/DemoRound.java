package org.tuanwei.demo;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.contacttable.ContactEntry;
import org.tuanwei.contacttable.ContactTables;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.organization.Organizations;
import org.tuanwei.testing.Client;
import org.tuanwei.testing.MovableClock;

/** A round of the contact table with provinces at every stage, and one that is late with a round of its own. */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoRound {

    private static final Logger log = LoggerFactory.getLogger(DemoRound.class);
    private static final Duration A_WHILE_AGO = Duration.ofDays(9);
    private static final String LATE = "420000";
    private static final String PROCESS = "contact-collection.";
    private static final List<String> NAMES = List.of("林溪", "苏明远", "顾念慈", "程一诺", "叶知秋", "方若谷");

    /** What each school lacks to be filled in: nobody of these does it in the demo. */
    private enum Filling {
        NONE,
        MOST,
        ALL
    }

    private final DemoHands hands;
    private final DemoSchools schools;
    private final ContactTables tables;
    private final Organizations organizations;
    private final JdbcClient jdbc;
    private final WorkingCalendar calendar;
    private final MovableClock clock;

    DemoRound(
            DemoHands hands,
            DemoSchools schools,
            ContactTables tables,
            Organizations organizations,
            JdbcClient jdbc,
            WorkingCalendar calendar,
            MovableClock clock) {
        this.hands = hands;
        this.schools = schools;
        this.tables = tables;
        this.organizations = organizations;
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** Makes it once; a database that has rounds is left as it is. */
    void provide() {
        if (jdbc.sql("select count(*) from collection_round").query(Long.class).single() > 0) {
            return;
        }
        late();
        LocalDate unitDay = calendar.plusWorkingDays(today(), 10);
        Map<String, Filling> stages = new HashMap<>(Map.of(
                "310000", Filling.MOST,
                "320000", Filling.ALL,
                "330000", Filling.ALL,
                "340000", Filling.ALL,
                "350000", Filling.ALL,
                "360000", Filling.ALL,
                "430000", Filling.NONE));
        open(
                "centre",
                "高校团委微博建设负责人信息统计",
                8,
                unitDay,
                List.of(
                        "310000", "320000", "330000", "340000", "350000", "360000", "430000", "440000", "500000",
                        "510000"));
        stages.keySet().forEach(unit -> arrange(unit, calendar.plusWorkingDays(unitDay, -3)));
        stages.forEach(this::fill);
        shanghaiDiffers();
        List.of("320000", "330000", "340000", "350000", "360000").forEach(this::check);
        List.of("330000", "340000", "350000", "360000").forEach(this::approve);
        objectTo("340000");
        List.of("350000", "360000").forEach(unit -> step(unit, "Task_Accept", "centre", Map.of("decision", "approve")));
        step("360000", "Task_Receive", "tencent", Map.of());
        log.info("The demo's round of the contact table is ready");
    }

    /** Opened nine days ago by a province for itself, due the day before yesterday, half of it missing. */
    private void late() {
        Duration now = clock.offset();
        clock.runAhead(now.minus(A_WHILE_AGO));
        try {
            open("p" + LATE, "本省负责人信息更新", 4, calendar.plusWorkingDays(today(), 4), List.of());
            rowsOf(LATE).stream().limit(1).forEach(this::answer);
        } finally {
            clock.runAhead(now);
        }
    }

    private void open(String user, String title, int schoolDays, LocalDate unitDay, List<String> units) {
        Client opener = hands.client(user);
        String query = units.stream().map(unit -> "units=" + unit).collect(Collectors.joining("&"));
        DemoHands.expect(
                opener.submit(
                        "/collections/new",
                        "/collections" + (query.isEmpty() ? "" : "?" + query),
                        Map.of(
                                "title",
                                title,
                                "sourceTitle",
                                "关于进一步推进高校团组织微博体系建设有关事宜的通知",
                                "schoolDueOn",
                                calendar.plusWorkingDays(today(), schoolDays).toString(),
                                "unitDueOn",
                                unitDay.toString(),
                                "email",
                                user + "-tongji@demo.example",
                                "accepted",
                                "true")),
                "/collections");
    }

    private void arrange(String unit, LocalDate schoolDay) {
        step(
                unit,
                "Task_Arrange",
                "p" + unit,
                Map.of(
                        "schoolDueOn",
                        schoolDay.toString(),
                        "email",
                        "p" + unit + "-tongji@demo.example",
                        "sourceTitle",
                        "转发关于进一步推进高校团组织微博体系建设有关事宜的通知",
                        "shortReview",
                        "refuse"));
    }

    private void fill(String unit, Filling filling) {
        List<Row> rows = rowsOf(unit);
        long answers =
                switch (filling) {
                    case NONE -> 0;
                    case MOST -> Math.max(1, rows.size() - 2);
                    case ALL -> rows.size();
                };
        List<Row> filled = rows.stream().limit(answers).toList();
        filled.stream().filter(Row::hasPerson).forEach(this::answer);
        supply(unit, filled.stream().filter(row -> !row.hasPerson()).toList());
    }

    /** Where a whole country's registry is loaded, the province sends in the rows of the schools without demo people. */
    private void supply(String unit, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        byte[] table = tables.provinceTable(
                organizations.require(unit), rows.stream().map(DemoRound::entry).toList());
        Client staff = hands.client("p" + unit);
        String preview = DemoLists.upload(
                staff,
                "/collections/units/" + key(unit).substring("collection-".length()) + "/upload",
                "各校统计表.xlsx",
                table);
        DemoHands.expect(staff.submit(preview, preview + "/take", Map.of()), "/collections");
    }

    private static ContactEntry entry(Row row) {
        int seed = Math.floorMod(row.code().hashCode(), 10_000);
        return new ContactEntry(
                row.name(),
                row.type(),
                NAMES.get(seed % NAMES.size()),
                "团委副书记",
                "5550%04d".formatted(seed),
                "1990%07d".formatted(row.id()),
                "tuanwei@s" + row.code() + ".example");
    }

    /** One school of Shanghai is returned to mend its row, of another the province has a different mobile. */
    private void shanghaiDiffers() {
        List<Row> rows = rowsOf("310000");
        Client staff = hands.client("p310000");
        Row returned = rows.get(0);
        DemoHands.expect(
                staff.submit(returned.page(), returned.page() + "/return", Map.of("reason", "邮箱是个人邮箱，请填单位常用邮箱")),
                returned.page());
        Row differs = rows.get(1);
        Map<String, String> values = new HashMap<>();
        contact(differs, 7).forEach((key, value) -> values.put(key, value.toString()));
        DemoHands.expect(staff.submit(differs.page(), differs.page(), values), differs.page());
    }

    private void objectTo(String unit) {
        hands.await(key(unit), PROCESS + "Task_Accept");
        Row row = rowsOf(unit).get(0);
        DemoHands.expect(
                hands.client("centre")
                        .submit(row.page(), row.page() + "/objection", Map.of("reason", "手机号多次打不通，请核实后再报")),
                row.page());
        step(unit, "Task_Accept", "centre", Map.of("decision", "return", "reason", "个别学校联系方式有误，请核实"));
        hands.await(key(unit), PROCESS + "Task_Check");
    }

    private void check(String unit) {
        step(unit, "Task_Check", "p" + unit, Map.of("note", "各校均已电话核实"));
    }

    private void approve(String unit) {
        step(unit, "Task_Approve", "p" + unit + "_lead", Map.of("decision", "approve"));
    }

    private void step(String unit, String task, String user, Map<String, Object> values) {
        hands.complete(key(unit), PROCESS + task, user, values);
    }

    private void answer(Row row) {
        hands.complete("row-" + row.id(), "contact-row.Task_Fill", "s" + row.code(), contact(row, 0));
    }

    private static Map<String, Object> contact(Row row, int shift) {
        int seed = Math.floorMod(row.code().hashCode() + shift, 10_000);
        return Map.of(
                "contactName", NAMES.get(seed % NAMES.size()),
                "position", "团委副书记",
                "phone", "5550%04d".formatted(seed),
                "mobile", "1990000%04d".formatted(seed),
                "email", "tuanwei@s" + row.code() + ".example",
                "schoolType", row.type());
    }

    private record Row(long id, String code, String name, String type, boolean hasPerson) {
        String page() {
            return "/collections/rows/" + id;
        }
    }

    /** Waits until the schools of the unit are asked; those with people first. */
    private List<Row> rowsOf(String unit) {
        hands.await(key(unit), PROCESS + (hasTask(unit, "Task_Accept") ? "Task_Accept" : "Task_Check"));
        Set<String> people = Set.copyOf(schools.all());
        return jdbc
                .sql("""
                        select r.id, r.school_code, o.name, o.school_type from collection_row r
                            join organization o on o.id = r.organization_id
                        where r.collection_id = ? and r.school_code <> '4131010277' order by r.school_code""")
                .param(Long.valueOf(key(unit).substring("collection-".length())))
                .query((row, n) -> new Row(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        people.contains(row.getString(2))))
                .list()
                .stream()
                .sorted(Comparator.comparing(row -> !row.hasPerson()))
                .toList();
    }

    private boolean hasTask(String unit, String task) {
        return jdbc.sql("""
                        select exists (select from deadline d where d.task_key = ? and d.state = 'OPEN'
                            and d.unit_code = ?)""").params(PROCESS + task, unit).query(Boolean.class).single();
    }

    private String key(String unit) {
        return "collection-"
                + jdbc.sql("select max(id) from collection_unit where unit_code = ? and state <> 'EXCUSED'")
                        .param(unit)
                        .query(Long.class)
                        .single();
    }

    private LocalDate today() {
        return calendar.dayOf(clock.instant());
    }
}
