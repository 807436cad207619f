package org.tuanwei.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.CaseRouting;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewers;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** Parking stops everything that runs for a case, moves it by the parked days, and ends by itself; days by party. */
@EngineTest
class ParkingTest {

    private static final Instant MONDAY = HandClock.instant("2026-11-23T10:00");
    private static final LocalDate WEDNESDAY = LocalDate.parse("2026-11-25");
    private static final String PROVINCE = "province-310000-staff";
    private static final String REASON = "学校合并方案待批";

    @Autowired
    private Parkings parkings;

    @Autowired
    private CaseFiles files;

    @Autowired
    private CaseRouting routing;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Workflow workflow;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private WorkingCalendar calendar;

    @Autowired
    private WaitingDays days;

    @Autowired
    private PartyTable table;

    @Autowired
    private TaskService tasks;

    @Autowired
    private EngineIdentity identity;

    @Autowired
    private TestPeople people;

    @Autowired
    private TestSchools schools;

    @Autowired
    private Viewers viewers;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    @Autowired
    private MockMvc mvc;

    private CaseFile file;
    private Organization school;

    /** A case whose problem lies with Tencent: a deadline, reminders and a timer run. */
    @BeforeEach
    void aCaseThatWaitsForTencent() {
        clock.set(MONDAY);
        school = schools.school();
        contacts.record(
                school.id(),
                new ContactDetails("林溪", "团委书记", null, "19900000001", "parked@school.example", "上海市测试路 1 号团委", null),
                "registration");
        file = files.open(school, CaseFile.TENCENT_WEIBO).caseFile();
        var facts = routing.of(file);
        facts.put("initiatorGroup", "school-" + school.code());
        facts.put("problemKind", "OTHER");
        facts.put("problemText", "登录页面打不开");
        workflow.startByMessage("partner-problem.opened", file.id(), file.unitCode(), facts);
    }

    @AfterEach
    void now() {
        clock.back();
    }

    @Test
    void dueDateTasklistTimerAndRemindersMoveByTheParkedWorkingDays() {
        List<Instant> before = reminders();
        park(PROVINCE, WEDNESDAY);

        assertThat(deadline().dueAt()).isEqualTo(calendar.due(MONDAY, 8));
        assertThat(identity.asSystem(() -> tasks.createTaskQuery()
                        .taskId(task().taskId())
                        .singleResult()
                        .getDueDate()
                        .toInstant()))
                .isEqualTo(calendar.due(MONDAY, 8).minusSeconds(1));
        assertThat(jobs.nextTimer(Long.toString(file.id()))).isEqualTo(calendar.due(MONDAY, 8));
        assertThat(reminders())
                .isEqualTo(before.stream()
                        .map(leaves -> calendar.sendingTimeOn(calendar.plusWorkingDays(calendar.dayOf(leaves), 3)))
                        .toList())
                .allMatch(leaves -> leaves.isAfter(calendar.endOf(WEDNESDAY)));
        assertThat(story()).contains("waiting.parked");
    }

    @Test
    void itEndsByItselfAndTheParkedDaysAreNobodys() {
        park(PROVINCE, WEDNESDAY);
        clock.set(HandClock.instant("2026-11-27T10:00"));

        assertThat(parkings.heldUntil(List.of(file.id()))).isEmpty();
        assertThat(parkings.expire()).isPositive();
        assertThat(parkings.expire()).isZero();
        assertThat(story()).containsOnlyOnce("waiting.expired");
        assertThat(days.of(file))
                .containsExactly(new WaitingDays.Line("暂停计时", 3, 3), new WaitingDays.Line("腾讯公司", 1, 1));
    }

    @Test
    void endedEarlyWhatWasNotUsedComesBack() {
        park(PROVINCE, LocalDate.parse("2026-12-04"));
        assertThat(deadline().dueAt()).isEqualTo(calendar.due(MONDAY, 15));
        clock.set(HandClock.instant("2026-11-24T15:00"));

        people.run(PROVINCE, () -> parkings.resume(file.id()));

        assertThat(deadline().dueAt()).isEqualTo(calendar.due(MONDAY, 6));
        assertThat(jobs.nextTimer(Long.toString(file.id()))).isEqualTo(calendar.due(MONDAY, 6));
        assertThat(parkings.current(file.id())).isEmpty();
        people.run(PROVINCE, () -> parkings.park(file.id(), WEDNESDAY, "又要等批复"));
        assertThat(parkings.current(file.id())).isPresent();
    }

