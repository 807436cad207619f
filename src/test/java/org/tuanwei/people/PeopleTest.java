package org.tuanwei.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.demo.DemoRegistry;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Accounts from the first mail to the last day; security rows 3, 4 and 7. */
@EngineTest
@Transactional
class PeopleTest {

    private static final String GOOD = "Yundong-Jianshe-88";

    @Autowired
    PeopleService service;

    @Autowired
    Accounts accounts;

    @Autowired
    Activations activations;

    @Autowired
    Organizations organizations;

    @Autowired
    RegistryImport imports;

    @Autowired
    TestPeople people;

    @Autowired
    Viewers viewers;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    private Organization school;

    @BeforeEach
    void registry() {
        imports.load(DemoRegistry.small(), "test");
        school = organizations.require("4132010284");
    }

    @AfterEach
    void timeGoesOn() {
        clock.back();
    }

    private static ContactCard card(Organization organization) {
        return new ContactCard(
                1,
                organization.id(),
                1,
                "周敏",
                null,
                null,
                "19900000003",
                "zhou@nju.example",
                "江苏省南京市栖霞区仙林大道163号",
                null,
                false,
                "registration",
                Instant.EPOCH);
    }

    private List<String> links(String address) {
        return jdbc
                .sql("select body from mail where recipient = :to and kind = 'account-activation' order by id")
                .param("to", address)
                .query(String.class)
                .list()
                .stream()
                .map(body -> {
                    Matcher mark = Pattern.compile("\\{\\{late:account-activation:([0-9a-f]+)}}")
                            .matcher(body);
                    assertThat(mark.find()).isTrue();
                    return activations.value(mark.group(1)).replaceFirst("^https?://[^/]+", "");
                })
                .toList();
    }

    private ResultActions choose(String link, String password, String again) throws Exception {
        return mvc.perform(post(link).with(csrf()).param("password", password).param("passwordAgain", again));
    }

    private boolean signsIn(String userId, String password) throws Exception {
        String target = mvc.perform(
                        post("/login").with(csrf()).param("username", userId).param("password", password))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        return target != null && !target.contains("error");
    }

