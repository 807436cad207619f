package org.tuanwei.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.Contacts;
import org.tuanwei.contact.PickupPhrases;
import org.tuanwei.engine.Workflow;
import org.tuanwei.opening.Openings;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestSchools;

@EngineTest
class RegistrationTest {

    private static final AtomicInteger ADDRESS = new AtomicInteger();
    private static final String PHRASE = "明珠塔下的团旗42";

    @Autowired
    private MockMvc web;

    @Autowired
    private PublicRegistrations registrations;

    @Autowired
    private Openings openings;

    @Autowired
    private OrganizationChanges changes;

    @Autowired
    private CaseFiles files;

    @Autowired
    private Contacts contacts;

    @Autowired
    private PickupPhrases phrases;

    @Autowired
    private Workflow workflow;

    @Autowired
    private TestSchools schools;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    @AfterEach
    void presentTime() {
        clock.back();
    }

    @Test
    void aSchoolFindsItselfByNameInitialsAndCodeAndSeesNothingButNameTypeAndUnit() throws Exception {
        for (String typed : List.of("上海体育大学", "体育大学", "shtydx", "4131010277")) {
            web.perform(from(get("/register").param("q", typed)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("上海体育大学")))
                    .andExpect(content().string(containsString("普通高校 · 上海市")));
        }
        web.perform(from(get("/register/search").param("q", "shtydx").header("HX-Request", "true")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("/register?school=4131010277")))
                .andExpect(content().string(not(containsString("<html"))));
        web.perform(from(get("/register").param("q", "没有这样的学校")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("名册里没有找到")));
    }

