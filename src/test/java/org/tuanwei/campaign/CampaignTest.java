package org.tuanwei.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.campaign.RollFilter.Stand;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.ContactProved;
import org.tuanwei.contact.Contacts;
import org.tuanwei.opening.Openings;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.organization.SubtreeScope;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewers;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Postgres;
import org.tuanwei.testing.TestPeople;

/** 督导开通 over the invented independent colleges of 青海, a unit and a type that no other test uses together. */
@EngineTest
class CampaignTest {

    private static final String UNIT = "630000";
    private static final String STAFF = "province-630000-staff";
    private static final String HEAD =
            "moe_code,name,province,city,level,department,note,school_type,league_unit,former_names\n";
    private static final Scope INDEPENDENT = new Scope(UNIT, "独立学院", false);
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Autowired
    private CampaignService service;

    @Autowired
    private CampaignRunner runner;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private CampaignRoll roll;

    @Autowired
    private CampaignPlans plans;

    @Autowired
    private RegistryImport registry;

    @Autowired
    private Organizations organizations;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Openings openings;

    @Autowired
    private CaseFiles files;

    @Autowired
    private WorkbookReader reader;

    @Autowired
    private TestPeople people;

    @Autowired
    private Viewers viewers;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    private List<Organization> schools(int number) {
        StringBuilder csv = new StringBuilder(HEAD);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int n = COUNT.incrementAndGet();
            String code = "49639%05d".formatted(n);
            codes.add(code);
            csv.append(code).append(",昆仑测试学院").append(n).append(",青海省,西宁市,本科,青海省,民办,独立学院,青海省,\n");
        }
        registry.load(new StringReader(csv.toString()), "test");
        return codes.stream().map(organizations::require).toList();
    }

    private void proved(Organization school, String email) {
        long id = contacts.record(
                        school.id(),
                        new ContactDetails("林知行", "干事", "0971-63000001", "", email, "青海省西宁市城西区昆仑路1号测试楼", "810000"),
                        "import")
                .id();
        jdbc.sql("update contact set proved_at = now() where id = ?").param(id).update();
    }

    private long open(Scope scope) {
        String user = people.of(STAFF);
        return people.as(
                STAFF,
                () -> service.open(
                        viewers.of(user),
                        scope,
                        "测试督导",
                        "请尽快办理",
                        UUID.randomUUID().toString()));
    }

    private SubtreeScope all() {
        return SubtreeScope.of(viewers.of(people.of("centre-staff")));
    }

    private int letters(String key) {
        return jdbc.sql("select count(*) from mail where unique_key like ? || '%'")
                .param(key)
                .query(Integer.class)
                .single();
    }

    private void mailFor(String group, String mail) {
        jdbc.sql("update public.act_id_user set email_ = ? where id_ = ?")
                .params(mail, people.of(group))
                .update();
    }

    @Test
    void each_school_gets_one_case_and_each_addressee_one_letter_however_often_and_by_how_many_nodes_it_is_run()
            throws Exception {
        mailFor(STAFF, "qinghai@unit.example");
        List<Organization> schools = schools(130);
        proved(schools.get(0), "kunlun.one@school.example");
        CaseFile before = openings.open(schools.get(1), CaseFile.TENCENT_WEIBO, false);
        Plan plan = plans.of(INDEPENDENT);
        assertThat(plan.size()).isGreaterThanOrEqualTo(130);
        assertThat(plan.by(Way.SCHOOL)).isEqualTo(1);
        assertThat(plan.schools())
                .filteredOn(school -> school.id() == schools.get(1).id())
                .noneMatch(Plan.School::fresh);

        String token = UUID.randomUUID().toString();
        String user = people.of(STAFF);
        List<Long> ids = new ArrayList<>();
        for (int click = 0; click < 2; click++) {
            ids.add(people.as(STAFF, () -> service.open(viewers.of(user), INDEPENDENT, "两次点击", "", token)));
        }
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        long id = ids.get(0);
        // two nodes at once
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> runner.run(id)),
                        CompletableFuture.runAsync(() -> runner.run(id)))
                .join();
        runner.run();
        runner.run(id);

        CampaignRoll.Figures total = roll.total(id, all());
        assertThat(campaigns.find(id).orElseThrow().state()).isEqualTo(Campaign.State.DONE);
        assertThat(total.opened() + total.present()).isEqualTo(plan.size());
        assertThat(files.living(schools.get(1).id(), CaseFile.TENCENT_WEIBO)
                        .orElseThrow()
                        .id())
                .isEqualTo(before.id());
        for (Organization school : schools) {
            List<CaseFile> cases = files.ofOrganization(school.id());
            assertThat(cases).hasSize(1);
            assertThat(jdbc.sql("select count(*) from public.act_ru_task t join public.act_ru_execution e"
                                    + " on e.id_ = t.proc_inst_id_ where e.business_key_ = ?")
                            .param(Long.toString(cases.get(0).id()))
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
        assertThat(letters("campaign-school:" + id + ":")).isEqualTo(1);
        assertThat(letters("campaign-unit:" + id + ":")).isEqualTo(1);
        byte[] list = jdbc.sql("select a.content from mail_attachment a join mail m on m.id = a.mail_id"
                        + " where m.unique_key like ?")
                .param("campaign-unit:" + id + ":%")
                .query(byte[].class)
                .single();
        assertThat(reader.read(list, "a.xlsx").sheets().get(0).rows()).hasSize(plan.size());
    }

    @Test
    void one_school_that_cannot_be_opened_spoils_no_other_and_can_be_tried_again() {
        List<Organization> schools = schools(3);
        long bad = schools.get(1).id();
        long id = open(INDEPENDENT);
        JdbcClient owner = JdbcClient.create(Postgres.asSuperuser());
        owner.sql("alter table tuanwei.case_file add constraint campaign_test check (organization_id <> " + bad
                        + ") not valid")
                .update();
        try {
            runner.run(id);
        } finally {
            owner.sql("alter table tuanwei.case_file drop constraint campaign_test")
                    .update();
        }
        RollFilter failed = new RollFilter(id, null, null, null, Stand.FAILED, null, null, null);
        List<CampaignRoll.Row> rows = roll.all(id, all(), failed);
        assertThat(rows)
                .extracting(CampaignRoll.Row::code)
                .containsExactly(schools.get(1).code());
        assertThat(rows.get(0).problem()).contains("请重试");
        assertThat(files.ofOrganization(schools.get(2).id())).hasSize(1);
        assertThat(campaigns.find(id).orElseThrow().state()).isEqualTo(Campaign.State.DONE);

        String user = people.of(STAFF);
        assertThat(service.retry(viewers.of(user), id)).isEqualTo(1);
        runner.run(id);
        assertThat(roll.all(id, all(), failed)).isEmpty();
        assertThat(files.ofOrganization(bad)).hasSize(1);
    }

    @Test
    void a_school_whose_address_is_proved_afterwards_gets_the_letter_then() {
        Organization school = schools(1).get(0);
        long id = open(INDEPENDENT);
        runner.run(id);
        assertThat(letters("campaign-school:" + id + ":" + school.id())).isZero();

        proved(school, "kunlun.late@school.example");
        service.proved(new ContactProved(
                school.id(), contacts.current(school.id()).orElseThrow().id()));

        assertThat(letters("campaign-school:" + id + ":" + school.id())).isEqualTo(1);
    }

    @Test
    void a_unit_never_reaches_beyond_its_own_schools() {
        String user = people.of(STAFF);
        assertThat(service.confined(viewers.of(user), Scope.of(null, null, false))
                        .unit())
                .isEqualTo(UNIT);
        assertThatThrownBy(() -> service.confined(viewers.of(user), Scope.of("620000", null, false)))
                .isInstanceOf(NotVisible.class);
        assertThatThrownBy(
                        () -> service.confined(viewers.of(people.of("supervisor-630000")), Scope.of(UNIT, null, false)))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void every_role_sees_what_the_access_table_gives_it_and_no_more() throws Exception {
        schools(1);
        long id = open(INDEPENDENT);
        runner.run(id);
        List<String> paths =
                List.of("/campaigns", "/campaigns/new", "/campaigns/" + id, "/campaigns/" + id + "/export");
        Map<String, List<Integer>> expected = new TreeMap<>();
        expected.put("centre-staff", List.of(200, 200, 200, 200));
        expected.put(STAFF, List.of(200, 200, 200, 200));
        expected.put("province-630000-lead", List.of(200, 200, 200, 200));
        expected.put("province-620000-staff", List.of(200, 200, 404, 404));
        expected.put("supervisor-630000", List.of(200, 403, 200, 200));
        expected.put("supervisor-620000", List.of(200, 403, 404, 404));
        expected.put("school-4131010277", List.of(403, 403, 403, 403));
        expected.put("tencent", List.of(403, 403, 403, 403));
        expected.put("university-office", List.of(403, 403, 403, 403));
        expected.put("operations", List.of(403, 403, 403, 403));
        Map<String, List<Integer>> found = new TreeMap<>();
        for (String group : expected.keySet()) {
            List<Integer> answers = new ArrayList<>();
            for (String path : paths) {
                answers.add(perform(group, get(path)).getStatus());
            }
            found.put(group, answers);
        }
        assertThat(found).isEqualTo(expected);
        assertThat(perform("supervisor-630000", post("/campaigns/" + id + "/retry"))
                        .getStatus())
                .isEqualTo(403);
    }

    @Test
    void the_pages_lead_from_the_preview_over_the_start_to_who_is_missing_and_what_is_wrong_is_said() throws Exception {
        Organization school = schools(1).get(0);
        String preview = text(perform(STAFF, get("/campaigns/new?type=独立学院")));
        assertThat(preview).contains("data-testid=\"open-campaign\"").contains("青海省");
        String token = preview.replaceAll("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");

        MockHttpServletResponse refused = perform(
                STAFF,
                post("/campaigns").param("type", "独立学院").param("title", " ").param("token", token));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(text(refused)).contains("请填写名称");

        MockHttpServletResponse started = perform(
                STAFF,
                post("/campaigns")
                        .param("type", "独立学院")
                        .param("title", "青海独立学院")
                        .param("token", token));
        String page = String.valueOf(started.getRedirectedUrl());
        assertThat(text(perform(STAFF, get(page)))).contains("正在建立案件");
        runner.run();
        String done = text(perform(STAFF, get(page + "?stand=MISSING&q=" + school.code())));
        assertThat(done).contains("建案完成").contains(school.name()).contains("未登记");
        assertThat(text(perform(STAFF, get(page + "?stand=REGISTERED&q=" + school.code()))))
                .contains("没有符合这些条件的学校");
        byte[] book = perform(STAFF, get(page + "/export?q=" + school.code())).getContentAsByteArray();
        assertThat(reader.read(book, "a.xlsx").sheets().get(0).rows()).hasSize(2);
        assertThat(text(perform(STAFF, get("/api/v1/campaigns")))).contains("青海独立学院");

        String nobody = text(perform(STAFF, get("/campaigns/new?type=独立学院&freshOnly=true")));
        assertThat(nobody).contains("不需要督导");
        assertThat(perform(
                                STAFF,
                                post("/campaigns")
                                        .param("type", "独立学院")
                                        .param("freshOnly", "true")
                                        .param("title", "空的")
                                        .param("token", UUID.randomUUID().toString()))
                        .getStatus())
                .isEqualTo(422);
    }

    private MockHttpServletResponse perform(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(csrf()).with(user(people.of(group))))
                .andReturn()
                .getResponse();
    }

    private static String text(MockHttpServletResponse response) throws Exception {
        return response.getContentAsString(StandardCharsets.UTF_8);
    }
}