    @Test
    void the_first_account_of_a_school_comes_once_and_its_holder_chooses_the_password() throws Exception {
        String userId = service.createFirstAccount(school, card(school));
        assertThat(service.createFirstAccount(school, card(school)))
                .isEqualTo(userId)
                .isEqualTo("s4132010284");
        List<String> links = links("zhou@nju.example");
        assertThat(links).hasSize(1);
        String link = links.get(0);
        mvc.perform(get(link))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("s4132010284")))
                .andExpect(content().string(containsString("南京大学")));
        choose(link, GOOD, "Other-Passwort-99")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("两次输入的密码不一样")));
        choose(link, GOOD, GOOD).andExpect(status().isOk());
        assertThat(viewers.of(userId).isSchool("4132010284")).isTrue();
        assertThat(signsIn(userId, GOOD)).isTrue();
        assertThat(signsIn(userId, GOOD + "x")).isFalse();
        choose(link, GOOD + "2", GOOD + "2").andExpect(status().isNotFound());
        mvc.perform(get(link)).andExpect(status().isNotFound());
        assertThat(jdbc.sql("select pwd_ from public.act_id_user where id_ = :id")
                        .param("id", userId)
                        .query(String.class)
                        .single())
                .contains("bcrypt")
                .doesNotContain(GOOD);
    }

    @Test
    void a_class_branch_is_acted_for_by_its_school() {
        Organization branch = new Organization(
                0,
                "4132010284-1",
                Organization.Kind.BRANCH,
                "2024级历史1班团支部",
                null,
                null,
                school.id(),
                "320000",
                "4132010284",
                null,
                null,
                null,
                Organization.Status.ACTIVE,
                null,
                null);
        assertThat(service.createFirstAccount(branch, card(branch))).isEqualTo("s4132010284");
        assertThat(accounts.byId("s4132010284")).isEmpty();
    }

    @Test
    void codes_expire_after_five_working_days_and_a_new_one_voids_the_old() throws Exception {
        String userId = service.createFirstAccount(school, card(school));
        Viewer province = viewers.of(people.of("province-320000-staff"));
        service.newCode(userId, province);
        List<String> links = links("zhou@nju.example");
        assertThat(links).hasSize(2);
        mvc.perform(get(links.get(0))).andExpect(status().isNotFound());
        mvc.perform(get(links.get(1))).andExpect(status().isOk());
        clock.runAhead(Duration.ofDays(20));
        mvc.perform(get(links.get(1))).andExpect(status().isNotFound());
        choose(links.get(1), GOOD, GOOD).andExpect(status().isNotFound());
        assertThat(accounts.byId(userId).orElseThrow().state()).isEqualTo(Account.State.INVITED);
    }

    @Test
    void no_table_holds_a_code() {
        service.createFirstAccount(school, card(school));
        String token = links("zhou@nju.example").get(0).substring("/activate/".length());
        for (String table : List.of("account_activation", "mail", "audit_entry", "account")) {
            assertThat(jdbc.sql("select count(*) from " + table + " t where t::text like :token")
                            .param("token", "%" + token + "%")
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short-A1",
                "alllowercase-1",
                "ALLUPPERCASE-1",
                "NoDigits-here",
                "NoSymbol1234x",
                "S4132010284-Ab",
                "Password-2026",
                "Abcdefgh-27",
                "Zhou@nju.example1",
                "Aaaaaa-90210"
            })
    void weak_passwords_are_refused_in_chinese_on_this_way_in_too(String weak) throws Exception {
        service.createFirstAccount(school, card(school));
        String link = links("zhou@nju.example").get(0);
        choose(link, weak, weak)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("密码")));
        assertThat(accounts.byId("s4132010284").orElseThrow().state()).isEqualTo(Account.State.INVITED);
    }

    @Test
    void deactivating_takes_everything_and_coming_back_needs_a_new_password() throws Exception {
        String userId = service.createFirstAccount(school, card(school));
        choose(links("zhou@nju.example").get(0), GOOD, GOOD).andExpect(status().isOk());
        Viewer province = viewers.of(people.of("province-320000-staff"));
        service.deactivate(userId, "离任", province);
        assertThat(viewers.of(userId).groups()).isEmpty();
        assertThat(signsIn(userId, GOOD)).isFalse();
        service.reactivate(userId, province);
        assertThat(signsIn(userId, GOOD)).isFalse();
        List<String> links = links("zhou@nju.example");
        choose(links.get(links.size() - 1), GOOD + "x", GOOD + "x").andExpect(status().isOk());
        assertThat(signsIn(userId, GOOD + "x")).isTrue();
        assertThat(viewers.of(userId).groups()).isEqualTo(Set.of("school-4132010284"));
    }

    @ParameterizedTest
    @CsvSource({
        // who, organisation, post, answer
        "province-320000-staff, 4132010284, SCHOOL_CONTACT, 302",
        "province-320000-lead, 4132010284, SCHOOL_CONTACT, 302",
        "province-310000-staff, 4132010284, SCHOOL_CONTACT, 404",
        "province-320000-staff, 320000, UNIT_STAFF, 403",
        "province-320000-lead, 320000, UNIT_STAFF, 403",
        "province-320000-staff, CN, OPERATIONS, 404",
        "centre-staff, 320000, UNIT_LEAD, 302",
        "centre-staff, CN, CENTRE_STAFF, 302",
        "centre-staff, CN, CENTRE_LEAD, 403",
        "centre-lead, CN, CENTRE_LEAD, 302",
        "centre-lead, CN, OPERATIONS, 403",
        "centre-staff, TENCENT, PARTNER, 302",
        "centre-staff, 4132010284, SCHOOL_CONTACT, 403",
        "operations, 4132010284, SCHOOL_CONTACT, 302",
        "operations, CN, OPERATIONS, 302",
        "operations, 320000, SCHOOL_CONTACT, 422",
        "school-4132010284, 4132010284, SCHOOL_CONTACT, 403",
        "supervisor-320000, 4132010284, SCHOOL_CONTACT, 403",
        "university-office, 4132010284, SCHOOL_CONTACT, 403",
        "tencent, 4132010284, SCHOOL_CONTACT, 403"
    })
    void the_level_above_and_operations_make_accounts(String who, String organization, String post, int answer)
            throws Exception {
        mvc.perform(post("/people")
                        .with(csrf())
                        .with(user(people.of(who)))
                        .param("userId", "new_user")
                        .param("name", "新人")
                        .param("email", "new@x.example")
                        .param("post", post)
                        .param("organizationCode", organization))
                .andExpect(status().is(answer));
        assertThat(accounts.byId("new_user").isPresent()).isEqualTo(answer == 302);
    }

    @Test
    void wrong_fields_are_told_one_by_one() throws Exception {
        mvc.perform(post("/people")
                        .with(csrf())
                        .with(user(people.of("operations")))
                        .param("userId", "A B")
                        .param("name", "1")
                        .param("email", "nobody")
                        .param("post", "SCHOOL_CONTACT")
                        .param("organizationCode", "4132010284"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("用户名应为3至30位")))
                .andExpect(content().string(containsString("姓名应为2至30个字")))
                .andExpect(content().string(containsString("缺少“@”")));
    }

    @Test
    void lists_and_pages_keep_to_the_own_subtree() throws Exception {
        service.createFirstAccount(school, card(school));
        mvc.perform(get("/people").with(user(people.of("province-320000-staff"))))
                .andExpect(content().string(containsString("s4132010284")));
        for (String foreign : List.of("province-310000-staff", "province-310000-lead")) {
            mvc.perform(get("/people?organization=4132010284").with(user(people.of(foreign))))
                    .andExpect(content().string(containsString("没有符合条件的账号")));
            mvc.perform(get("/people/s4132010284").with(user(people.of(foreign))))
                    .andExpect(status().isNotFound());
            mvc.perform(post("/people/s4132010284/code").with(csrf()).with(user(people.of(foreign))))
                    .andExpect(status().isNotFound());
        }
        for (String none : List.of("school-4132010284", "supervisor-320000", "tencent", "university-office")) {
            mvc.perform(get("/people").with(user(people.of(none)))).andExpect(status().isForbidden());
        }
        mvc.perform(get("/people/s4132010284").with(user(people.of("centre-staff"))))
                .andExpect(status().isOk());
        mvc.perform(post("/people/s4132010284/deactivate")
                        .with(csrf())
                        .with(user(people.of("centre-staff")))
                        .param("reason", "x"))
                .andExpect(status().isForbidden());
        mvc.perform(get("/registry/4132010284").with(user(people.of("province-320000-staff"))))
                .andExpect(content().string(containsString("人员账号")));
    }

    @Test
    void nobody_keeps_his_own_account() {
        Organization centre = organizations.require("CN");
        service.adopt(
                new org.tuanwei.security.IdentityTables.Person("ops_one", "运维一", "ops@x.example"),
                centre,
                Post.OPERATIONS,
                GOOD);
        Viewer ops = viewers.of("ops_one");
        assertThatThrownBy(() -> service.deactivate("ops_one", "误操作", ops))
                .isInstanceOf(org.tuanwei.security.NotAllowed.class);
    }

    @Test
    void the_first_administrator_is_invited_once() {
        jdbc.sql("update account set state = 'INACTIVE' where post = 'OPERATIONS'")
                .update();
        service.createFirstAdministrator("chief", "chief@x.example");
        service.createFirstAdministrator("other", "other@x.example");
        assertThat(links("chief@x.example")).hasSize(1);
        assertThat(accounts.byId("other")).isEmpty();
        assertThat(accounts.byId("chief").orElseThrow().state()).isEqualTo(Account.State.INVITED);
    }
}
