package org.tuanwei.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tuanwei.casefile.CaseFile.TENCENT_WEIBO;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFile.State;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Phase;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.Workflow;
import org.tuanwei.mail.MailRefused;
import org.tuanwei.opening.Openings.Outcome;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

@EngineTest
class OpeningProcessTest {

    private static final String PROVINCE = "province-310000-staff";

    @Autowired
    private Openings openings;

    @Autowired
    private Endings endings;

    @Autowired
    private Urgings urgings;

    @Autowired
    private Deputies deputies;

    @Autowired
    private Segments segments;

    @Autowired
    private CaseFiles files;

    @Autowired
    private Workflow workflow;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Organizations organizations;

    @Autowired
    private OrganizationChanges changes;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private TestPeople people;

    @Autowired
    private TestSchools schools;

    @Autowired
    private Jobs jobs;

    @Autowired
    private MovableClock clock;

    @Autowired
    private HistoryService history;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void presentTime() {
        clock.back();
    }

    @Test
    void aCaseStartedByTheProvinceWaitsForItsRegistrationAndThenForTheReview() {
        Organization school = schools.school();
        Case one = open(school);
        assertThat(one.open()).containsExactly(OpeningProcess.REGISTER);
        assertThat(one.file().phase()).isEqualTo(Phase.REGISTRATION);

        one.does(group(school), OpeningProcess.REGISTER, Case.registerValues("a1@school.example"));

        assertThat(one.open()).containsExactly(OpeningProcess.REVIEW);
        assertThat(one.file().phase()).isEqualTo(Phase.REVIEW);
        assertThat(one.letters()).containsExactly(OpeningLetters.RECEIPT);
        assertThat(contacts.current(school.id()).orElseThrow().email()).isEqualTo("a1@school.example");
    }

    @Test
    void aPublicRegistrationStartsTheCasePastTheRegistration() {
        Organization school = schools.school();
        Case one = registered(school, Case.entry("a2@school.example"));
        assertThat(one.open()).containsExactly(OpeningProcess.REVIEW);
        assertThat(one.story()).containsSubsequence("case.opened", "opening.registered");
        assertThat(one.file().receipt()).matches("TW-\\d{4}-[2-9A-HJ-NP-Z]{8}");
    }

    @Test
    void anApprovedRegistrationGoesToTencent() {
        Organization school = schools.school();
        Case one = registered(school, Case.entry("a3@school.example")).does(PROVINCE, OpeningProcess.REVIEW, approve());

        assertThat(one.open()).containsExactly(OpeningProcess.ISSUE_CREDENTIALS);
        assertThat(one.file().phase()).isEqualTo(Phase.TENCENT);
        assertThat(one.letters()).containsExactly(OpeningLetters.RECEIPT, OpeningLetters.APPROVED);
        assertThat(one.story()).containsSubsequence("opening.approved", "opening.accepted", "opening.submitted");
    }

    @Test
    void aReturnedRegistrationComesBackWithItsReasonAndIsReviewedAgain() {
        Organization school = schools.school();
        Case one = registered(school, Case.entry("a4@school.example"));
        one.does(PROVINCE, OpeningProcess.REVIEW, Map.of("decision", "return", "reason", "地址不完整，请写到楼号"));

        assertThat(one.open()).containsExactly(OpeningProcess.REGISTER);
        assertThat(one.file().phase()).isEqualTo(Phase.REGISTRATION);
        assertThat(one.letters()).containsExactly(OpeningLetters.RECEIPT, OpeningLetters.RETURNED);
        assertThat(jdbc.sql("select body from mail where case_id = ? and kind = ?")
                        .params(one.id(), OpeningLetters.RETURNED)
                        .query(String.class)
                        .single())
                .contains("地址不完整，请写到楼号", "/receipts?receipt=" + one.file().receipt());
        assertThat(openings.correctionOf(one.file()).orElseThrow().reason()).isEqualTo("地址不完整，请写到楼号");

        assertThat(openings.correct(one.file(), Case.entry("a4b@school.example")))
                .isTrue();
        assertThat(one.open()).containsExactly(OpeningProcess.REVIEW);
        assertThat(one.file().phase()).isEqualTo(Phase.REVIEW);
        assertThat(one.story()).contains("opening.registeredAgain");
        assertThat(openings.correct(one.file(), Case.entry("a4c@school.example")))
                .as("nothing waits for a correction any more")
                .isFalse();

        one.does(PROVINCE, OpeningProcess.REVIEW, approve());
        assertThat(one.open()).containsExactly(OpeningProcess.ISSUE_CREDENTIALS);
    }

