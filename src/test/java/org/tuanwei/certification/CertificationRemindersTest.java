package org.tuanwei.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.tuanwei.certification.CertificationStage.FIRST;
import static org.tuanwei.certification.CertificationStage.YES;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadline.Party;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.ReminderSweep;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Who is reminded of an application that lies, level by level, until when each has it, and who sees that it is late. */
@EngineTest
class CertificationRemindersTest {

    private static final String MAIL = "%s@certification-reminders.example";

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private CertificationService service;

    @Autowired
    private CertificationProcess process;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private ReminderSweep sweep;

    @Autowired
    private WorkingCalendar calendar;

    @Autowired
    private IdentityService identities;

    @Autowired
    private EngineIdentity identity;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private MovableClock clock;

    private final List<String> reachable = new ArrayList<>();

    private CertificationStage stage;
    private Organization school;

    @BeforeEach
    void anEligibleSchoolAndPeopleWithAddresses() {
        stage = beans.createBean(CertificationStage.class);
        school = stage.eligibleSchool(beans.createBean(ActivityStage.class));
        for (String group : List.of(ActivityStage.STAFF, "centre-staff", "centre-lead", "tencent")) {
            String person = people.of(group);
            address(person, MAIL.formatted(group));
            reachable.add(person);
        }
    }

    @AfterEach
    void today() {
        reachable.forEach(person -> address(person, null));
        clock.back();
    }

    @Test
    void each_level_is_reminded_of_its_own_task_and_the_level_above_of_what_is_late() throws Exception {
        long id = stage.apply(school);
        String about = "微博认证申请，2010-04-07 提出";

        late(
                () -> stage.task(id, CertificationProcess.RECOMMEND),
                new Term(Party.SUPERIOR, 5, "省级推荐", about),
                ActivityStage.STAFF,
                "centre-staff");
        assertThat(page("supervisor-640000", "/deadlines?late=OVERDUE&q=" + school.code()))
                .contains("省级推荐", "逾期 1 个工作日", "上级团组织", "系统默认（F5）", "/registry/" + school.code());
        assertThat(page("supervisor-320000", "/deadlines?late=OVERDUE&q=" + school.code()))
                .doesNotContain("省级推荐");
        assertThat(page("supervisor-640000", "/registry/" + school.code()))
                .contains("等待省级推荐", "逾期 1 个工作日", "还没有签收", "现在");
        stage.complete(id, CertificationProcess.RECOMMEND, ActivityStage.STAFF, YES);

        late(
                () -> stage.task(id, CertificationProcess.REVIEW),
                new Term(Party.CENTRE, 5, "中央复核", about),
                "centre-staff",
                "centre-lead");
        stage.complete(id, CertificationProcess.REVIEW, "centre-staff", YES);

        late(
                () -> stage.task(id, CertificationProcess.CERTIFY),
                new Term(Party.TENCENT, 10, "腾讯认证", about),
                "tencent",
                "centre-staff");
        assertThat(lettersTo("tencent"))
                .as("a page that it does not have")
                .noneMatch(text -> text.contains("/registry/"));
        stage.complete(id, CertificationProcess.CERTIFY, "tencent", YES);
        jobs.runDue(CertificationProcess.key(id));

        // from Wednesday 7 April: five working days late by one for two levels, ten late by one for the partner
        assertThat(days())
                .containsExactly(
                        "省级 2010-04-07 2010-04-15 6", "中央 2010-04-15 2010-04-23 6", "腾讯公司 2010-04-23 2010-05-10 11");

        stage.streak(school.id(), FIRST.plus(4), 4, "INACTIVE");
        service.recheckDue();
        late(
                () -> process.recheck(id).orElseThrow(),
                new Term(Party.CENTRE, 5, "认证复核", "已认证的微博连续四周未达标，请明确保留或撤销认证；逾期不视为撤销"),
                "centre-staff",
                "centre-lead");
        assertThat(page("supervisor-640000", "/registry/" + school.code())).contains("已认证，正在复核", "逾期 1 个工作日");
    }

    /** What is expected of a task's deadline and of its reminders. */
    private record Term(Party party, int workingDays, String name, String about) {}

    /** Nobody does the task until a working day after its end. */
    private void late(Supplier<HumanTask> entered, Term term, String holder, String above) {
        HumanTask task = entered.get();
        Deadline deadline = deadlines.openFor(task.taskId()).orElseThrow();
        assertThat(deadline.party()).isEqualTo(term.party());
        assertThat(deadline.origin()).isEqualTo("系统默认（F5）");
        assertThat(deadline.dueAt()).isEqualTo(calendar.due(clock.instant(), term.workingDays()));
        LocalDate last = calendar.dueDay(deadline.dueAt());
        int before = lettersTo(above).size();

        morning(calendar.plusWorkingDays(last, -1));
        assertThat(lettersTo(holder)).last().satisfies(text -> assertThat(text)
                .contains(term.name(), "还剩 1 个工作日", "系统默认（F5）", term.about()));
        assertThat(lettersTo(above))
                .as("the level above hears of nothing that is in time")
                .hasSize(before);

        morning(calendar.plusWorkingDays(last, 1));
        assertThat(lettersTo(holder)).last().satisfies(text -> assertThat(text)
                .contains(term.name(), "逾期 1 个工作日", term.about()));
        assertThat(lettersTo(above)).last().satisfies(text -> assertThat(text)
                .contains(term.name(), "逾期 1 个工作日", "督促", term.about()));
    }

    private void morning(LocalDate day) {
        clock.set(ActivityStage.at(day, 10));
        sweep.sweep();
    }

    private List<String> lettersTo(String group) {
        return jdbc.sql("select subject || body from mail where recipient = ? and kind = 'reminder' and body like ?"
                        + " order by id")
                .params(MAIL.formatted(group), "%" + school.name() + "%")
                .query(String.class)
                .list();
    }

    private List<String> days() throws Exception {
        String page = page("school-" + school.code(), "/registry/" + school.code());
        String table = page.substring(page.indexOf("data-testid=\"certification-days\""));
        String body = table.substring(table.indexOf("<tbody>"), table.indexOf("</tbody>"));
        return Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL)
                .matcher(body)
                .results()
                .map(row -> row.group(1).replaceAll("<[^>]*>", " ").strip().replaceAll("\\s+", " "))
                .toList();
    }

    private String page(String group, String path) throws Exception {
        return mvc.perform(get(path).with(user(people.of(group))))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private void address(String person, @Nullable String mail) {
        identity.asSystem(() -> {
            User found = identities.createUserQuery().userId(person).singleResult();
            found.setEmail(mail == null ? "" : mail);
            identities.saveUser(found);
            return true;
        });
    }
}