    @Test
    void theFormOfAChosenSchoolWorksAtItsAddress() throws Exception {
        web.perform(from(get("/register").param("school", schools.school().code())))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("个人信息告知")))
                .andExpect(content().string(containsString("name=\"phraseAgain\"")));
    }

    @Test
    void everyRegistrationGetsTheSameAnswer() throws Exception {
        Organization fresh = schools.school();
        Organization registered = schools.school();
        register(registered, "first@school.example");
        Organization closed = schools.school();
        changes.close(closed.id(), new OrganizationChanges.Approval("学校撤销", "test", "test"));

        send(fields(fresh, "same1@school.example")).andExpect(redirectedUrl("/register/done"));
        send(fields(registered, "same2@school.example")).andExpect(redirectedUrl("/register/done"));
        send(fields(closed, "same3@school.example")).andExpect(redirectedUrl("/register/done"));
        Map<String, String> programme = fields(schools.school(), "same4@school.example");
        programme.put("website", "http://spam.example");
        send(programme).andExpect(redirectedUrl("/register/done"));

        assertThat(lettersTo("same1@school.example")).contains("registration-receipt");
        assertThat(lettersTo("same2@school.example")).isEmpty();
        assertThat(lettersTo("first@school.example")).contains("registration-again");
        assertThat(lettersTo("same3@school.example")).containsExactly("registration-not-accepted");
        assertThat(lettersTo("same4@school.example")).isEmpty();
        assertThat(files.ofOrganization(closed.id())).isEmpty();
        web.perform(from(get("/register/done")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("请查收邮件")));
    }

    @Test
    void theSecondRegistrationOfASchoolChangesNothingAndIsToldOnceADay() throws Exception {
        Organization school = schools.school();
        register(school, "owner@school.example");
        send(fields(school, "stranger@else.example"));
        send(fields(school, "stranger@else.example"));

        assertThat(contacts.current(school.id()).orElseThrow().email()).isEqualTo("owner@school.example");
        assertThat(lettersTo("owner@school.example"))
                .filteredOn("registration-again"::equals)
                .hasSize(1);
        assertThat(phrases.matches(school.id(), PHRASE)).isTrue();
    }

    @Test
    void aDoubleClickIsNoSecondAttempt() throws Exception {
        Organization school = schools.school();
        send(fields(school, "double@school.example"));
        send(fields(school, "double@school.example"));
        assertThat(lettersTo("double@school.example"))
                .doesNotContain("registration-again")
                .filteredOn("registration-receipt"::equals)
                .hasSize(1);
    }

    @Test
    void twentyAtOnceAreOneCase() throws Exception {
        Organization school = schools.school();
        int people = 20;
        ExecutorService threads = Executors.newFixedThreadPool(people);
        CountDownLatch together = new CountDownLatch(1);
        List<Future<Object>> done = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            Map<String, String> fields = fields(school, "crowd" + i + "@school.example");
            Callable<Object> one = () -> {
                together.await();
                registrations.register(school, RegistrationForm.of(fields));
                return true;
            };
            done.add(threads.submit(one));
        }
        together.countDown();
        for (Future<Object> one : done) {
            one.get();
        }
        threads.shutdown();

        assertThat(files.ofOrganization(school.id())).hasSize(1);
        CaseFile file = files.ofOrganization(school.id()).get(0);
        assertThat(workflow.openTasks(file.id())).hasSize(1);
        assertThat(jdbc.sql("select count(*) from registration where case_id = ?")
                        .param(file.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(jdbc.sql("select kind from mail where case_id = ? order by id")
                        .param(file.id())
                        .query(String.class)
                        .list())
                .containsExactly("registration-receipt", "registration-again");
        assertThat(jdbc.sql("select count(*) from public.act_ru_execution where business_key_ = ?")
                        .param(Long.toString(file.id()))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aRegistrationFillsInTheTaskThatACampaignHasStarted() throws Exception {
        Organization school = schools.school();
        CaseFile file = openings.open(school, CaseFile.TENCENT_WEIBO, false);
        assertThat(tasks(file)).containsExactly("account-opening.Task_Register");
        send(fields(school, "campaign@school.example"));
        assertThat(tasks(file)).containsExactly("account-opening.Task_Review");
        assertThat(phrases.matches(school.id(), PHRASE)).isTrue();
    }

    @Test
    void everyMistakeIsNamedAtItsFieldAndNothingTypedIsLost() throws Exception {
        Organization school = schools.school();
        Map<String, String> fields = fields(school, "not-a-mail");
        fields.put("mobile", "12345");
        fields.put("address", "杨浦区");
        fields.put("existingAccount", "yes");
        fields.put("phrase", "12345678");
        fields.remove("consent");
        send(fields)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("value=\"not-a-mail\"")))
                .andExpect(content().string(containsString("value=\"12345\"")))
                .andExpect(content().string(containsString("data-testid=\"problem-email\"")))
                .andExpect(content().string(containsString("data-testid=\"problem-mobile\"")))
                .andExpect(content().string(containsString("data-testid=\"problem-address\"")))
                .andExpect(content().string(containsString("data-testid=\"problem-existingQq\"")))
                .andExpect(content().string(containsString("取号口令不能全是数字")))
                .andExpect(content().string(containsString("data-testid=\"problem-consent\"")));
        assertThat(files.ofOrganization(school.id())).isEmpty();
    }

    @Test
    void theSameSchoolTooOftenIsAnsweredWithTheTimeToTryAgain() throws Exception {
        Organization school = schools.school();
        for (int i = 0; i < 10; i++) {
            send(fields(school, "often@school.example")).andExpect(redirectedUrl("/register/done"));
        }
        send(fields(school, "often@school.example"))
                .andExpect(status().isTooManyRequests())
                .andExpect(header().exists("Retry-After"))
                .andExpect(content().string(containsString("以后再试")));
    }

    @Test
    void theSameAddressTooOftenIsAnsweredWithTheTimeToTryAgain() throws Exception {
        String address = address();
        for (int i = 0; i < 20; i++) {
            web.perform(with(post("/register"), fields(schools.school(), "")).with(request -> {
                        request.setRemoteAddr(address);
                        return request;
                    }))
                    .andExpect(status().isUnprocessableEntity());
        }
        web.perform(with(post("/register"), fields(schools.school(), "")).with(request -> {
                    request.setRemoteAddr(address);
                    return request;
                }))
                .andExpect(status().isTooManyRequests());
    }

    @Test
    void withReceiptAndPhraseTheStateCanBeRead() throws Exception {
        Organization school = schools.school();
        CaseFile file = register(school, "state@school.example");
        look(" " + file.receipt().toLowerCase() + " ", PHRASE)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(school.name())))
                .andExpect(content().string(containsString("审核登记资料")))
                .andExpect(content().string(containsString("上海市团委学校部")))
                .andExpect(content().string(containsString("系统默认")))
                .andExpect(content().string(not(containsString("state@school.example"))))
                .andExpect(content().string(not(containsString("王测试"))));
    }

    @Test
    void anUnknownReceiptAndAWrongPhraseAreAnsweredAlike() throws Exception {
        CaseFile file = register(schools.school(), "alike@school.example");
        String wrong = look(file.receipt(), "不是这个口令吧").andReturn().getResponse().getContentAsString();
        String unknown =
                look("TW-2611-ABCDEFGH", "不是这个口令吧").andReturn().getResponse().getContentAsString();
        assertThat(neutral(wrong, file.receipt())).isEqualTo(neutral(unknown, "TW-2611-ABCDEFGH"));
        assertThat(wrong).contains("受理号或取号口令不正确");
    }

    @Test
    void fiveWrongPhrasesLockTheReceiptForAQuarterOfAnHourWhetherItExistsOrNot() throws Exception {
        CaseFile file = register(schools.school(), "lock@school.example");
        for (String receipt : List.of(file.receipt(), "TW-2611-" + "LKJHGFDS")) {
            for (int i = 0; i < 4; i++) {
                look(receipt, "错口令" + i).andExpect(status().isUnprocessableEntity());
            }
            look(receipt, "错口令4")
                    .andExpect(status().isTooManyRequests())
                    .andExpect(content().string(containsString("以后再试")));
            look(receipt, PHRASE).andExpect(status().isTooManyRequests());
        }
        clock.runAhead(java.time.Duration.ofMinutes(16));
        look(file.receipt(), PHRASE).andExpect(status().isOk());
    }

    @Test
    void aReturnedRegistrationIsCorrectedThere() throws Exception {
        Organization school = schools.school();
        CaseFile file = openings.open(school, CaseFile.TENCENT_WEIBO, true);
        phrases.set(school.id(), PHRASE);
        String page = look(file.receipt(), PHRASE)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("重新提交")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String ticket = page.replaceFirst("(?s).*name=\"ticket\" value=\"([^\"]+)\".*", "$1");

        Map<String, String> fields = fields(school, "corrected@school.example");
        fields.put("ticket", ticket);
        fields.put("email", "broken");
        correct(fields)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("value=\"broken\"")));
        fields.put("ticket", ticket.substring(0, ticket.length() - 1) + (ticket.endsWith("0") ? "1" : "0"));
        fields.put("email", "corrected@school.example");
        correct(fields)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("已失效")));
        fields.put("ticket", ticket);
        correct(fields).andExpect(redirectedUrl("/receipts/done"));

        assertThat(tasks(file)).containsExactly("account-opening.Task_Review");
        assertThat(contacts.current(school.id()).orElseThrow().email()).isEqualTo("corrected@school.example");
    }

    @Test
    void aSchoolThatIsInTheRegistryIsNotAskedForAgain() throws Exception {
        web.perform(with(
                        post("/register/unknown"),
                        Map.of("schoolName", "上海体育大学", "unit", "310000", "schoolType", "普通高校")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("名册里已有这所学校")))
                .andExpect(content().string(containsString("/register?school=4131010277")));
    }

    private CaseFile register(Organization school, String email) {
        registrations.register(school, RegistrationForm.of(fields(school, email)));
        return files.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
    }

    private org.springframework.test.web.servlet.ResultActions send(Map<String, String> fields) throws Exception {
        return web.perform(with(post("/register"), fields));
    }

    private org.springframework.test.web.servlet.ResultActions correct(Map<String, String> fields) throws Exception {
        return web.perform(with(post("/receipts/correction"), fields));
    }

    private org.springframework.test.web.servlet.ResultActions look(String receipt, String phrase) throws Exception {
        return web.perform(with(post("/receipts"), Map.of("receipt", receipt, "phrase", phrase)));
    }

    private static MockHttpServletRequestBuilder with(
            MockHttpServletRequestBuilder request, Map<String, String> fields) {
        fields.forEach(request::param);
        return from(request).with(csrf());
    }

    /** From an address nobody else has used, so that no test uses up another one's share. */
    private static MockHttpServletRequestBuilder from(MockHttpServletRequestBuilder request) {
        String address = address();
        return request.with(sent -> {
            sent.setRemoteAddr(address);
            return sent;
        });
    }

    private static String address() {
        int number = ADDRESS.incrementAndGet();
        return "10.41." + number / 250 + "." + (1 + number % 250);
    }

    private static Map<String, String> fields(Organization school, String email) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("school", school.code());
        fields.put("contactName", "王测试");
        fields.put("position", "团委书记");
        fields.put("phone", "55500001");
        fields.put("mobile", "19900000001");
        fields.put("email", email);
        fields.put("postcode", "200438");
        fields.put("address", "上海市杨浦区测试路399号");
        fields.put("existingAccount", "no");
        fields.put("phrase", PHRASE);
        fields.put("phraseAgain", PHRASE);
        fields.put("consent", "yes");
        return fields;
    }

    private List<String> lettersTo(String recipient) {
        return jdbc.sql("select kind from mail where recipient = ? order by id")
                .param(recipient)
                .query(String.class)
                .list();
    }

    private List<String> tasks(CaseFile file) {
        return workflow.openTasks(file.id()).stream().map(task -> task.key()).toList();
    }

    /** The page without what was typed and the tokens. */
    private static String neutral(String page, String receipt) {
        return page.replace(receipt, "RECEIPT")
                .replaceAll("name=\"_csrf\"[^>]*", "")
                .replaceAll("(?s)<meta name=\"_csrf\".*?>", "");
    }
}