    @Test
    void aReturnWithoutReasonIsRefusedByTheForm() {
        Case one = registered(schools.school(), Case.entry("a5@school.example"));
        assertThatThrownBy(() -> one.does(PROVINCE, OpeningProcess.REVIEW, Map.of("decision", "return")))
                .isInstanceOf(FormRefused.class);
        assertThat(one.open()).containsExactly(OpeningProcess.REVIEW);
    }

    @Test
    void incompleteDataGoBackToTheRegistrationWithWhatIsMissing() {
        Organization school = schools.school();
        CaseFile file = openings.open(school, TENCENT_WEIBO, true);
        Case one = walk(file.id());

        assertThat(one.open()).containsExactly(OpeningProcess.REGISTER);
        assertThat(one.story()).contains("opening.incomplete");
        one.does(group(school), OpeningProcess.REGISTER, Case.registerValues("a6@school.example"));
        assertThat(one.open()).containsExactly(OpeningProcess.REVIEW);
    }

    @Test
    void anAccountThatExistsIsRecordedAndGoesToTheAvatar() {
        Organization school = schools.school();
        Case one = registered(
                school,
                new RegistrationEntry(
                        Case.contact("a7@school.example"), true, "70100" + school.id(), "http://t.example/school"));
        one.does(PROVINCE, OpeningProcess.REVIEW, approve());

        assertThat(one.open()).containsExactly(OpeningProcess.UPLOAD_AVATAR);
        assertThat(one.file().phase()).isEqualTo(Phase.AVATAR);
        assertThat(one.file().qqNumber()).isEqualTo("70100" + school.id());
        assertThat(one.file().accountUrl()).isEqualTo("http://t.example/school");
    }

    @Test
    void aNumberThatAnotherOrganisationHasIsRefused() {
        Organization first = schools.school();
        Organization second = schools.school();
        String number = "70200" + first.id();
        registered(first, new RegistrationEntry(Case.contact("a8@school.example"), true, number, null))
                .does(PROVINCE, OpeningProcess.REVIEW, approve());

        RegistrationEntry same = new RegistrationEntry(Case.contact("a8b@school.example"), true, number, null);
        assertThatThrownBy(() -> openings.register(second, TENCENT_WEIBO, same)).isInstanceOf(FormRefused.class);
    }

    @Test
    void nobodyApprovesWhatHeHasEnteredHimself() {
        Organization school = schools.school();
        Case one = open(school);
        people.run(
                PROVINCE,
                () -> deputies.actFor(
                        one.id(), one.task(OpeningProcess.REGISTER).taskId(), "学校来电，暂无法上网"));
        one.does(PROVINCE, OpeningProcess.REGISTER, Case.registerValues("a9@school.example"));
        assertThat(one.marked()).contains("opening.registered");

        assertThatThrownBy(() -> one.does(PROVINCE, OpeningProcess.REVIEW, approve()))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("本人登记");
        assertThat(one.open()).containsExactly(OpeningProcess.REVIEW);
    }

