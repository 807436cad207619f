package org.tuanwei.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.deadline.ReminderSweep;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.opening.Openings;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;

/**
 * The whole campaign, February to April 2012, day by day (security row 34): the round of 14 and 15 March, and a
 * registration that runs over the make-up weekend of 31 March. Every mail on its day, once, none at night.
 */
@EngineTest
class CampaignCalendarTest {

    private static final String UNIT = "370000";
    private static final String LATE = "campaign-late@school.example";
    private static final String PROMPT = "campaign-prompt@school.example";
    private static final String STAFF = "campaign-staff@unit.example";

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private ReminderSweep reminders;

    @Autowired
    private Openings openings;

    @Autowired
    private Contacts contacts;

    @Autowired
    private IdentityService identityService;

    @Autowired
    private EngineIdentity identity;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    private final List<String> mails = new ArrayList<>();
    private CollectionStory story;

    @BeforeEach
    void onTheDayOfTheNotice() {
        story = beans.createBean(CollectionStory.class);
        at("2012-02-28T10:00");
    }

    @AfterEach
    void today() {
        clock.back();
    }

    @Test
    void everyReminderLeavesOnItsDayAroundTheMakeUpWeekend() {
        Organization late = school(LATE);
        Organization prompt = school(PROMPT);
        staff();
        UnitRound unit = story.asked(UNIT, CollectionStory.SCHOOL_DAY, CollectionStory.UNIT_DAY);
        long caseId = 0;
        for (LocalDate day = CollectionStory.NOTICE_DAY;
                day.isBefore(LocalDate.of(2012, 4, 13));
                day = day.plusDays(1)) {
            sweepAt(day, "02:00");
            sweepAt(day, "09:00");
            sweepAt(day, "09:30");
            jobs.runDue(unit.key());
            at(day + "T10:00");
            if (day.equals(LocalDate.of(2012, 3, 9))) {
                story.fill(story.row(unit, prompt), CollectionStory.contactOf(story.row(unit, prompt)));
            }
            if (day.equals(LocalDate.of(2012, 3, 26))) {
                caseId = openings.open(late, CaseFile.TENCENT_WEIBO, false).id();
            }
            sweepAt(day, "21:00");
        }

        assertThat(to(LATE))
                .containsExactly(
                        "2012-03-07T09:00 【提醒】填报负责人信息，还剩 5 个工作日",
                        "2012-03-09T09:00 【提醒】填报负责人信息，还剩 3 个工作日",
                        "2012-03-13T09:00 【提醒】填报负责人信息，还剩 1 个工作日",
                        "2012-03-14T09:00 【提醒】填报负责人信息，今天到期",
                        "2012-03-15T09:00 【逾期】填报负责人信息，逾期 1 个工作日",
                        "2012-03-28T09:00 【提醒】注册基本信息，还剩 3 个工作日",
                        "2012-03-30T09:00 【提醒】注册基本信息，还剩 1 个工作日",
                        "2012-04-01T09:00 【逾期】注册基本信息，逾期 1 个工作日");
        assertThat(to(PROMPT))
                .as("it answered on the 9th")
                .containsExactly("2012-03-07T09:00 【提醒】填报负责人信息，还剩 5 个工作日", "2012-03-09T09:00 【提醒】填报负责人信息，还剩 3 个工作日");
        assertThat(to(STAFF))
                .containsExactly(
                        "2012-03-08T09:00 【提醒】收集并核对统计表，还剩 5 个工作日",
                        "2012-03-12T09:00 【提醒】收集并核对统计表，还剩 3 个工作日",
                        "2012-03-14T09:00 【提醒】收集并核对统计表，还剩 1 个工作日",
                        "2012-03-15T09:00 【提醒】收集并核对统计表，今天到期",
                        "2012-03-16T09:00 【逾期】收集并核对统计表，逾期 1 个工作日",
                        "2012-04-01T09:00 【逾期】注册基本信息，逾期 1 个工作日",
                        "2012-04-06T09:00 【逾期】注册基本信息，逾期 3 个工作日",
                        "2012-04-09T09:00 【提醒】立项，还剩 1 个工作日",
                        "2012-04-11T09:00 【逾期】立项，逾期 1 个工作日");
        assertThat(supervisions(unit.key())).as("the round, at T+1").isEqualTo(1);
        assertThat(supervisions(caseId + "#注册基本信息"))
                .as("the registration, at T+3")
                .isEqualTo(1);
    }

    private void sweepAt(LocalDate day, String time) {
        at(day + "T" + time);
        reminders.sweep();
        for (String mail : jdbc.sql("select recipient || ' ' || subject from mail where state = 'QUEUED'"
                        + " and kind = 'reminder' and recipient in (?, ?, ?) order by id")
                .params(LATE, PROMPT, STAFF)
                .query(String.class)
                .list()) {
            mails.add(day + "T" + time + " " + mail);
        }
        jdbc.sql("update mail set state = 'SENT', sent_at = ? where state = 'QUEUED' and kind = 'reminder'"
                        + " and recipient in (?, ?, ?)")
                .params(java.sql.Timestamp.from(clock.instant()), LATE, PROMPT, STAFF)
                .update();
    }

    /** When and what, without the names of the invented schools. */
    private List<String> to(String address) {
        return mails.stream()
                .filter(mail -> mail.contains(" " + address + " "))
                .map(mail -> mail.replace(address + " ", "").replaceAll("】[^：]+：", "】"))
                .toList();
    }

    private int supervisions(String reference) {
        return jdbc.sql("select count(*) from supervision_lapse where reference = ?")
                .param(reference)
                .query(Integer.class)
                .single();
    }

    private Organization school(String mail) {
        Organization school = story.school(UNIT);
        contacts.record(
                school.id(),
                new ContactDetails("林溪", "团委书记", null, "19900000009", mail, "测试市测试路 1 号团委", null),
                "registration");
        return school;
    }

    private void staff() {
        identity.asSystem(() -> {
            User user = identityService.newUser("campaign.staff");
            user.setLastName("测试");
            user.setFirstName("专人");
            user.setPassword("Tuanwei-2026");
            user.setEmail(STAFF);
            identityService.saveUser(user);
            identityService.createMembership("campaign.staff", "province-" + UNIT + "-staff");
            return true;
        });
    }

    private void at(String moment) {
        clock.set(HandClock.instant(moment));
    }
}
