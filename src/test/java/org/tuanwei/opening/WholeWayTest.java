package org.tuanwei.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFile.State;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Phase;
import org.tuanwei.contact.Contacts;
import org.tuanwei.contact.PickupPhrases;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.Workflow;
import org.tuanwei.mail.MailDelivery;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.AvatarHands;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** The whole case through all its processes, to the account in operation and by way of Tencent's objection. */
@EngineTest
class WholeWayTest {

    private static final String PROVINCE = "province-310000-staff";
    private static final String PHRASE = "明珠塔下的团旗42";
    private static final String CONFIRM_CHANGED = "credential-delivery.Task_ConfirmChanged";
    private static final String CORRECT = "partner-problem.Task_SchoolCorrect";
    private static final String PRESS_OWNER = "partner-problem.Task_PressOwner";
    private static final String HANDLE = "partner-problem.Task_PartnerHandle";
    private static final String CONFIRM_PROBLEM = "partner-problem.Task_Confirm";
    private static final Pattern LINK = Pattern.compile("/pickup/[A-Za-z0-9_-]+");

    @Autowired
    private MockMvc web;

    @Autowired
    private Openings openings;

    @Autowired
    private CaseFiles files;

    @Autowired
    private Workflow workflow;

    @Autowired
    private PickupPhrases phrases;

    @Autowired
    private MailDelivery delivery;

    @Autowired
    private GreenMail mailbox;

    @Autowired
    private TestPeople people;

    @Autowired
    private TestSchools schools;

    @Autowired
    private Jobs jobs;

    @Autowired
    private HistoryService history;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Contacts contacts;

    @Autowired
    private WorkingCalendar calendar;

    @Autowired
    private MovableClock clock;

    @AfterEach
    void now() {
        clock.back();
    }

    @Test
    void aSchoolGoesTheWholeWayToItsOpenedAccount() throws Exception {
        Organization school = schools.school();
        String group = "school-" + school.code();
        String email = "whole" + school.code() + "@school.example";
        Case one = registered(school, email).does(PROVINCE, OpeningProcess.REVIEW, Map.of("decision", "approve"));
        assertThat(jdbc.sql("select user_id from account where organization_id = ?")
                        .param(school.id())
                        .query(String.class)
                        .list())
                .as("the approval has made its first account")
                .containsExactly("s" + school.code());

        String qq = "61" + school.code().substring(3);
        issue(one, qq);
        assertThat(one.open()).containsExactly(OpeningProcess.AWAIT_PICK_UP);
        assertThat(one.file().phase()).isEqualTo(Phase.DELIVERY);
        pickUp(email);
        jobs.runDue(one.id());
        one.does(group, "credential-delivery.Task_ConfirmChanged", Map.of("outcome", "changed"));
        assertThat(one.file().phase()).isEqualTo(Phase.AVATAR);
        avatar(one, group);
        one.does(PROVINCE, "avatar-setup.Task_ReviewAvatar", Map.of("decision", "approve"));
        one.does(group, "avatar-setup.Task_Publish", Map.of("accountUrl", "http://t.qq.com/wholeway" + school.code()));
        assertThat(one.file().phase()).isEqualTo(Phase.PLAN);
        one.does(
                group,
                OpeningProcess.FILE_PLAN,
                Map.of(
                        "personInCharge", "王测试",
                        "substitute", "李测试",
                        "hours", "工作日 9:00—17:00",
                        "arrangement", "每周不少于五条原创，专人每天查看三次"));

        assertThat(one.ends()).contains("EndEvent_Opened");
        assertThat(one.running()).isFalse();
        CaseFile file = one.file();
        assertThat(file.state()).isEqualTo(State.OPEN);
        assertThat(file.phase()).isEqualTo(Phase.OPEN);
        assertThat(file.qqNumber()).isEqualTo(qq);
        assertThat(one.letters())
                .containsSubsequence(
                        OpeningLetters.RECEIPT, OpeningLetters.APPROVED, "pickup-link", OpeningLetters.OPENED);
        assertThat(one.story())
                .containsSubsequence(
                        "opening.registered",
                        "opening.approved",
                        "opening.submitted",
                        "opening.planFiled",
                        "opening.inOperation");
    }

