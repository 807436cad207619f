package org.tuanwei.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionOperations;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Phase;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.OrganizationChanges.Approval;
import org.tuanwei.organization.OrganizationChanges.NewSchool;
import org.tuanwei.security.IdentityTables;
import org.tuanwei.security.Viewers;
import org.tuanwei.spreadsheet.SheetTable;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** A day once taken stays as it was; a day that was missed is worked out from the story; everybody sees his region. */
@EngineTest
class FiguresTest {

    private static final String UNIT = "120000";
    private static final AtomicInteger NUMBER = new AtomicInteger(100);
    private static final AtomicInteger DAYS = new AtomicInteger();

    @Autowired
    private Snapshots snapshots;

    @Autowired
    private FigureRows rows;

    @Autowired
    private Reports reports;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private OrganizationChanges tree;

    @Autowired
    private Viewers viewers;

    @Autowired
    private TestPeople people;

    @Autowired
    private IdentityTables identityTables;

    @Autowired
    private WorkbookReader reader;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private MovableClock clock;

    @Autowired
    private MockMvc mvc;

    private LocalDate day;
    private Organization school;
    private long caseId;

    /** Each test has a month of its own, years before any other test. */
    @BeforeEach
    void aSchoolOnADayOfItsOwn() {
        day = LocalDate.of(2014, 1, 6).plusDays(30L * DAYS.getAndIncrement());
        at(day, "10:00");
        int number = NUMBER.incrementAndGet();
        school = tree.addSchool(
                new NewSchool("4199120" + number, "数字测试大学" + number, "民办高校", UNIT, null, null),
                new Approval("测试需要", "t", "t"));
        caseId = cases.open(school, CaseFile.TENCENT_WEIBO).caseFile().id();
    }

    @AfterEach
    void today() {
        clock.back();
    }

    private void at(LocalDate date, String time) {
        clock.set(HandClock.instant(date + "T" + time));
    }

