package org.tuanwei.registryimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.demo.DemoRegistry;
import org.tuanwei.demo.SharedData;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryComparison.Verdict;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.organization.RegistryRow;
import org.tuanwei.organization.SubtreeScope;
import org.tuanwei.registryimport.RegistryImports.State;
import org.tuanwei.security.Viewers;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** From the uploaded workbook over its preview into the registry, and out again. */
@EngineTest
@Transactional
class ImportTest {

    private static final String CENTRE = "centre-staff";

    @Autowired
    ImportService service;

    @Autowired
    ImportRunner runner;

    @Autowired
    RegistryImports imports;

    @Autowired
    RegistryImport registry;

    @Autowired
    RegistryExport export;

    @Autowired
    Organizations organizations;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestPeople people;

    @Autowired
    Viewers viewers;

    @Autowired
    MockMvc mvc;

    private void confirm(long id) throws Exception {
        service.confirm(id, false, "t");
        runner.run();
        assertThat(imports.find(id).orElseThrow().state()).isEqualTo(State.DONE);
    }

    /** Of the ministry's own schools only: other tests invent schools that it does not know. */
    private Map<Verdict, Long> figures(long id) {
        Set<String> published = published();
        Map<Verdict, Long> figures = new HashMap<>();
        for (Verdict verdict : Verdict.values()) {
            figures.put(
                    verdict,
                    service.preview(id, verdict, "").lines().stream()
                            .filter(line -> published.contains(
                                    line.row() == null
                                            ? Objects.requireNonNull(line.before())
                                                    .code()
                                            : line.row().code()))
                            .count());
        }
        return figures;
    }

    private static Set<String> published() {
        return SharedData.rows("universities-2025.csv").stream()
                .map(row -> row[0])
                .collect(Collectors.toSet());
    }

    private static Map<Verdict, Long> only(Verdict verdict, long number) {
        Map<Verdict, Long> figures = new HashMap<>();
        for (Verdict one : Verdict.values()) {
            figures.put(one, one == verdict ? number : 0L);
        }
        return figures;
    }

    @Test
    void thePublishedListArrivesWholeOverOlderNamesAndASecondTimeChangesNothing() throws Exception {
        jdbc.sql(
                        "delete from organization_name where organization_id in (select id from organization where kind='SCHOOL')")
                .update();
        // schools that other tests have added by hand lack what the ministry's list always says
        jdbc.sql("update organization set level = coalesce(level, '本科'), city = coalesce(city, '测试市'),"
                        + " department = coalesce(department, '测试厅') where kind = 'SCHOOL'")
                .update();
        List<RegistryRow> older = olderNames();
        registry.load(older, "test", (what, done, total) -> {});
        byte[] published = Files.readAllBytes(SharedData.file("moe-2025.xls"));

        long id = service.upload(published, "moe-2025.xls", "t");
        Map<Verdict, Long> figures = figures(id);
        assertThat(figures.get(Verdict.RENAMED)).isGreaterThanOrEqualTo(older.size());
        assertThat(figures.get(Verdict.MOVED)).isZero();
        assertThat(figures.get(Verdict.GONE)).isZero();

        long start = System.nanoTime();
        confirm(id);
        System.getLogger("registry")
                .log(
                        System.Logger.Level.INFO,
                        "2,919 schools written in {0} ms: {1}",
                        (System.nanoTime() - start) / 1_000_000,
                        imports.find(id).orElseThrow().outcome());

        assertEveryRowIsThere();
        for (RegistryRow row : older) {
            Organization school = organizations.require(row.code());
            assertThat(organizations.formerNames(school)).contains(row.name());
        }

        long again = service.upload(published, "moe-2025.xls", "t");
        assertThat(again).isNotEqualTo(id);
        assertThat(figures(again)).isEqualTo(only(Verdict.UNCHANGED, 2919));

        byte[] exported = export.write(SubtreeScope.of(viewers.of(people.of(CENTRE))));
        long back = service.upload(exported, "高校名单.xlsx", "t");
        assertThat(imports.find(back).orElseThrow().countsDiffer()).isFalse();
        assertThat(figures(back)).isEqualTo(only(Verdict.UNCHANGED, 2919));
        confirm(back);
        assertThat(String.valueOf(imports.find(back).orElseThrow().outcome())).startsWith("新增 0 所，更名 0 所");
        assertEveryRowIsThere();
    }