    @Test
    void dataThatTencentCannotUseAreCorrectedAndSubmittedAgain() throws Exception {
        Organization school = schools.school();
        String group = "school-" + school.code();
        Case one = registered(school, "unusable@school.example")
                .does(PROVINCE, OpeningProcess.REVIEW, Map.of("decision", "approve"));
        String task = one.task(OpeningProcess.ISSUE_CREDENTIALS).taskId();
        web.perform(as(
                "tencent",
                post("/tasks/" + task + "/credentials/objection")
                        .param("kind", "DATA_INCOMPLETE")
                        .param("text", "通信地址缺少门牌号，请电话 19900000001 联系")));
        one.runsJobs();

        assertThat(one.open()).containsExactly("partner-problem.Task_SchoolCorrect");
        assertThat(String.valueOf(one.task("partner-problem.Task_SchoolCorrect")
                        .variables()
                        .get("problemText")))
                .contains("通信地址缺少门牌号")
                .doesNotContain("19900000001");
        assertThat(raisers(one)).as("the words are Tencent's, not the system's").containsExactly("TENCENT");
        Map<String, Object> corrected = new HashMap<>(Case.registerValues("unusable@school.example"));
        corrected.keySet().removeIf(key -> key.startsWith("existing"));
        corrected.put("address", "上海市杨浦区测试路399号行政楼201室");
        one.does(group, "partner-problem.Task_SchoolCorrect", corrected);

        assertThat(one.open()).contains(OpeningProcess.ISSUE_CREDENTIALS);
        assertThat(one.story()).contains("opening.dataProblem", "opening.resubmitted");
        assertThat(one.letters()).contains(OpeningLetters.RESUBMITTED);

        issue(one, "62" + school.code().substring(3));
        assertThat(one.open())
                .as("a number issued on the corrected data confirms them")
                .containsExactly(OpeningProcess.AWAIT_PICK_UP);
        assertThat(closings(one)).containsExactly("SETTLED");
        assertThat(one.ends()).contains("EndEvent_DataUnusable", "EndEvent_Settled");
    }

    @Test
    void aWrongPasswordIsExplainedAndTheDeliveryGoesOnWhereItStood() throws Exception {
        Organization school = schools.school();
        String group = "school-" + school.code();
        Case one = pickedUp(school, "explained" + school.code() + "@school.example");
        one.does(group, CONFIRM_CHANGED, Map.of("outcome", "wrongPassword", "reason", "提示密码错误"));
        assertThat(one.open()).containsExactly(HANDLE);

        one.does("tencent", HANDLE, Map.of("action", "explained", "answer", "首次登录请区分大小写"))
                .does(group, CONFIRM_PROBLEM, Map.of("solved", "yes"));

        assertThat(one.open()).containsExactly(CONFIRM_CHANGED);
        one.does(group, CONFIRM_CHANGED, Map.of("outcome", "changed"));
        assertThat(one.file().phase()).isEqualTo(Phase.AVATAR);
        assertThat(closings(one)).containsExactly("CONFIRMED");
    }

    @Test
    void whoeverConfirmsThePasswordInTheEndSettlesWhatIsStillOpenAboutTheDelivery() throws Exception {
        Organization school = schools.school();
        String group = "school-" + school.code();
        String email = "reissued" + school.code() + "@school.example";
        Case one = pickedUp(school, email);
        one.does(group, CONFIRM_CHANGED, Map.of("outcome", "wrongPassword", "reason", "提示密码错误"));
        String page = "/tasks/" + one.task(HANDLE).taskId() + "/credentials";
        web.perform(as(
                "tencent",
                post(page)
                        .param("qqNumber", "63" + school.code().substring(3))
                        .param("password", "Init-whole-1")
                        .param("passwordAgain", "Init-whole-1")));
        one.runsJobs();
        assertThat(one.open()).containsExactlyInAnyOrder(OpeningProcess.AWAIT_PICK_UP, CONFIRM_PROBLEM);
        pickUp(email);
        one.runsJobs();

        one.does(group, CONFIRM_CHANGED, Map.of("outcome", "changed"));

        assertThat(one.open()).containsExactly(OpeningProcess.UPLOAD_AVATAR);
        assertThat(closings(one)).containsExactly("SETTLED");
        assertThat(one.ends()).contains("EndEvent_Settled", "EndEvent_Delivered");
    }

