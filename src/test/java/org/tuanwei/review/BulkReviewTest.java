package org.tuanwei.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.opening.Openings;
import org.tuanwei.opening.RegistrationEntry;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** Many registrations are judged on one page by people who do not know of each other. */
@EngineTest
class BulkReviewTest {

    private static final String PROVINCE = "province-310000-staff";
    private static final String LIST = "/tasks/reviews/registrations";
    private static final AtomicInteger MOBILE = new AtomicInteger(19_700_000);

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ReviewList list;

    @Autowired
    private Reviewers reviewers;

    @Autowired
    private Openings openings;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Workflow workflow;

    @Autowired
    private TestSchools schools;

    @Autowired
    private TestPeople people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    private String officer = "";
    private String colleague = "";

    @BeforeEach
    void aWorkingDay() {
        clock.set(HandClock.instant("2026-11-24T10:00"));
        officer = people.of(PROVINCE);
        colleague = people.colleague(PROVINCE);
    }

    @AfterEach
    void now() {
        clock.back();
    }

    /** A registration that waits for its verdict. */
    private record Waiting(Organization school, CaseFile file, String taskId) {}

    private Waiting registered() {
        return registered(null);
    }

    private Waiting registered(@Nullable String mobile) {
        Organization school = schools.school();
        String number = mobile == null ? "199" + MOBILE.incrementAndGet() : mobile;
        openings.register(
                school,
                CaseFile.TENCENT_WEIBO,
                new RegistrationEntry(
                        details(school, number.length() == 10 ? number + "3" : number), false, null, null));
        CaseFile file = openings.open(school, CaseFile.TENCENT_WEIBO, true);
        return new Waiting(school, file, workflow.openTasks(file.id()).get(0).taskId());
    }

    private static ContactDetails details(Organization school, String mobile) {
        return new ContactDetails(
                "林溪", "团委书记", "55500001", mobile, "review" + school.code() + "@free.example", "上海市测试路 1 号团委", "200000");
    }

    private String tick(Waiting one) {
        return people.asUser(officer, () -> list.find(
                        viewer(officer), reviewers.require("registrations", viewer(officer)), one.taskId())
                .orElseThrow()
                .tick());
    }

    @Autowired
    private org.tuanwei.security.Viewers viewers;

    private org.tuanwei.security.Viewer viewer(String user) {
        return viewers.of(user);
    }

