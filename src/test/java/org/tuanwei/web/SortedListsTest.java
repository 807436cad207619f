package org.tuanwei.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.opening.Openings;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** The lists beside a case: a click on a heading sorts them, and their order, filters and page stand in the address. */
@EngineTest
class SortedListsTest {

    private static final String STAFF = "province-540000-staff";
    private static final String FIRST = "4954099903";
    private static final String SECOND = "4954099904";

    @Autowired
    private RegistryImport registry;

    @Autowired
    private Organizations organizations;

    @Autowired
    private Openings openings;

    @Autowired
    private TestPeople people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    private long campaign;
    private long table;
    private long accounts;

    /** Things that are over: nothing waits for them and nobody is reminded of them. */
    @BeforeEach
    void twoSchoolsOnEveryList() {
        registry.load(
                new StringReader(
                        "moe_code,name,province,city,level,department,note,school_type,league_unit,former_names\n"
                                + FIRST
                                + ",阿里排序大学,西藏自治区,噶尔县,本科,西藏自治区,,普通高校,西藏自治区,\n" + SECOND
                                + ",卓玛排序大学,西藏自治区,拉萨市,本科,西藏自治区,,普通高校,西藏自治区,\n"),
                "test");
        campaign = added("insert into campaign (title, fresh_only, token, opened_by, opened_at, state, finished_at)"
                + " values ('排序测试督导', false, gen_random_uuid()::text, 't', now(), 'DONE', now()) returning id");
        long round = added("""
                insert into collection_round (title, opened_by, opener_code, school_due_on, unit_due_on, opened_at)
                values ('排序测试轮次', 't', 'CN', '2026-03-14', '2026-03-15', now()) returning id""");
        table = added("""
                insert into collection_unit (round_id, unit_code, state, school_due_on, unit_due_on, end_reason)
                values (%d, '540000', 'CANCELLED', '2026-03-14', '2026-03-15', '测试') returning id""".formatted(round));
        accounts = added("insert into partner_account_list (file_name, sha256, state, uploaded_by, uploaded_at)"
                + " values ('排序.xlsx', '0', 'DISCARDED', 't', now()) returning id");
        for (String code : List.of(FIRST, SECOND)) {
            onEveryList(organizations.require(code), code.equals(FIRST));
        }
    }

    private void onEveryList(Organization school, boolean first) {
        long file = openings.open(school, CaseFile.TENCENT_WEIBO, false).id();
        add("""
                insert into problem (case_id, organization_id, unit_code, school_code, level, kind, state, text,
                    initiator_group, opened_by, opened_by_name, opened_by_party, opened_at, handling_since, closed_at,
                    closed_how)
                values (:case, :school, '540000', :code, 'SCHOOL', 'OTHER', 'CLOSED', '排序', 't', 't', 't', 'SCHOOL',
                    now(), now(), now(), 'SETTLED')""", file, school);
        add("""
                insert into bounce (case_id, bounce_class, reason, status, reply_code, diagnostic, state, outcome, noted_at)
                select :case, 'MAILBOX_FULL', '排序', '', '', '', 'DONE', '', now() where :school > 0 and :code > ''""", file, school);
        add("""
                insert into supervision (organization_id, unit_code, school_code, level, supervised_by, state, opened_by,
                    opened_at, decided_at)
                select :school, '540000', :code, 'SCHOOL', '540000', 'DECLINED', 't', now(), now() where :case > 0""", file, school);
        add("""
                insert into campaign_school (campaign_id, organization_id, unit_code, way, state, case_id)
                select %d, :school, '540000', 'NONE', '%s', :case where :code > ''""".formatted(campaign, first ? "OPENED" : "PRESENT"), file, school);
        add("""
                insert into collection_row (collection_id, organization_id, unit_code, school_code, state, exempt_reason)
                select %d, :school, '540000', :code, %s where :case > 0""".formatted(table, first ? "'MISSING', null" : "'EXEMPT', '没有团委'"), file, school);
        add("""
                insert into account_offer (organization_id, list_id, qq_number, state, case_id, planned_at, asked_at,
                    answered_at, answered_by, reason)
                select :school, %d, '2859954' || right(:code, 3), 'DENIED', :case, now(), now(), now(), 't', '排序'
                """.formatted(accounts), file, school);
        add("""
                insert into account (user_id, organization_id, post, state, groups_held, created_by, created_at,
                    changed_by, changed_at)
                select 'sort' || :code, :school, 'SCHOOL_CONTACT', 'INACTIVE', '{}', 't', now(), 't', now()
                where :case > 0 on conflict do nothing""", file, school);
    }