    @Test
    void aTermThatBeginsWhileParkedIsCountedFromItsEnd() {
        park(PROVINCE, WEDNESDAY);

        people.run(
                "tencent",
                () -> workflow.complete(
                        task().taskId(),
                        new java.util.HashMap<>(java.util.Map.of("action", "explained", "answer", "已说明原因"))));
        jobs.runDue(file.id());

        assertThat(task().key()).isEqualTo("partner-problem.Task_Confirm");
        assertThat(deadline().dueAt()).isEqualTo(calendar.endOf(calendar.plusWorkingDays(WEDNESDAY, 2)));
        assertThat(jobs.nextTimer(Long.toString(file.id())))
                .isEqualTo(calendar.endOf(calendar.plusWorkingDays(WEDNESDAY, 5)));
    }

    @Test
    void onlyALevelAboveParksAndOnlyWithADayAndAReason() {
        for (String group : List.of("school-" + school.code(), "tencent", "supervisor-310000")) {
            assertThatThrownBy(() -> park(group, WEDNESDAY)).as(group).isInstanceOf(NotAllowed.class);
        }
        for (String group : List.of("province-320000-staff", "school-4132010284", "university-office")) {
            assertThatThrownBy(() -> park(group, WEDNESDAY)).as(group).isInstanceOf(NotVisible.class);
        }
        for (LocalDate day : List.of(LocalDate.parse("2026-11-22"), LocalDate.parse("2027-06-01"))) {
            assertThatThrownBy(() -> park(PROVINCE, day)).isInstanceOf(FormRefused.class);
        }
        assertThatThrownBy(() -> people.run(PROVINCE, () -> parkings.park(file.id(), WEDNESDAY, "等")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("理由");
        park("centre-lead", WEDNESDAY);
        assertThatThrownBy(() -> park(PROVINCE, WEDNESDAY)).hasMessageContaining("已经暂停");
        assertThatThrownBy(() -> people.run("school-" + school.code(), () -> parkings.resume(file.id())))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void thePagesShowDaysAndParkingAndSayWhatIsWrong() throws Exception {
        as(
                        PROVINCE,
                        post("/cases/" + file.id() + "/parking")
                                .param("until", "不是日期")
                                .param("reason", REASON))
                .andExpect(flash().attribute("parkingProblem", containsString("2026-03-14")));
        as(
                        PROVINCE,
                        post("/cases/" + file.id() + "/parking")
                                .param("until", "2026-11-25")
                                .param("reason", REASON))
                .andExpect(flash().attributeExists("notice"));
        as("school-" + school.code(), get("/cases/" + file.id()))
                .andExpect(content().string(containsString("暂停计时")))
                .andExpect(content().string(containsString(REASON)))
                .andExpect(content().string(not(containsString("data-testid=\"resume\""))));
        as(PROVINCE, get("/cases/" + file.id())).andExpect(content().string(containsString("data-testid=\"resume\"")));
        as(PROVINCE, post("/cases/" + file.id() + "/parking/end")).andExpect(flash().attributeExists("notice"));
        clock.set(HandClock.instant("2026-12-02T10:00"));
        as(PROVINCE, get("/cases/" + file.id())).andExpect(content().string(containsString("腾讯公司")));
    }

    @Test
    void everyFigureIsTheLengthOfTheListBehindIt() {
        clock.set(HandClock.instant("2026-12-02T10:00"));
        for (String group : List.of("centre-staff", PROVINCE, "tencent", "school-" + school.code(), "operations")) {
            people.run(group, () -> {
                for (PartyTable.Figure figure : table.figures(viewers.current(), filter(null, 0))) {
                    String bearer = figure.bearer().name();
                    assertThat(table.page(viewers.current(), filter(bearer, 0)).total())
                            .as(group + " " + bearer)
                            .isEqualTo(figure.cases());
                    assertThat(table.page(viewers.current(), filter(bearer, PartyTable.LONG))
                                    .total())
                            .isEqualTo(figure.waitingLong());
                }
            });
        }
        assertThat(listed("tencent")).contains(file.id());
        assertThat(listed("school-" + school.code())).containsExactly(file.id());
        assertThat(listed("province-320000-staff")).doesNotContain(file.id());
        assertThat(people.as("school-" + school.code(), () -> table.page(viewers.current(), filter("TENCENT", 7))
                        .rows()
                        .get(0)
                        .working()))
                .isEqualTo(7);
        assertThat(people.as("school-" + school.code(), () -> table.page(viewers.current(), filter("TENCENT", 8))
                        .total()))
                .isZero();
    }

    @Test
    void theTableIsNotForWhoeverSeesNoCasesAndSurvivesAnyAddress() throws Exception {
        as("centre-staff", get("/cases/waiting?party=NOBODY&unit=x&longer=-3&page=-1"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("没有符合这些条件的案件")));
        as(PROVINCE, get("/cases/waiting?party=TENCENT"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(school.name())));
    }

    @Test
    void aLetterThatCannotBeHandedOverIsChargedToTheMailSystem() {
        jdbc.sql("""
                        insert into mail (unique_key, message_id, case_id, kind, recipient, subject, body, attempts,
                            last_error, next_attempt_at, queued_at)
                        values (:key, :key, :case, 'pickup-link', 'a@school.example', '取号', '-', 2, '451', :at, :at)""")
                .param("key", "stuck:" + file.id())
                .param("case", file.id())
                .param("at", java.sql.Timestamp.from(MONDAY))
                .update();
        clock.set(HandClock.instant("2026-11-25T10:00"));

        assertThat(days.of(file)).containsExactly(new WaitingDays.Line("邮件系统", 2, 2));
        assertThat(people.as(PROVINCE, () -> table.page(viewers.current(), filter("MAIL", 0)).rows().stream()
                        .map(row -> row.file().id())
                        .toList()))
                .contains(file.id());
    }

    @Test
    void aLetterThatCameBackIsChargedToTheMailSystemUntilItDid() {
        jdbc.sql("""
                        insert into mail (unique_key, message_id, case_id, kind, recipient, subject, body, attempts, state,
                            last_error, next_attempt_at, queued_at, sent_at, refused_at)
                        values (:key, :key, :case, 'pickup-link', 'a@school.example', '取号', '-', 1, 'BOUNCED',
                            '邮箱不存在', :at, :at, :at, :back)""")
                .param("key", "back:" + file.id())
                .param("case", file.id())
                .param("at", java.sql.Timestamp.from(MONDAY))
                .param("back", java.sql.Timestamp.from(HandClock.instant("2026-11-25T10:00")))
                .update();
        clock.set(HandClock.instant("2026-11-26T10:00"));

        assertThat(days.of(file)).contains(new WaitingDays.Line("邮件系统", 2, 2)).hasSize(2);
    }

    private static PartyFilter filter(@org.jspecify.annotations.Nullable String party, int longer) {
        return new PartyFilter(party, null, longer, null, 1);
    }

    private List<Long> listed(String group) {
        return people.as(group, () -> table.page(viewers.current(), filter("TENCENT", 0)).rows().stream()
                .map(row -> row.file().id())
                .toList());
    }

    private void park(String group, LocalDate until) {
        people.run(group, () -> parkings.park(file.id(), until, REASON));
    }

    private HumanTask task() {
        return workflow.openTasks(file.id()).get(0);
    }

    private Deadline deadline() {
        return deadlines.openFor(task().taskId()).orElseThrow();
    }

    private List<Instant> reminders() {
        return jdbc
                .sql("select r.due_at from reminder r join deadline d on d.id = r.deadline_id where d.case_id = ?"
                        + " and r.state = 'PENDING' order by r.id")
                .param(file.id())
                .query(java.sql.Timestamp.class)
                .list()
                .stream()
                .map(java.sql.Timestamp::toInstant)
                .toList();
    }

    private List<String> story() {
        return jdbc.sql("select kind from case_event where case_id = ? order by id")
                .param(file.id())
                .query(String.class)
                .list();
    }

    private ResultActions as(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group))).with(csrf()));
    }
}