    @Test
    void credentialsAreNeverDoneForAnother() {
        Organization school = schools.school();
        Case one =
                registered(school, Case.entry("a10@school.example")).does(PROVINCE, OpeningProcess.REVIEW, approve());
        String issue = one.task(OpeningProcess.ISSUE_CREDENTIALS).taskId();
        assertThatThrownBy(() -> people.run("centre-staff", () -> deputies.actFor(one.id(), issue, "腾讯来电请求代办")))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void aSchoolCannotTakeOverTheReviewOfItsProvince() {
        Organization school = schools.school();
        Case one = registered(school, Case.entry("a11@school.example"));
        String review = one.task(OpeningProcess.REVIEW).taskId();
        assertThatThrownBy(() -> people.run(group(school), () -> deputies.actFor(one.id(), review, "我们自己来审核")))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void aUnitOpensItsOwnAccountTheSameWayReviewedByTheCentre() {
        Organization unit = organizations.require("340000");
        Case one = open(unit);
        one.does("province-340000-staff", OpeningProcess.REGISTER, Case.registerValues("unit@anhui.example"));
        assertThat(one.open()).containsExactly(OpeningProcess.REVIEW);
        one.does("centre-staff", OpeningProcess.REVIEW, approve());
        assertThat(one.open()).containsExactly(OpeningProcess.ISSUE_CREDENTIALS);
    }

    @Test
    void aClassBranchGetsTheNextNumberOfItsProvinceAndAsksForASegmentWhenThereIsNone() {
        Organization branch = schools.branch(schools.school());
        String unit = branch.unitCode();
        drain(unit);
        Case one = open(branch);
        one.does(group(branch), OpeningProcess.REGISTER, Case.registerValues("branch@school.example"));
        one.does(PROVINCE, OpeningProcess.REVIEW, approve());
        assertThat(one.open()).containsExactly(OpeningProcess.PROVIDE_SEGMENT);

        long first = 800_000_000L + 100 * branch.id();
        Map<String, Object> wrongWayRound =
                Map.of("firstNumber", Long.toString(first + 1), "lastNumber", Long.toString(first));
        assertThatThrownBy(() -> one.does(PROVINCE, OpeningProcess.PROVIDE_SEGMENT, wrongWayRound))
                .isInstanceOf(FormRefused.class);
        one.does(
                PROVINCE,
                OpeningProcess.PROVIDE_SEGMENT,
                Map.of("firstNumber", Long.toString(first), "lastNumber", Long.toString(first + 1)));

        assertThat(one.open()).containsExactly(OpeningProcess.ISSUE_CREDENTIALS);
        assertThat(one.file().qqNumber()).isEqualTo(Long.toString(first));
        assertThatThrownBy(() -> people.run(PROVINCE, () -> segments.provide(unit, first + 1, first + 5, "test")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("重叠");
    }

    @Test
    void anUrgingLeavesATraceAndAMailAndMayNotBeRepeatedAtOnce() {
        Organization school = schools.school();
        Case one = registered(school, Case.entry("a12@school.example"));
        people.of("tencent");
        people.run("centre-staff", () -> urgings.urge(one.id(), "请尽快审核该校资料"));

        assertThat(one.ends()).contains("EndEvent_UrgeRecorded");
        assertThat(one.story()).contains("opening.urged");
        assertThatThrownBy(() -> people.run("centre-staff", () -> urgings.urge(one.id(), "再催一次，请尽快")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("工作日");

        clock.runAhead(Duration.ofDays(5));
        people.run("centre-staff", () -> urgings.urge(one.id(), "再催一次，请尽快"));
        assertThat(one.open()).containsExactly(OpeningProcess.REVIEW);
    }

    @Test
    void aSchoolDoesNotUrge() {
        Organization school = schools.school();
        Case one = registered(school, Case.entry("a13@school.example"));
        assertThatThrownBy(() -> people.run(group(school), () -> urgings.urge(one.id(), "请尽快审核")))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void aChangedContactGetsTheLettersThatHaveNotLeft() {
        Organization school = schools.school();
        Case one = registered(school, Case.entry("old12@school.example"));
        people.run(PROVINCE, () -> contacts.correct(school.id(), Case.contact("new12@school.example"), "学校来电更正"));

        assertThat(one.ends()).contains("EndEvent_MailRedirected");
        assertThat(jdbc.sql("select recipient from mail where case_id = ?")
                        .param(one.id())
                        .query(String.class)
                        .list())
                .containsExactly("new12@school.example");
    }

    @Test
    void aNoticeThatComesBackIsVerifiedByTheLevelAboveAndSentAgain() {
        Organization school = schools.school();
        Case one = registered(school, Case.entry("wrong@school.example"));
        refuse(one, "wrong@school.example");
        refuse(one, "wrong@school.example");
        assertThat(one.open()).containsExactlyInAnyOrder(OpeningProcess.REVIEW, OpeningProcess.VERIFY_ADDRESS);

        one.does(
                PROVINCE,
                OpeningProcess.VERIFY_ADDRESS,
                Map.of("email", "right@school.example", "reason", "电话核实，少写一个字母"));

        assertThat(one.ends()).contains("EndEvent_NoticeResent");
        assertThat(one.open()).containsExactly(OpeningProcess.REVIEW);
        assertThat(one.letters()).contains(OpeningLetters.RESENT);
        assertThat(contacts.current(school.id()).orElseThrow().email()).isEqualTo("right@school.example");
    }

    @Test
    void aReviewersOwnMailThatComesBackIsNoReasonToAskForTheSchoolsAddress() {
        Organization school = schools.school();
        Case one = registered(school, Case.entry("fine@school.example"));
        refuse(one, "reviewer@unit.example");
        assertThat(one.open()).containsExactly(OpeningProcess.REVIEW);
    }

    @Test
    void aClosedSchoolEndsItsCase() {
        Organization school = schools.school();
        Case one = registered(school, Case.entry("a14@school.example"));
        changes.close(school.id(), new OrganizationChanges.Approval("学校撤销", "test", "test"));

        assertThat(one.ends()).contains("EndEvent_Closed");
        assertThat(one.running()).isFalse();
        assertThat(one.file().state()).isEqualTo(State.ENDED);
        assertThat(one.file().endedHow()).isEqualTo("单位撤销");
        assertThat(one.letters()).contains(OpeningLetters.ENDED);
        assertThatThrownBy(() -> openings.open(organizations.get(school.id()), TENCENT_WEIBO, false))
                .isInstanceOf(FormRefused.class);
    }

    @Test
    void aSchoolClosedWhileTencentHasItsCaseEndsThatToo() {
        Organization school = schools.school();
        Case one =
                registered(school, Case.entry("a15@school.example")).does(PROVINCE, OpeningProcess.REVIEW, approve());
        changes.close(school.id(), new OrganizationChanges.Approval("学校撤销", "test", "test"));
        assertThat(one.open()).isEmpty();
        assertThat(one.running()).isFalse();
    }

    @Test
    void aCaseMayBeWithdrawnUntilTencentHasItAndOpenedAnew() {
        Organization school = schools.school();
        Case one = registered(school, Case.entry("a16@school.example"));
        assertThatThrownBy(() -> people.run(group(school), () -> endings.withdraw(one.id(), " ")))
                .isInstanceOf(FormRefused.class);
        people.run(group(school), () -> endings.withdraw(one.id(), "误登记了其他校区"));

        assertThat(one.ends()).contains("EndEvent_Withdrawn");
        assertThat(one.file().state()).isEqualTo(State.ENDED);
        Case next = registered(school, Case.entry("a16b@school.example"));
        assertThat(next.id()).isNotEqualTo(one.id());

        next.does(PROVINCE, OpeningProcess.REVIEW, approve());
        assertThatThrownBy(() -> people.run(group(school), () -> endings.withdraw(next.id(), "又不想办了")))
                .isInstanceOf(FormRefused.class);
    }

    @Test
    void openingTwiceIsOneCase() {
        Organization school = schools.school();
        assertThat(openings.open(school, TENCENT_WEIBO, false).id())
                .isEqualTo(openings.open(school, TENCENT_WEIBO, true).id());
        assertThat(openings.register(school, TENCENT_WEIBO, Case.entry("a17@school.example")))
                .isEqualTo(Outcome.REGISTERED);
        assertThat(openings.register(school, TENCENT_WEIBO, Case.entry("a17b@school.example")))
                .isEqualTo(Outcome.ALREADY);
        assertThat(files.ofOrganization(school.id())).hasSize(1);
        assertThat(contacts.current(school.id()).orElseThrow().email()).isEqualTo("a17@school.example");
    }

    private Case open(Organization organization) {
        return walk(openings.open(organization, TENCENT_WEIBO, false).id());
    }

    private Case registered(Organization school, RegistrationEntry entry) {
        assertThat(openings.register(school, TENCENT_WEIBO, entry)).isEqualTo(Outcome.REGISTERED);
        return walk(files.living(school.id(), TENCENT_WEIBO).orElseThrow().id());
    }

    private Case walk(long id) {
        return new Case(id, files, workflow, people, jobs, history, jdbc);
    }

    private void refuse(Case one, String recipient) {
        long mail = jdbc.sql("select coalesce(max(mail_id), 900000) + 1 from notice_bounce")
                .query(Long.class)
                .single();
        transaction.executeWithoutResult(status ->
                events.publishEvent(new MailRefused(mail, one.id(), OpeningLetters.RECEIPT, recipient, "550 没有这个用户")));
    }

    /** Leaves the unit without a free number. */
    private void drain(String unit) {
        List<Segments.Segment> left =
                segments.of(unit).stream().filter(segment -> segment.left() > 0).toList();
        assertThat(left).as("no other test gives numbers to this unit").isEmpty();
    }

    private String group(Organization organization) {
        return organizations.ownerGroup(organization);
    }

    private static Map<String, Object> approve() {
        return new HashMap<>(Map.of("decision", "approve"));
    }
}