    @Test
    void theListShowsMaskedDataAndWhatLooksWrong() throws Exception {
        Waiting clean = registered();
        Waiting one = registered("19955500101");
        Waiting two = registered("19955500101");

        as(officer, get(LIST).param("q", one.school().name()))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("手机与" + two.school().name() + "相同"),
                                containsString("199****0101"),
                                containsString("re***@free.example"),
                                containsString("用的是公共邮箱（free.example）"),
                                not(containsString("19955500101")),
                                not(containsString("review" + one.school().code())))));
        as(officer, get(LIST).param("show", "CLEAN").param("q", one.school().code()))
                .andExpect(content().string(containsString("没有符合这些条件的事项")));
        as(officer, get(LIST).param("show", "CLEAN").param("q", clean.school().code()))
                .andExpect(content().string(containsString("预览通过全部没有疑点的 1 项")));
        as(officer, get(LIST).param("show", "nonsense").param("sort", "x").param("page", "-3"))
                .andExpect(status().isOk());
        clock.set(HandClock.instant("2026-11-27T10:00"));
        as(officer, get(LIST).param("show", "LATE").param("q", one.school().code()))
                .andExpect(content().string(containsString(one.taskId())));
        as(officer, get(LIST).param("show", "FRESH").param("q", one.school().code()))
                .andExpect(content().string(not(containsString(one.taskId()))));
        as(officer, get("/desk")).andExpect(content().string(containsString("href=\"" + LIST + "\"")));
    }

    @Test
    void aHeadingSortsTheReviewsAndTheirOrderStaysInTheAddress() throws Exception {
        Waiting sound = registered("19955500201");
        Waiting doubtful = registered("12955500202");
        String both = commonPart(sound.school().name(), doubtful.school().name());
        for (String order : List.of("doubts", "due", "since", "organization", "-organization")) {
            String page = as(officer, get(LIST).param("q", both).param("sort", order))
                    .andExpect(status().isOk())
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
            assertThat(page).as(order).contains("q=", "sort=" + order);
            if (!order.equals("since")) {
                assertThat(page)
                        .as(order)
                        .contains(order.startsWith("-") ? "aria-sort=\"descending\"" : "aria-sort=\"ascending\"");
            }
        }
        List<String> doubts = order("doubts");
        assertThat(doubts.indexOf(sound.taskId())).isLessThan(doubts.indexOf(doubtful.taskId()));
        List<String> turned = order("-doubts");
        assertThat(turned.indexOf(doubtful.taskId())).isLessThan(turned.indexOf(sound.taskId()));
        assertThat(order("password"))
                .as("what is no column leaves the list's own order")
                .isEqualTo(order(null));
    }

    private List<String> order(@Nullable String sort) {
        return people.asUser(officer, () -> list
                .page(
                        viewer(officer),
                        reviewers.require("registrations", viewer(officer)),
                        new ReviewFilter("registrations", null, null, sort, null))
                .all()
                .stream()
                .map(ReviewList.Row::taskId)
                .toList());
    }

    private static String commonPart(String one, String other) {
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return one.substring(0, same);
    }

    @Test
    void thePreviewTellsSoundFromDoubtfulFromWhatCannotGoAlong() throws Exception {
        Waiting sound = registered();
        Waiting doubtful = registered("12955500102");
        Waiting changed = registered();
        Waiting open = registered();
        Waiting done = registered();
        String[] ticks = {tick(sound), tick(doubtful), tick(changed), tick(open), tick(done)};
        correct(changed);
        as(colleague, post(LIST + "/" + open.taskId() + "/open")).andExpect(status().is3xxRedirection());
        decide(done, colleague, "approve");

        String page = as(officer, post(LIST + "/preview").param("ids", ticks))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page)
                .contains("data-testid=\"preview-sound\">1<", "data-testid=\"preview-doubtful\">1<")
                .contains("data-testid=\"preview-left\">3<", "您打开列表之后内容有变更", "同事" + PROVINCE + "正在审核")
                .contains("已由同事" + PROVINCE + "于 2026-11-24 10:00 通过")
                .contains("为单位建立账号并发信告知");
        assertThat(page.substring(page.indexOf("preview-doubtful-rows"), page.indexOf("preview-sound-rows")))
                .as("what is doubtful has to be ticked once more")
                .contains(doubtful.taskId())
                .doesNotContain("checked");
    }

    @Test
    void eachOfABatchStandsForItselfAndTheResultSaysWhatBecameOfIt() throws Exception {
        Waiting first = registered();
        Waiting changed = registered();
        Waiting done = registered();
        Waiting open = registered();
        Waiting broken = registered();
        Waiting last = registered();
        String[] ticks = {tick(first), tick(changed), tick(done), tick(open), tick(broken), tick(last)};
        correct(changed);
        decide(done, colleague, "return");
        as(colleague, post(LIST + "/" + open.taskId() + "/open")).andExpect(status().is3xxRedirection());
        spoil(broken);

        String results = as(officer, post(LIST).param("ids", ticks))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        as(officer, get(results))
                .andExpect(content()
                        .string(allOf(
                                containsString("data-testid=\"batch-done\">2<"),
                                containsString("data-testid=\"batch-left\">4<"),
                                containsString("您看过之后内容有变更，没有办理"),
                                containsString("已由同事" + PROVINCE + "于 2026-11-24 10:00 退回"),
                                containsString("同事" + PROVINCE + "正在审核，没有办理"),
                                containsString("系统没有办成，这一项保持原样"))));
        as(colleague, get(results)).andExpect(status().isNotFound());

        assertThat(story(first)).contains("opening.approved");
        assertThat(actor(first, "opening.approved")).isEqualTo(officer);
        assertThat(story(last)).contains("opening.approved");
        for (Waiting left : List.of(changed, open, broken)) {
            assertThat(story(left)).doesNotContain("opening.approved", "opening.returned");
        }
        assertThat(workflow.assignee(changed.taskId()))
                .as("what was refused is claimed by nobody")
                .isNull();
        assertThat(workflow.assignee(broken.taskId())).isNull();
        as(officer, post(LIST).param("ids", ticks[0])).andExpect(status().is3xxRedirection());
        assertThat(story(first)).as("a second click").containsOnlyOnce("opening.approved");
    }

    @Test
    void twoAtOnceDecideEveryTaskExactlyOnceAndEachHearsOfTheOther() throws Exception {
        List<Waiting> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(registered());
        }
        String[] ticks = all.stream().map(this::tick).toArray(String[]::new);
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService two = Executors.newFixedThreadPool(2);
        List<Future<String>> running = new ArrayList<>();
        for (String user : List.of(officer, colleague)) {
            Callable<String> approving = () -> {
                together.await();
                return String.valueOf(as(user, post(LIST).param("ids", ticks))
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl());
            };
            running.add(two.submit(approving));
        }
        String mine =
                as(officer, get(running.get(0).get())).andReturn().getResponse().getContentAsString();
        String his = as(colleague, get(running.get(1).get()))
                .andReturn()
                .getResponse()
                .getContentAsString();
        two.shutdown();

        for (Waiting one : all) {
            assertThat(story(one)).containsOnlyOnce("opening.approved");
            assertThat(actor(one, "opening.approved")).isIn(officer, colleague);
        }
        assertThat(count(mine, ">已通过<") + count(his, ">已通过<")).isEqualTo(6);
        assertThat(count(mine, "已由同事" + PROVINCE)).isEqualTo(count(his, ">已通过<"));
        assertThat(count(his, "已由测试" + PROVINCE)).isEqualTo(count(mine, ">已通过<"));
    }

    @Test
    void openingClaimsClosingGivesBackAndWhatLiesTooLongMayBeTakenOver() throws Exception {
        Waiting one = registered();
        String row = LIST + "/" + one.taskId();
        as(officer, get(row))
                .andExpect(content()
                        .string(allOf(
                                containsString("打开审核"),
                                containsString("re***@free.example"),
                                not(containsString("data-testid=\"decide\"")))));
        as(officer, post(row + "/open").param("q", "学院")).andExpect(status().is3xxRedirection());
        as(officer, get(row))
                .andExpect(content()
                        .string(allOf(
                                containsString("data-testid=\"decide\""),
                                containsString("review" + one.school().code()))));
        assertThat(jdbc.sql("select count(*) from contact_access where organization_id = ? and user_id = ?")
                        .params(one.school().id(), officer)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        as(colleague, get(row))
                .andExpect(content()
                        .string(allOf(
                                containsString("测试" + PROVINCE + "正在看这一项（自 2026-11-24 10:00 起）"),
                                not(containsString("review" + one.school().code())))));
        as(colleague, post(row + "/open")).andExpect(flash().attribute("problem", containsString("同事刚打开")));
        String version = tick(one).substring(one.taskId().length() + 1);
        as(colleague, post(row).param("decision", "approve").param("version", version))
                .andExpect(flash().attribute("problem", containsString("测试" + PROVINCE + "正在审核")));
        assertThat(story(one)).doesNotContain("opening.approved");

        clock.set(clock.instant().plus(Duration.ofMinutes(31)));
        as(colleague, get(row)).andExpect(content().string(containsString("接手审核")));
        as(colleague, post(row + "/open")).andExpect(redirectedUrl(row));
        assertThat(workflow.assignee(one.taskId())).isEqualTo(colleague);
        as(officer, post(row + "/close")).andExpect(status().is3xxRedirection());
        assertThat(workflow.assignee(one.taskId())).as("only his own look").isEqualTo(colleague);
        as(colleague, post(row + "/close")).andExpect(redirectedUrl(LIST));
        assertThat(workflow.assignee(one.taskId())).isNull();
    }

    @Test
    void oneIsReturnedWithAReasonThatTheFormAsksFor() throws Exception {
        Waiting one = registered();
        String version = tick(one).substring(one.taskId().length() + 1);
        String row = LIST + "/" + one.taskId();
        as(
                        officer,
                        post(row)
                                .param("decision", "return")
                                .param("version", version)
                                .param("reason", "错"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString(">错</textarea>")))
                .andExpect(content().string(containsString("data-testid=\"review-problem\"")));
        assertThat(workflow.assignee(one.taskId())).isNull();
        as(officer, post(row).param("version", version)).andExpect(status().isUnprocessableEntity());
        as(
                        officer,
                        post(row)
                                .param("decision", "return")
                                .param("version", version)
                                .param("reason", "邮箱请用学校邮箱"))
                .andExpect(redirectedUrl(LIST))
                .andExpect(flash().attribute("notice", one.school().name() + "：已退回，原因会发给登记的邮箱"));
        assertThat(story(one)).contains("opening.returned");
        as(colleague, post(row).param("decision", "approve").param("version", version))
                .andExpect(flash().attribute("problem", containsString("已由测试" + PROVINCE)));
        as(colleague, get(row)).andExpect(status().isNotFound());
    }

    @Test
    void nobodyApprovesHisOwnEntry() throws Exception {
        Organization school = schools.school();
        CaseFile file = openings.open(school, CaseFile.TENCENT_WEIBO, false);
        HumanTask register = workflow.openTasks(file.id()).get(0);
        people.asUser(officer, () -> {
            workflow.offerTo(register.taskId(), PROVINCE);
            workflow.complete(
                    register.taskId(),
                    Map.of(
                            "contactName", "林溪",
                            "mobile", "19955500103",
                            "email", "own" + school.code() + "@free.example",
                            "address", "上海市测试路 1 号团委",
                            "existingAccount", "no"));
            return true;
        });
        Waiting own =
                new Waiting(school, file, workflow.openTasks(file.id()).get(0).taskId());
        String tick = tick(own);
        as(officer, post(LIST + "/preview").param("ids", tick))
                .andExpect(content().string(containsString("是您本人提交的，须由同事审核")));
        String results = as(officer, post(LIST).param("ids", tick))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        as(officer, get(results)).andExpect(content().string(containsString("须由本单位其他同事审核")));
        assertThat(story(own)).doesNotContain("opening.approved", "opening.approvedOwn");
    }

    @Test
    void onlyTheLevelAboveReviewsAndOnlyWhatIsItsOwn() throws Exception {
        Waiting one = registered();
        String tick = tick(one);
        String row = LIST + "/" + one.taskId();
        for (String group : List.of(
                "school-" + one.school().code(), "tencent", "supervisor-310000", "operations", "university-office")) {
            String outsider = people.of(group);
            for (String address : List.of(LIST, row, "/tasks/reviews")) {
                as(outsider, get(address)).andExpect(status().isForbidden());
            }
            as(outsider, post(LIST).param("ids", tick)).andExpect(status().isForbidden());
        }
        for (String group : List.of("province-320000-staff", "centre-staff")) {
            String other = people.of(group);
            as(other, get(row)).andExpect(status().isNotFound());
            as(other, post(row + "/open")).andExpect(status().isNotFound());
            as(other, post(row).param("decision", "approve").param("version", "1-1"))
                    .andExpect(status().isNotFound());
            as(other, post(LIST + "/preview").param("ids", tick)).andExpect(status().isNotFound());
            as(other, post(LIST).param("ids", tick)).andExpect(status().isNotFound());
            as(other, get(LIST).param("q", one.school().code()))
                    .andExpect(content().string(not(containsString(one.taskId()))));
        }
        decide(one, officer, "approve");
        as(people.of("province-320000-staff"), post(LIST + "/preview").param("ids", tick))
                .andExpect(status().isNotFound());
        as(officer, get("/tasks/reviews/nothing")).andExpect(status().isNotFound());
        as(officer, post(LIST + "/preview").param("ids", "nonsense"))
                .andExpect(flash().attribute("problem", containsString("重新勾选")));
        as(officer, post(LIST)).andExpect(flash().attribute("problem", containsString("请先勾选")));

        Waiting two = registered();
        String lead = people.of("province-310000-lead");
        as(lead, get(LIST).param("q", two.school().code()))
                .andExpect(content()
                        .string(allOf(
                                containsString(two.taskId()), not(containsString("data-testid=\"review-preview\"")))));
        as(lead, post(LIST).param("ids", tick(two))).andExpect(status().isForbidden());
        as(lead, post(LIST + "/" + two.taskId() + "/open")).andExpect(status().isForbidden());
        assertThat(story(two)).doesNotContain("opening.approved");
    }

    private void decide(Waiting one, String user, String decision) {
        people.asUser(user, () -> {
            workflow.complete(
                    one.taskId(),
                    decision.equals("approve")
                            ? Map.of("decision", decision)
                            : Map.of("decision", decision, "reason", "通信地址请写到门牌号"));
            return true;
        });
    }

    private void correct(Waiting one) {
        people.asUser(
                officer,
                () -> contacts.correct(
                        one.school().id(),
                        new ContactDetails(
                                "林溪",
                                "团委书记",
                                "55500001",
                                "19955500104",
                                "new" + one.school().code() + "@free.example",
                                "上海市测试路 1 号团委",
                                "200000"),
                        "学校来电更正"));
    }

    /** Its verdict cannot be stored any more. */
    private void spoil(Waiting one) {
        jdbc.sql(
                        "insert into registration_review (case_id, registration_id, decision, own_entry, decided_by, decided_at)"
                                + " select case_id, id, 'APPROVE', false, 'nobody', now() from registration where case_id = ?")
                .param(one.file().id())
                .update();
    }

    private List<String> story(Waiting one) {
        return jdbc.sql("select kind from case_event where case_id = ?")
                .param(one.file().id())
                .query(String.class)
                .list();
    }

    private String actor(Waiting one, String kind) {
        return jdbc.sql("select actor_id from case_event where case_id = ? and kind = ?")
                .params(one.file().id(), kind)
                .query(String.class)
                .single();
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    private ResultActions as(String user, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(user)).with(csrf()));
    }
}