    @Test
    void a_later_change_alters_neither_the_number_nor_the_list_of_a_day_that_is_taken() {
        at(day.plusDays(1), "01:00");
        assertThat(snapshots.take(day)).isTrue();
        assertThat(row(day).opening()).isEqualTo("NOT_SUBMITTED");
        Count before = count(day);

        cases.enterPhase(caseId, Phase.REVIEW);
        cases.markOpen(caseId);
        tree.rename(school.id(), "数字测试新名大学" + NUMBER.get(), new Approval("教育部同意更名", "a", "b"));
        assertThat(snapshots.take(day)).as("a day is taken once").isFalse();
        assertThat(row(day)).satisfies(frozen -> {
            assertThat(frozen.opening()).isEqualTo("NOT_SUBMITTED");
            assertThat(frozen.name()).isEqualTo(school.name());
        });
        assertThat(count(day)).isEqualTo(before);
        at(day.plusDays(2), "01:00");
        snapshots.take(day.plusDays(1));
        assertThat(row(day.plusDays(1))).satisfies(next -> {
            assertThat(next.opening()).isEqualTo("OPENED");
            assertThat(next.openedOn()).isEqualTo(day.plusDays(1));
            assertThat(next.name()).startsWith("数字测试新名大学");
        });
        assertThat(count(day.plusDays(1)).opened()).isEqualTo(before.opened() + 1);
        assertThatThrownBy(() -> jdbc.sql("update figure_row set opening = 'OPENED' where day = ?")
                        .param(java.sql.Date.valueOf(day))
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("delete from figure_snapshot").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void a_day_that_nobody_took_is_made_up_from_what_was_written_down() {
        at(day.plusDays(1), "10:00");
        cases.enterPhase(caseId, Phase.REVIEW);
        at(day.plusDays(3), "10:00");
        cases.markOpen(caseId);
        at(day.plusDays(20), "10:00");
        for (int later = 0; later <= 3; later++) {
            snapshots.take(day.plusDays(later));
        }
        assertThat(IntStream.rangeClosed(0, 3)
                        .mapToObj(later -> row(day.plusDays(later)).opening()))
                .containsExactly("NOT_SUBMITTED", "IN_PROGRESS", "IN_PROGRESS", "OPENED");
        assertThat(snapshots.of(day).orElseThrow().backfilled()).isTrue();
        assertThat(snapshots.of(day).orElseThrow().activity()).isFalse();
        assertThat(row(day).activeLabel()).isEqualTo("尚未统计");
        assertThatThrownBy(() -> snapshots.take(day.plusDays(20))).hasMessageContaining("还没有过完");
    }

    @Test
    void missed_days_are_caught_up_once_and_two_nodes_take_a_day_once() throws Exception {
        at(day.plusDays(4), "09:00");
        assertThat(snapshots.catchUp()).isPositive();
        assertThat(snapshots.catchUp()).isZero();
        assertThat(snapshots.of(day.plusDays(3))).isPresent();
        assertThat(snapshots.of(day.plusDays(4))).as("today is not over").isEmpty();

        at(day.plusDays(6), "09:00");
        int nodes = 4;
        CyclicBarrier together = new CyclicBarrier(nodes);
        ExecutorService pool = Executors.newFixedThreadPool(nodes);
        try {
            List<Future<Boolean>> taken = IntStream.range(0, nodes)
                    .mapToObj(n -> pool.submit(() -> {
                        together.await();
                        return snapshots.take(day.plusDays(5));
                    }))
                    .toList();
            int first = 0;
            for (Future<Boolean> one : taken) {
                first += one.get() ? 1 : 0;
            }
            assertThat(first).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Rolled back: no other test meets these schools. */
    @Test
    void the_whole_country_is_taken_within_seconds() {
        at(day.plusDays(1), "01:00");
        long millis = java.util.Objects.requireNonNull(transactions.execute(status -> {
            status.setRollbackOnly();
            theWholeCountry();
            long start = System.nanoTime();
            assertThat(snapshots.take(day)).isTrue();
            return (System.nanoTime() - start) / 1_000_000;
        }));
        System.out.println("a day of 2,919 more schools with 2,400 cases was taken in " + millis + " ms");
        assertThat(millis).isLessThan(10_000);
        assertThat(snapshots.of(day)).isEmpty();
    }

    private void theWholeCountry() {
        jdbc.sql("""
            insert into organization (code, kind, name, school_type, parent_id, unit_code, school_code, created_at,
                changed_at)
            select (4990000000 + n)::text, 'SCHOOL', '全国测试大学' || n, '普通高校', u.id, u.code,
                   (4990000000 + n)::text, :at, :at
            from generate_series(1, 2919) n
            join (select id, code, row_number() over (order by code) - 1 as place from organization
                  where kind = 'UNIT') u on u.place = n % 32\
            """).param("at", before()).update();
        jdbc.sql("""
            insert into case_file (receipt, organization_id, platform, level, unit_code, school_code, phase, state,
                created_at)
            select 'TW-9999-' || id, id, 'TENCENT_WEIBO', 'SCHOOL', unit_code, school_code, 'OPEN', 'OPEN', :at
            from organization where code like '499%' and id % 5 > 0\
            """).param("at", before()).update();
        jdbc.sql("""
            insert into case_phase (case_id, phase, entered_at)
            select c.id, passed.phase, :at from case_file c,
                (values (1, 'REGISTRATION'), (2, 'REVIEW'), (3, 'TENCENT'), (4, 'OPEN')) as passed (n, phase)
            where c.receipt like 'TW-9999-%' order by c.id, n\
            """).param("at", before()).update();
    }

    private java.sql.Timestamp before() {
        return java.sql.Timestamp.from(HandClock.instant(day + "T08:00"));
    }

    @Test
    void every_role_sees_its_own_region_and_foreign_rows_nowhere() throws Exception {
        at(day.plusDays(1), "01:00");
        snapshots.take(day);
        String list = "/figures/list?day=" + day + "&figure=NOT_OPENED&unit=" + UNIT;
        Map<String, List<Object>> expected = new TreeMap<>();
        expected.put("centre-staff", List.of(200, true));
        expected.put("centre-lead", List.of(200, true));
        expected.put("supervisor-CN", List.of(200, true));
        expected.put("province-120000-staff", List.of(200, true));
        expected.put("province-120000-lead", List.of(200, true));
        expected.put("supervisor-120000", List.of(200, true));
        expected.put("school-" + school.code(), List.of(200, true));
        expected.put("province-320000-staff", List.of(200, false));
        expected.put("supervisor-320000", List.of(200, false));
        expected.put("tencent", List.of(404, false));
        expected.put("university-office", List.of(404, false));
        expected.put("operations", List.of(404, false));
        Map<String, List<Object>> found = new TreeMap<>();
        for (String group : expected.keySet()) {
            MockHttpServletResponse answer = answer(group, get(list));
            found.put(
                    group,
                    List.of(
                            answer.getStatus(),
                            answer.getContentAsString(StandardCharsets.UTF_8).contains(school.code())));
        }
        assertThat(found).isEqualTo(expected);
        assertThat(status("centre-staff", get("/figures/list?day=1999-01-01"))).isEqualTo(404);
        assertThat(status("centre-staff", get("/figures?day=gestern"))).isEqualTo(404);
        assertThat(page("centre-staff", "/figures?day=" + day)).contains("没有开通微博", "尚未统计");
        assertThat(page("centre-staff", "/figures?day=now")).contains("此刻");
        assertThat(page("province-320000-staff", "/figures?day=" + day)).doesNotContain("天津市");

        byte[] workbook = answer("province-120000-staff", get("/figures/list/workbook?day=" + day + "&unit=" + UNIT))
                .getContentAsByteArray();
        SheetTable table = SheetTable.find(reader.read(workbook, "名单.xlsx"), FiguresController.HEADINGS);
        assertThat(table.lines())
                .anySatisfy(line -> assertThat(line.get("单位名称")).isEqualTo(school.name()))
                .allSatisfy(line -> assertThat(line.get("省级单位")).isEqualTo("天津市"));
        byte[] foreign = answer("province-320000-staff", get("/figures/list/workbook?day=" + day + "&unit=" + UNIT))
                .getContentAsByteArray();
        assertThat(SheetTable.find(reader.read(foreign, "名单.xlsx"), FiguresController.HEADINGS)
                        .lines())
                .isEmpty();
    }

    @Test
    void a_number_is_the_length_of_its_list_live_and_frozen() {
        at(day.plusDays(1), "01:00");
        snapshots.take(day);
        var viewer = viewers.of(people.of("province-120000-staff"));
        for (LocalDate asked : new LocalDate[] {day, null}) {
            Count count = rows.cells(viewer, asked).stream()
                    .filter(cell -> !cell.unit())
                    .map(FigureRows.Cell::count)
                    .reduce(Count.NONE, Count::plus);
            assertThat(length(viewer, Figure.ALL, asked)).isEqualTo(count.all());
            assertThat(length(viewer, Figure.OPENED, asked)).isEqualTo(count.opened());
            assertThat(length(viewer, Figure.NOT_OPENED, asked)).isEqualTo(count.notOpened());
            assertThat(length(viewer, Figure.NOT_SUBMITTED, asked)).isEqualTo(count.notSubmitted());
            assertThat(length(viewer, Figure.OVERDUE, asked)).isEqualTo(count.overdue());
            assertThat(length(viewer, Figure.CONTACT_MISSING, asked)).isEqualTo(count.contactMissing());
        }
    }

    @Test
    void an_account_counts_as_certified_from_that_day_until_it_is_withdrawn_frozen_and_this_minute() throws Exception {
        cases.enterPhase(caseId, Phase.REVIEW);
        cases.markOpen(caseId);
        at(day.plusDays(1), "10:00");
        jdbc.sql("insert into certification (organization_id, case_id, state, standard_version, statement, applied_by,"
                        + " applied_at, certified_at) values (?, ?, 'CERTIFIED', 't', 't', 't', ?, ?)")
                .params(
                        school.id(),
                        caseId,
                        java.sql.Timestamp.from(clock.instant()),
                        java.sql.Timestamp.from(clock.instant()))
                .update();
        String now = "/figures/list?day=now&unit=" + UNIT + "&figure=";
        assertThat(page("province-120000-staff", now + "CERTIFIED")).contains(school.code(), "已认证");
        assertThat(page("province-120000-staff", "/figures?day=now"))
                .contains("unit=" + UNIT + "&amp;figure=CERTIFIED");
        at(day.plusDays(3), "10:00");
        jdbc.sql("update certification set state = 'WITHDRAWN', ended_at = ?, reason = '测试' where case_id = ?")
                .params(java.sql.Timestamp.from(clock.instant()), caseId)
                .update();
        assertThat(page("province-120000-staff", now + "CERTIFIED")).doesNotContain(school.code());
        assertThat(page("province-120000-staff", now + "NOT_CERTIFIED")).contains(school.code(), "未认证");
        at(day.plusDays(5), "01:00");
        for (int later = 0; later <= 4; later++) {
            snapshots.take(day.plusDays(later));
        }
        assertThat(IntStream.rangeClosed(0, 4)
                        .mapToObj(later -> row(day.plusDays(later)).certifiedLabel()))
                .containsExactly("未认证", "已认证", "已认证", "未认证", "未认证");
        assertThat(snapshots.of(day).orElseThrow().certified()).isTrue();
    }

    private int length(
            org.tuanwei.security.Viewer viewer, Figure figure, @org.jspecify.annotations.Nullable LocalDate asked) {
        return rows.list(viewer, new FigureFilter(null, figure.name(), null, null, null, null, null), asked, 10_000, 0)
                .size();
    }

    @Test
    void a_report_is_issued_by_the_lead_kept_as_it_was_and_read_by_the_units() throws Exception {
        at(day.plusDays(1), "10:00");
        snapshots.take(day);
        String reader = "t.report-reader";
        String address = reader + "@unit.example";
        if (identityTables.person(reader).isEmpty()) {
            identityTables.create(new IdentityTables.Person(reader, "通报收信人", address), TestPeople.PASSWORD);
        }
        identityTables.setGroups(reader, List.of("province-" + UNIT + "-staff"));
        assertThat(status("province-120000-lead", get("/figures/reports/new"))).isEqualTo(403);
        assertThat(status("school-" + school.code(), get("/figures/reports"))).isEqualTo(404);
        String draft = page("centre-staff", "/figures/reports/new?day=" + day);
        assertThat(draft)
                .contains("现将全国高校团组织微博体系建设情况通报如下", "由团中央学校部负责人印发")
                .doesNotContain("data-testid=\"issue-report\"");
        Map<String, String> fields = Map.of("day", day.toString(), "title", "关于开通情况的通报", "body", "一、开通情况。还有单位没有开通。");
        assertThat(issue("centre-staff", fields).getStatus()).isEqualTo(403);
        assertThat(issue("centre-lead", Map.of("day", day.toString(), "title", "短", "body", "太短"))
                        .getStatus())
                .isEqualTo(422);
        String page = String.valueOf(issue("centre-lead", fields).getRedirectedUrl());
        assertThat(page).matches("/figures/reports/\\d+");

        cases.enterPhase(caseId, Phase.REVIEW);
        cases.markOpen(caseId);
        Report report = reports.find(Long.parseLong(page.replaceAll("\\D", ""))).orElseThrow();
        assertThat(report.ranking())
                .filteredOn(line -> line.unit().code().equals(UNIT))
                .singleElement()
                .satisfies(line -> assertThat(line.unit().schoolsOpened())
                        .isEqualTo(count(day).opened()));
        String read = page("province-120000-staff", page);
        assertThat(read).contains("各省级团委学校部：", "关于开通情况的通报", report.number(), "（本单位）", "排名规则");
        assertThat(status("school-" + school.code(), get(page))).isEqualTo(404);
        assertThat(status("tencent", get(page))).isEqualTo(404);

        identityTables.setGroups(reader, List.of());
        assertThat(jdbc.sql("select subject || '|' || body from mail where kind = 'figures-report' and recipient = ?")
                        .param(address)
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .startsWith("【通报】关于开通情况的通报|")
                .contains(report.number(), "开通率", page);
    }

    private MockHttpServletResponse issue(String group, Map<String, String> fields) throws Exception {
        MockHttpServletRequestBuilder request = post("/figures/reports").with(csrf());
        fields.forEach(request::param);
        return answer(group, request);
    }

    private FigureRows.Row row(LocalDate of) {
        return rows
                .list(
                        viewers.of(people.of("province-120000-staff")),
                        new FigureFilter(null, null, null, UNIT, null, null, null),
                        of,
                        10_000,
                        0)
                .stream()
                .filter(one -> one.code().equals(school.code()))
                .findFirst()
                .orElseThrow();
    }

    /** Of the schools of the unit. */
    private Count count(LocalDate of) {
        return rows.cells(viewers.of(people.of("province-120000-staff")), of).stream()
                .filter(cell -> !cell.unit())
                .map(FigureRows.Cell::count)
                .reduce(Count.NONE, Count::plus);
    }

    private String page(String group, String path) throws Exception {
        return answer(group, get(path)).getContentAsString(StandardCharsets.UTF_8);
    }

    private int status(String group, MockHttpServletRequestBuilder request) throws Exception {
        return answer(group, request).getStatus();
    }

    private MockHttpServletResponse answer(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group)))).andReturn().getResponse();
    }
}