    private void add(String sql, long file, Organization school) {
        jdbc.sql(sql)
                .param("case", file)
                .param("school", school.id())
                .param("code", school.code())
                .update();
    }

    private long added(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    @Test
    void a_heading_sorts_each_list_up_down_and_back() throws Exception {
        Map<String, List<String>> lists = Map.of(
                "/collections/accounts/answers?q=排序大学",
                List.of("school", "unit", "number", "state", "answered", "phase"),
                "/people?organization=排序大学",
                List.of("organization", "name", "user", "post", "state"),
                "/problems?q=排序大学",
                List.of("organization", "kind", "unit", "state", "opened", "receipt"),
                "/bounces?q=排序大学",
                List.of("organization", "class", "subject", "state", "noted"),
                "/supervisions?q=排序大学",
                List.of("organization", "number", "state", "due", "issued"),
                "/campaigns/" + campaign + "?q=排序大学",
                List.of("school", "unit", "type", "way", "standing", "phase"),
                "/collections/units/" + table + "?q=排序大学",
                List.of("school", "state"));
        for (Map.Entry<String, List<String>> list : lists.entrySet()) {
            String all = list.getKey();
            String byName = list.getValue().get(0);
            String up = page(all + "&sort=" + byName);
            assertThat(up.indexOf("阿里排序大学")).as(all).isPositive().isLessThan(up.indexOf("卓玛排序大学"));
            assertThat(up).as(all).contains("aria-sort=\"ascending\"", "sort=-" + byName);
            String down = page(all + "&sort=-" + byName);
            assertThat(down.indexOf("卓玛排序大学")).as(all).isPositive().isLessThan(down.indexOf("阿里排序大学"));
            for (String column : list.getValue()) {
                assertThat(page(all + "&sort=-" + column))
                        .as(all + " by " + column)
                        .contains("aria-sort=\"descending\"", "阿里排序大学", "卓玛排序大学");
            }
            // a column that is none is no reason to fail
            assertThat(page(all + "&sort=password"))
                    .as(all)
                    .contains("阿里排序大学")
                    .doesNotContain("aria-sort=\"descending\"");
            // the order outlives another choice of filter
            assertThat(page(all + "&sort=" + byName)).as(all).containsPattern("name=\"sort\"\\s+value=\"" + byName);
        }
    }

    /** Whatever else there is in the province: the one stands near the beginning, the other near the end. */
    @Test
    void lists_that_cannot_be_searched_are_sorted_too() throws Exception {
        Map<String, List<String>> lists = Map.of(
                "/figures/list?day=now&unit=540000",
                List.of("organization", "unit", "type", "opening", "opened", "contact", "active", "certified"),
                "/cases/waiting?unit=540000&party=SCHOOL",
                List.of("organization", "unit", "phase", "party", "waited", "receipt"));
        for (Map.Entry<String, List<String>> list : lists.entrySet()) {
            String all = list.getKey();
            String up = page(all + "&sort=organization");
            assertThat(up.indexOf("阿里排序大学")).as(all).isPositive();
            assertThat(up.indexOf("卓玛排序大学")).as(all).matches(at -> at < 0 || at > up.indexOf("阿里排序大学"));
            assertThat(up).as(all).contains("aria-sort=\"ascending\"", "unit=540000&amp;sort=-organization");
            String down = page(all + "&sort=-organization");
            assertThat(down.indexOf("卓玛排序大学")).as(all).isPositive();
            assertThat(down.indexOf("阿里排序大学")).as(all).matches(at -> at < 0 || at > down.indexOf("卓玛排序大学"));
            for (String column : list.getValue()) {
                assertThat(page(all + "&sort=-" + column))
                        .as(all + " by " + column)
                        .contains("aria-sort=\"descending\"");
            }
            assertThat(page(all + "&sort=password")).as(all).doesNotContain("aria-sort=\"descending\"");
            assertThat(up).as(all).containsPattern("name=\"sort\"\\s+value=\"organization");
        }
    }

    @Test
    void campaigns_are_sorted_by_their_names_and_figures() throws Exception {
        String ofLast = "update campaign set title = '%s' where id = %d";
        jdbc.sql(ofLast.formatted("阿里排序督导", campaign)).update();
        long other = added("insert into campaign (title, fresh_only, token, opened_by, opened_at, state, finished_at)"
                + " values ('卓玛排序督导', false, gen_random_uuid()::text, 't', now(), 'DONE', now()) returning id");
        add("""
                insert into campaign_school (campaign_id, organization_id, unit_code, way, state, case_id)
                select %d, :school, '540000', 'NONE', 'FAILED', null::bigint where :code > '' and :case = 0""".formatted(other), 0, organizations.require(FIRST));
        String first = "/campaigns/" + campaign + "\"";
        String second = "/campaigns/" + other + "\"";
        for (String column : List.of("title", "-schools", "failed", "opened")) {
            String page = page("/campaigns?sort=" + column);
            assertThat(page.indexOf(first)).as(column).isPositive().isLessThan(page.indexOf(second));
        }
        for (String column : List.of("-title", "schools", "-failed", "-opened")) {
            String page = page("/campaigns?sort=" + column);
            assertThat(page.indexOf(second)).as(column).isPositive().isLessThan(page.indexOf(first));
        }
        for (String column : List.of("state", "registered", "missing")) {
            assertThat(page("/campaigns?sort=-" + column))
                    .as(column)
                    .contains("aria-sort=\"descending\"", first, second);
        }
    }

    @Test
    void provinces_of_a_round_and_rounds_are_sorted_by_their_figures() throws Exception {
        long round = added("""
                insert into collection_round (title, opened_by, opener_code, school_due_on, unit_due_on, opened_at)
                values ('排序测试两省', 't', 'CN', '2026-03-14', '2026-03-15', now()) returning id""");
        long small = unit(round, "620000");
        long large = unit(round, "630000");
        row(small, FIRST);
        row(large, FIRST);
        row(large, SECOND);
        String up = centre("/collections/" + round + "?sort=expected");
        assertThat(up.indexOf("units/" + small)).isPositive().isLessThan(up.indexOf("units/" + large));
        String down = centre("/collections/" + round + "?sort=-expected");
        assertThat(down.indexOf("units/" + large)).isPositive().isLessThan(down.indexOf("units/" + small));
        for (String column :
                List.of("unit", "state", "filled", "missing", "returned", "exempt", "late", "schoolDue", "submitted")) {
            assertThat(centre("/collections/" + round + "?sort=-" + column))
                    .as(column)
                    .contains("aria-sort=\"descending\"", "units/" + small, "units/" + large);
        }
        for (String column : List.of("title", "schoolDue", "unitDue", "late", "OVERDUE", "SUBMITTED")) {
            assertThat(centre("/collections?sort=-" + column)).as(column).contains("aria-sort=\"descending\"");
        }
        // of a unit's own list of its tables
        assertThat(page("/collections?sort=-missing")).contains("aria-sort=\"descending\"", "units/" + table);
    }

    private long unit(long round, String code) {
        return added("""
                insert into collection_unit (round_id, unit_code, state, school_due_on, unit_due_on, end_reason)
                values (%d, '%s', 'CANCELLED', '2026-03-14', '2026-03-15', '测试') returning id""".formatted(round, code));
    }

    private void row(long unit, String school) {
        add("""
                insert into collection_row (collection_id, organization_id, unit_code, school_code, state)
                select %d, :school, '540000', :code, 'MISSING' where :case = 0""".formatted(unit), 0, organizations.require(school));
    }

    private String page(String path) throws Exception {
        return page(STAFF, path);
    }

    private String centre(String path) throws Exception {
        return page("centre-staff", path);
    }

    private String page(String group, String path) throws Exception {
        MockHttpServletResponse answer =
                mvc.perform(get(path).with(user(people.of(group)))).andReturn().getResponse();
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        return answer.getContentAsString(StandardCharsets.UTF_8);
    }
}