    @Test
    void aSilentSchoolIsRemindedThenAProblemThenItsProvincesAndALatePickUpSettlesAll() throws Exception {
        clock.set(HandClock.instant("2026-11-23T10:00"));
        Organization school = schools.school();
        String email = "silent" + school.code() + "@school.example";
        Case one = registered(school, email).does(PROVINCE, OpeningProcess.REVIEW, Map.of("decision", "approve"));
        issue(one, "64" + school.code().substring(3));

        assertThat(onTimer(one)).isEqualTo(calendar.endOf(java.time.LocalDate.parse("2026-11-30")));
        assertThat(one.open()).containsExactlyInAnyOrder(OpeningProcess.AWAIT_PICK_UP, CORRECT);
        assertThat(onTimer(one))
                .as("on the eighth working day the province is asked (C11)")
                .isEqualTo(calendar.endOf(java.time.LocalDate.parse("2026-12-03")));
        assertThat(one.open()).contains(PRESS_OWNER);
        one.does(PROVINCE, PRESS_OWNER, Map.of("contact", "reached", "note", "联系人休假，今天取号"));
        // the links of five working days are over: the school asks for a fresh one
        one.does("school-" + school.code(), OpeningProcess.AWAIT_PICK_UP, Map.of("request", "resend"));
        pickUp(email);
        one.runsJobs().does("school-" + school.code(), CONFIRM_CHANGED, Map.of("outcome", "changed"));

        assertThat(one.open()).containsExactly(OpeningProcess.UPLOAD_AVATAR);
        assertThat(closings(one)).containsExactly("SETTLED");
        assertThat(one.story()).contains("credential.silence", "problem.ownerSilent", "problem.pressed");
        assertThat(one.ends()).contains("EndEvent_SilenceReported", "EndEvent_Pressed");
    }

    @Test
    void aCorrectedContactOfTheSchoolMovesTheCasesOfItsClassBranchesThatBorrowIt() {
        Organization school = schools.school();
        openings.register(school, CaseFile.TENCENT_WEIBO, Case.entry("borrowed" + school.code() + "@school.example"));
        Organization branch = schools.branch(school);
        openings.open(branch, CaseFile.TENCENT_WEIBO, false);
        Case one = caseOf(branch);

        contacts.correct(school.id(), Case.contact("lent" + school.code() + "@school.example"), "邮箱更换");
        one.runsJobs();

        assertThat(one.story()).contains("opening.mailRedirected");
    }

    private java.time.Instant onTimer(Case one) {
        java.time.Instant next = jobs.nextTimer(Long.toString(one.id()));
        clock.set(next.plusSeconds(1));
        one.runsJobs();
        return next;
    }

    private List<String> raisers(Case one) {
        return jdbc.sql("select opened_by_party from problem where case_id = ? order by id")
                .param(one.id())
                .query(String.class)
                .list();
    }

    private List<String> closings(Case one) {
        return jdbc.sql("select closed_how from problem where case_id = ? order by id")
                .param(one.id())
                .query(String.class)
                .list();
    }

    /** To the place where the password is to be changed. */
    private Case pickedUp(Organization school, String email) throws Exception {
        Case one = registered(school, email).does(PROVINCE, OpeningProcess.REVIEW, Map.of("decision", "approve"));
        issue(one, "65" + school.code().substring(3));
        pickUp(email);
        return one.runsJobs();
    }

    private Case registered(Organization school, String email) {
        openings.register(school, CaseFile.TENCENT_WEIBO, Case.entry(email));
        phrases.set(school.id(), PHRASE);
        return caseOf(school);
    }

    private Case caseOf(Organization owner) {
        long id = files.living(owner.id(), CaseFile.TENCENT_WEIBO).orElseThrow().id();
        return new Case(id, files, workflow, people, jobs, history, jdbc);
    }

    private void issue(Case one, String qq) throws Exception {
        String task = one.task(OpeningProcess.ISSUE_CREDENTIALS).taskId();
        web.perform(as(
                "tencent",
                post("/tasks/" + task + "/credentials")
                        .param("qqNumber", qq)
                        .param("password", "Init-whole-1")
                        .param("passwordAgain", "Init-whole-1")));
        one.runsJobs();
    }

    private void pickUp(String email) throws Exception {
        delivery.sweep();
        String link = "";
        for (MimeMessage message : mailbox.getReceivedMessages()) {
            Matcher found = LINK.matcher(String.valueOf(message.getContent()));
            if (email.equals(message.getRecipients(Message.RecipientType.TO)[0].toString()) && found.find()) {
                link = found.group();
            }
        }
        assertThat(link).as("a link in the mailbox of " + email).isNotEmpty();
        String page = web.perform(post(link).param("phrase", PHRASE).with(csrf()))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page).contains("Init-whole-1");
    }

    private void avatar(Case one, String group) throws Exception {
        new AvatarHands(web, people)
                .upload(group, one.task(OpeningProcess.UPLOAD_AVATAR).taskId());
        one.runsJobs();
    }

    private MockHttpServletRequestBuilder as(String group, MockHttpServletRequestBuilder request) {
        return request.with(user(people.of(group))).with(csrf());
    }
}
