package org.tuanwei.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.collection.RowService.Outcome;
import org.tuanwei.collection.RowVersion.Channel;
import org.tuanwei.collection.RowVersion.Source;
import org.tuanwei.collection.UnitRound.State;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.mail.MailDelivery;
import org.tuanwei.mail.MailState;
import org.tuanwei.mail.Mails;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Walks contact-collection and contact-row to each of their end events, on the notice's own days. */
@EngineTest
class CollectionProcessTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private UnitRounds units;

    @Autowired
    private SchoolRows rows;

    @Autowired
    private RowService rowService;

    @Autowired
    private CollectionService service;

    @Autowired
    private Submissions submissions;

    @Autowired
    private Mails mails;

    @Autowired
    private MailDelivery delivery;

    @Autowired
    private GreenMail mailbox;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    private CollectionStory story;

    @BeforeEach
    void onTheDayOfTheNotice() {
        story = beans.createBean(CollectionStory.class);
        clock.set(at(CollectionStory.NOTICE_DAY, 10));
    }

    @AfterEach
    void today() {
        clock.back();
    }

    private static Instant at(LocalDate day, int hour) {
        return day.atTime(LocalTime.of(hour, 0)).atZone(ZONE).toInstant();
    }

    private UnitRound asked(String unitCode) {
        return story.asked(unitCode, CollectionStory.SCHOOL_DAY, CollectionStory.UNIT_DAY);
    }

    @Test
    void a_table_filled_by_schools_and_unit_is_archived_at_EndEvent_Archived() throws Exception {
        String unitCode = "460000";
        Organization fills = story.school(unitCode);
        Organization supplied = story.school(unitCode);
        Organization ends = story.school(unitCode);
        UnitRound unit = asked(unitCode);
        assertThat(unit.state()).isEqualTo(State.COLLECTING);

        fillAllBut(unit, supplied, ends);
        supply(unit, supplied, 77);
        assertThat(story.task(story.row(unit, supplied)).key()).isEqualTo(CollectionProcess.CONFIRM);
        assertThatThrownBy(() -> story.submit(unit))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("还有 1 所学校没有填报")
                .hasMessageContaining(ends.name());
        story.exempt(ends);
        assertThat(story.row(unit, ends).state()).isEqualTo(SchoolRow.State.EXEMPT);
        assertThat(story.endOf(story.row(unit, ends).key())).isEqualTo("EndEvent_Closed");

        clock.set(at(CollectionStory.SCHOOL_DAY, 10));
        story.submit(unit);
        assertThat(units.get(unit.id())).satisfies(sent -> {
            assertThat(sent.state()).isEqualTo(State.SUBMITTED);
            assertThat(sent.late()).isFalse();
        });
        assertTheWorkbookIsMailed(unit);

        story.accept(unit);
        assertThat(units.get(unit.id()).state()).isEqualTo(State.PROVIDED);
        story.receive(unit);
        assertThat(units.get(unit.id()).state()).isEqualTo(State.ARCHIVED);
        assertThat(story.endOf(unit.key())).isEqualTo("EndEvent_Archived");
        assertThat(story.endOf(story.row(unit, fills).key())).isEqualTo("EndEvent_Settled");
        assertThat(story.endOf(story.row(unit, supplied).key())).isEqualTo("EndEvent_Settled");
        assertThat(story.passed(story.row(unit, supplied).key(), "Event_Unconfirmed"))
                .isEqualTo(1);
        assertThat(submissions.accepted(List.of(unit.id())))
                .extracting(line -> line.version().entry().school())
                .contains(fills.name(), supplied.name())
                .doesNotContain(ends.name());
    }

    private void fillAllBut(UnitRound unit, Organization... left) {
        List<String> codes = Arrays.stream(left).map(Organization::code).toList();
        for (SchoolRow row : rows.ofCollection(unit.id())) {
            if (row.blocks() && !codes.contains(row.schoolCode())) {
                story.fill(row, CollectionStory.contactOf(row));
            }
        }
    }

    private Outcome supply(UnitRound unit, Organization school, int number) {
        return people.as(
                "province-" + unit.unitCode() + "-staff",
                () -> rowService.supply(
                        story.row(unit, school).id(),
                        RowForms.entry(CollectionStory.contact(number)),
                        Channel.FILE,
                        null));
    }

    private void assertTheWorkbookIsMailed(UnitRound unit) throws Exception {
        Submission submission = submissions.of(unit.id()).get(0);
        String key = String.valueOf(submission.mailKey());
        assertThat(mails.byKey(key).orElseThrow().state()).isEqualTo(MailState.QUEUED);
        delivery.sweep();
        assertThat(mails.byKey(key).orElseThrow().state()).isEqualTo(MailState.SENT);
        assertThat(Arrays.stream(mailbox.getReceivedMessages()).toList()).anySatisfy(message -> {
            assertThat(message.getAllRecipients()[0]).hasToString("centre@mail.example");
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            byte[] sent = parts.getBodyPart(1).getInputStream().readAllBytes();
            assertThat(SendingService.sha256(sent)).isEqualTo(submission.sha256());
        });
        assertThat(jdbc.sql("select count(*) from mail_attachment a join mail m on m.id = a.mail_id"
                                + " where m.unique_key = ?")
                        .param(key)
                        .query(Integer.class)
                        .single())
                .as("what has left is not kept twice")
                .isZero();
    }

    @Test
    void a_row_the_centre_returns_is_mended_by_its_school_and_the_table_accepted_at_the_second_try() {
        String unitCode = "630000";
        Organization wrong = story.school(unitCode);
        UnitRound unit = asked(unitCode);
        story.fillAll(unit);
        story.submit(unit);
        SchoolRow row = story.row(unit, wrong);
        people.run("centre-staff", () -> rowService.object(row.id(), "手机号打不通，请核实"));
        assertThatThrownBy(() -> story.accept(unit))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("还有 1 行提出了意见");
        story.complete("centre-staff", story.task(unit), Map.of("decision", "return", "reason", "个别手机号有误"));
        jobs.runDue(unit.key());
        assertThat(units.get(unit.id())).satisfies(returned -> {
            assertThat(returned.state()).isEqualTo(State.RETURNED);
            assertThat(returned.returnReason()).contains("退回 1 行", wrong.name(), "个别手机号有误");
        });
        assertThat(rows.counts(unit.id())).satisfies(counts -> {
            assertThat(counts.returned()).isEqualTo(1);
            assertThat(counts.filled()).isEqualTo(counts.total() - 1);
        });
        assertThatThrownBy(() -> story.submit(unit)).isInstanceOf(FormRefused.class);

        people.run("province-" + unitCode + "-staff", () -> rowService.returnToSchool(row.id(), "请核实手机号并重填"));
        assertThat(story.task(row).key()).isEqualTo(CollectionProcess.FILL);
        story.fill(row, CollectionStory.contact(4242));
        clock.set(at(LocalDate.of(2012, 3, 20), 10));
        story.submit(unit);
        assertThat(units.get(unit.id()).late()).as("the first time was in time").isFalse();
        story.accept(unit);
        assertThat(submissions.of(unit.id()))
                .extracting(Submission::state)
                .containsExactly(Submission.State.ACCEPTED, Submission.State.RETURNED);
        assertThat(rows.versions(row.id())).hasSize(2);
        assertThat(submissions.accepted(List.of(unit.id())))
                .anySatisfy(line -> assertThat(line.version().entry().mobile()).isEqualTo("19900004242"));
    }

    @Test
    void what_is_not_sent_in_time_goes_to_supervision_at_EndEvent_OverdueReported_and_stays_marked_late() {
        String unitCode = "640000";
        story.school(unitCode);
        UnitRound unit = asked(unitCode);
        clock.set(at(CollectionStory.UNIT_DAY, 23));
        jobs.runDue(unit.key());
        assertThat(units.get(unit.id()).overdueReportedAt()).isNull();
        assertThat(units.get(unit.id()).overdue(CollectionStory.UNIT_DAY)).isFalse();
        assertThat(units.get(unit.id()).overdue(LocalDate.of(2012, 3, 16))).isTrue();

        clock.set(at(LocalDate.of(2012, 3, 16), 10));
        jobs.runDue(unit.key());
        assertThat(units.get(unit.id()).overdueReportedAt()).isNotNull();
        assertThat(story.passed(unit.key(), "EndEvent_OverdueReported")).isEqualTo(1);
        assertThat(supervisionOf(unit)).isEqualTo("PROPOSING");

        story.fillAll(unit);
        assertThat(rows.ofCollection(unit.id())).allMatch(SchoolRow::late);
        story.submit(unit);
        assertThat(units.get(unit.id())).satisfies(sent -> {
            assertThat(sent.state()).isEqualTo(State.SUBMITTED);
            assertThat(sent.late()).isTrue();
        });
        assertThat(supervisionOf(unit))
                .as("the table came in before it was issued")
                .isEqualTo("WITHDRAWN");
        story.complete("centre-staff", story.task(unit), Map.of("decision", "return", "reason", "请补充职务后再报"));
        jobs.runDue(unit.key());
        story.submit(unit);
        assertThat(units.get(unit.id()).late()).isTrue();
        assertThat(submissions.of(unit.id())).hasSize(2).allMatch(Submission::late);
    }

    @Test
    void a_round_opened_by_mistake_ends_at_EndEvent_Cancelled_and_so_do_its_schools() {
        String unitCode = "540000";
        Organization school = story.school(unitCode);
        UnitRound unit = asked(unitCode);
        people.run("centre-staff", () -> service.cancel(unit.id(), "通知有误，另行开启"));
        jobs.runDue(unit.key());
        assertThat(units.get(unit.id()).state()).isEqualTo(State.CANCELLED);
        assertThat(story.endOf(unit.key())).isEqualTo("EndEvent_Cancelled");
        assertThat(story.endOf(story.row(unit, school).key())).isEqualTo("EndEvent_Closed");
    }

    @Test
    void the_school_s_own_word_wins_over_the_unit_s_and_the_unit_is_shown_both() {
        String unitCode = "620000";
        Organization school = story.school(unitCode);
        UnitRound unit = asked(unitCode);
        SchoolRow row = story.row(unit, school);
        assertThat(supply(unit, school, 1)).isEqualTo(Outcome.STORED);
        story.fill(row, CollectionStory.contact(2));
        assertThat(rows.get(row.id()).conflict()).isTrue();
        assertThat(mobileOf(row)).isEqualTo("19900000002");
        people.run("province-" + unitCode + "-staff", () -> rowService.settleConflict(row.id()));
        assertThat(rows.get(row.id()).conflict()).isFalse();

        assertThat(supply(unit, school, 3)).isEqualTo(Outcome.CONFLICT);
        assertThat(supply(unit, school, 3)).isEqualTo(Outcome.CONFLICT);
        assertThat(rows.versions(row.id()))
                .extracting(RowVersion::source)
                .containsExactly(Source.UNIT, Source.SCHOOL, Source.UNIT);
        assertThat(mobileOf(row)).isEqualTo("19900000002");
    }

    private String mobileOf(SchoolRow row) {
        return rows.current(rows.get(row.id())).orElseThrow().entry().mobile();
    }

    @Test
    void nobody_approves_a_table_he_handed_in_himself_and_a_refusal_goes_back_with_its_reason() {
        String unitCode = "360000";
        story.school(unitCode);
        UnitRound unit = asked(unitCode);
        story.fillAll(unit);
        String lead = "province-" + unitCode + "-lead";
        story.complete("province-" + unitCode + "-staff", story.task(unit), Map.of());
        jdbc.sql("update collection_unit set checked_by = ? where id = ?")
                .params(people.of(lead), unit.id())
                .update();
        assertThatThrownBy(() -> story.complete(lead, story.task(unit), Map.of("decision", "approve")))
                .hasMessageContaining("您自己提交的");
        story.complete(lead, story.task(unit), Map.of("decision", "return", "reason", "请核对联系人职务"));
        assertThat(story.task(unit).key()).isEqualTo(CollectionProcess.CHECK);
        assertThat(units.get(unit.id()).returnReason()).isEqualTo("请核对联系人职务");
    }

    private String supervisionOf(UnitRound unit) {
        return jdbc.sql("select s.state from supervision s join supervision_lapse l on l.supervision_id = s.id"
                        + " where l.reference = ?")
                .param(unit.key())
                .query(String.class)
                .single();
    }
}