    /** The schools that were renamed since 2017, under the names they had then. */
    private List<RegistryRow> olderNames() {
        Map<String, String[]> now = new HashMap<>();
        SharedData.rows("universities-2025.csv").forEach(row -> now.put(row[0], row));
        Map<String, String> units = new HashMap<>();
        SharedData.rows("university_league_unit.csv").forEach(row -> units.put(row[0], row[2]));
        jdbc.sql("select code from organization where kind = 'SCHOOL'")
                .query(String.class)
                .list()
                .forEach(now::remove);
        List<RegistryRow> rows = new ArrayList<>();
        for (String[] renamed : SharedData.rows("university_renames_2017_2025.csv")) {
            String[] cells = now.get(renamed[0]);
            if (cells != null) {
                rows.add(new RegistryRow(
                        renamed[0],
                        renamed[1],
                        Objects.requireNonNull(units.get(renamed[0])),
                        cells[3],
                        renamed[3],
                        cells[5],
                        cells[6],
                        "",
                        "普通高校",
                        0,
                        List.of()));
            }
        }
        assertThat(rows).hasSizeGreaterThan(250);
        return rows;
    }

    private void assertEveryRowIsThere() {
        Map<String, String> units = new HashMap<>();
        SharedData.rows("university_league_unit.csv").forEach(row -> units.put(row[0], row[2]));
        List<String> expected = SharedData.rows("universities-2025.csv").stream()
                .map(row -> String.join("|", row[0], row[1], row[7], row[3], row[4], row[5], row[6], units.get(row[0])))
                .toList();
        List<String> present = jdbc.sql("""
                        select concat_ws('|', o.code, o.name, o.school_type, o.city, o.level, o.department,
                            coalesce(o.ministry_note, ''), u.name)
                        from organization o join organization u on u.id = o.parent_id where o.kind = 'SCHOOL'""").query(String.class).list();
        // other tests invent schools of their own, with numbers the ministry does not give
        Set<String> published = published();
        present.removeIf(row -> !published.contains(row.substring(0, row.indexOf('|'))));
        assertThat(present).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static byte[] list(String... names) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("上海市（" + names.length + "所）"));
        for (int i = 0; i < names.length; i++) {
            rows.add(MinistryListTest.school(i + 1, names[i], "419900000" + i, "上海市", "本科", ""));
        }
        return MinistryListTest.workbook(rows);
    }

    @Test
    void aTypePutRightByAPersonIsWrittenAndStaysWhenTheSameListComesAgain() throws Exception {
        long id = service.upload(list("测试甲大学", "测试乙大学"), "名单.xlsx", "t");
        service.correctType(id, "4199000001", "独立学院");
        confirm(id);
        assertThat(organizations.require("4199000000").schoolType()).isEqualTo("普通高校");
        assertThat(organizations.require("4199000001").schoolType()).isEqualTo("独立学院");
        long again = service.upload(list("测试甲大学", "测试乙大学"), "名单2.xlsx", "t");
        assertThat(service.preview(again, Verdict.NEW, "").figures().get(Verdict.UNCHANGED))
                .isEqualTo(2);
        confirm(again);
        assertThat(organizations.require("4199000001").schoolType()).isEqualTo("独立学院");
    }

    @Test
    void aSecondClickDoesNothingTwiceAndTheSameFileIsTheSamePreview() throws Exception {
        byte[] file = list("测试甲大学");
        long id = service.upload(file, "名单.xlsx", "t");
        assertThat(service.upload(file, "名单.xlsx", "t")).isEqualTo(id);
        confirm(id);
        service.confirm(id, false, "somebody else");
        runner.run();
        assertThat(String.valueOf(imports.find(id).orElseThrow().confirmedBy())).isEqualTo("t");
        assertThat(jdbc.sql(
                                "select count(*) from organization_history h join organization o on o.id = h.organization_id where o.code = '4199000000'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void onlyTheCentreImportsAndEverybodyExportsHisOwn() throws Exception {
        registry.load(DemoRegistry.small(), "test");
        long id = service.upload(list("测试甲大学"), "名单.xlsx", "t");
        MockMultipartFile file = new MockMultipartFile("file", "名单.xlsx", null, list("测试丙大学"));
        for (String group :
                List.of("province-310000-staff", "school-4131010277", "tencent", "supervisor-CN", "operations")) {
            perform(get("/registry/imports"), group).andExpect(status().isForbidden());
            perform(get("/registry/imports/" + id), group).andExpect(status().isForbidden());
            perform(multipart("/registry/imports").file(file).with(csrf()), group)
                    .andExpect(status().isForbidden());
            for (String verb : List.of("types", "confirm", "discard", "gone")) {
                perform(post("/registry/imports/" + id + "/" + verb).with(csrf()), group)
                        .andExpect(status().isForbidden());
            }
        }
        assertThat(imports.find(id).orElseThrow().state()).isEqualTo(State.PREVIEW);
        perform(get("/registry/imports/0"), CENTRE).andExpect(status().isNotFound());
        perform(get("/registry/export"), "tencent").andExpect(status().isForbidden());
        byte[] own = perform(get("/registry/export"), "province-310000-staff")
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        long exported = service.upload(own, "高校名单.xlsx", "t");
        assertThat(imports.rows(exported)).isNotEmpty().allMatch(row -> row.leagueUnit()
                .equals("上海市"));
    }

    @Test
    void thePagesShowThePreviewTheProgressAndTheOutcome() throws Exception {
        registry.load(DemoRegistry.small(), "test");
        MockMultipartFile file = new MockMultipartFile("file", "名单.xlsx", null, list("测试甲大学", "测试乙大学"));
        String address = Objects.requireNonNull(
                perform(multipart("/registry/imports").file(file).with(csrf()), CENTRE)
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl());
        assertThat(page(address)).contains("测试甲大学", "新增", "确认导入", "全部一致", "待确认");
        assertThat(page(address + "?show=GONE")).contains("复旦大学", "为勾选的学校提出");
        perform(
                        post(address + "/types")
                                .with(csrf())
                                .param("code", "4199000000")
                                .param("type", "民办高校"),
                        CENTRE)
                .andExpect(status().is3xxRedirection());
        assertThat(page(address)).contains("按名单推出：普通高校");
        perform(
                post(address + "/gone")
                        .with(csrf())
                        .param("codes", "4131010246")
                        .param("reason", "不在名单内"),
                CENTRE);
        perform(
                post(address + "/gone")
                        .with(csrf())
                        .param("codes", "4131010246")
                        .param("reason", "不在名单内"),
                CENTRE);
        assertThat(jdbc.sql(
                                "select count(*) from organization_change c join organization o on o.id = c.organization_id where o.code = '4131010246' and c.kind = 'EXEMPT'")
                        .query(Long.class)
                        .single())
                .isOne();
        perform(post(address + "/confirm").with(csrf()), CENTRE);
        assertThat(page(address)).contains("正在导入", "可以离开本页", "hx-get");
        runner.run();
        assertThat(page(address)).contains("已导入：新增 2 所").doesNotContain("data-testid=\"confirm-import\"");
        assertThat(page("/registry/imports")).contains("新增 2 所", "已导入");
        MockMultipartFile wrong = new MockMultipartFile("file", "a.xlsx", null, "你好".getBytes(StandardCharsets.UTF_8));
        perform(multipart("/registry/imports").file(wrong).with(csrf()), CENTRE)
                .andExpect(status().isUnprocessableEntity());
    }

    @Test
    void aListWhoseNumbersDoNotAgreeIsWrittenOnlyAfterSomebodyLooked() throws Exception {
        byte[] file = MinistryListTest.workbook(
                List.of(List.of("上海市（5所）"), MinistryListTest.school(1, "测试甲大学", "4199000000", "上海市", "本科", "")));
        long id = service.upload(file, "名单.xlsx", "t");
        String address = "/registry/imports/" + id;
        perform(post(address + "/confirm").with(csrf()), CENTRE);
        assertThat(imports.find(id).orElseThrow().state()).isEqualTo(State.PREVIEW);
        perform(post(address + "/confirm").with(csrf()).param("checked", "true"), CENTRE);
        assertThat(imports.find(id).orElseThrow().state()).isEqualTo(State.CONFIRMED);
    }

    private ResultActions perform(
            org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder<?> request, String group)
            throws Exception {
        return mvc.perform(request.with(user(people.of(group))));
    }

    private String page(String address) throws Exception {
        return perform(get(address), CENTRE)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
