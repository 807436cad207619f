package org.tuanwei.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.mailbox.MailboxReader;
import org.tuanwei.stuck.StuckBench;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.Postbox;

/** A delivery that stands still – the letter came back, the owner does not fetch it – is red until it goes on. */
@EngineTest
class StuckDeliveryTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private MailboxReader reader;

    @Autowired
    private Postbox postbox;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    @AfterEach
    void backToTodayAndNothingInTheBox() {
        clock.back();
        postbox.empty();
    }

    @Test
    void aLetterThatCameBackIsRedUntilItIsSentToTheRightAddress() {
        postbox.empty();
        StuckBench stuck = new StuckBench(context);
        DeliveryBench bench = new DeliveryBench(context, "340000").issued("2100341", "geheim-S1");
        String messageId = jdbc.sql("select message_id from mail where case_id = ? and kind = 'pickup-link'"
                        + " order by id desc limit 1")
                .param(bench.file.id())
                .query(String.class)
                .single();
        postbox.put(Postbox.report(
                postbox.newestTo(bench.email(), messageId), bench.email(), "failed", "5.1.1", "550 User unknown"));
        assertThat(reader.round()).isEqualTo(1);
        bench.sent();
        assertThat(bench.open()).containsExactly(CredentialProcess.CORRECT_ADDRESS);

        assertThat(stuck.swept().red(bench.file.id())).containsExactly("bounced@Task_CorrectAddress");
        assertThat(stuck.incidents(bench.file.id()).get(0).getIncidentMessage())
                .contains("有邮件被退回", "正等省级办理")
                .doesNotContain(bench.email());

        bench.correctedTo("right340000@unit.example");
        assertThat(stuck.red(bench.file.id())).isEmpty();
        assertThat(stuck.swept().shown(bench.file.id())).isEmpty();
    }

    @Test
    void anOwnerWhoDoesNotFetchItsNumberIsRedUntilItDoes() {
        StuckBench stuck = new StuckBench(context);
        clock.runAhead(Duration.ofDays(-20));
        DeliveryBench bench = new DeliveryBench(context, "350000").issued("2100351", "geheim-S2");
        clock.back();
        bench.sent();

        assertThat(stuck.swept().red(bench.file.id()))
                .contains("noResponse@Task_AwaitPickUp", "overdue@Task_AwaitPickUp");

        bench.pickups.resend(bench.newestToken());
        bench.sent();
        assertThat(bench.pickedUp()).isInstanceOf(PickupService.Answer.Revealed.class);
        assertThat(stuck.red(bench.file.id())).noneMatch(red -> red.endsWith("@Task_AwaitPickUp"));
        assertThat(stuck.swept().shown(bench.file.id())).doesNotContain("NO_RESPONSE");
    }
}
