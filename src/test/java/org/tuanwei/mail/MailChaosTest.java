package org.tuanwei.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tuanwei.testing.ScriptedSmtp;
import org.tuanwei.testing.ScriptedSmtp.Stage;

/** Many mails to a server that misbehaves in every way at random: none is lost, none is taken twice by mistake. */
class MailChaosTest {

    private static final int MAILS = 24;
    private static final int TROUBLES = 40;

    private final MailBench bench = new MailBench();
    private final ScriptedSmtp server = new ScriptedSmtp();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostAndNothingDoubled(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TROUBLES; i++) {
            trouble(random);
        }
        MailDelivery node = bench.node(bench.properties(server.port())
                .readTimeout(Duration.ofSeconds(1))
                .conversation(Duration.ofMillis(400)));
        for (int i = 0; i < MAILS; i++) {
            bench.enqueue("chaos-" + seed + "-" + i);
        }
        for (int round = 0; round < 200 && waiting() > 0; round++) {
            node.sweep();
            bench.clock.advance(Duration.ofMinutes(20));
        }

        Map<String, String> states = states();
        assertThat(states).as("every mail has come to an end").hasSize(MAILS).doesNotContainValue("QUEUED");
        Map<String, Long> acknowledged = server.acknowledged().stream()
                .collect(Collectors.groupingBy(mail -> mail.header("Message-ID"), Collectors.counting()));
        assertThat(acknowledged.values()).as("none was acknowledged twice").allMatch(times -> times == 1);
        states.forEach((id, state) -> assertThat(acknowledged.containsKey(id))
                .as("%s is %s", id, state)
                .isEqualTo(state.equals("SENT")));
        // what a server kept although it hung up before its last word can only be recognised by its Message-ID
        assertThat(server.received().stream()
                        .map(mail -> mail.header("Message-ID"))
                        .distinct())
                .isSubsetOf(states.keySet());
        assertThat(bench.news).as("who was refused is told of, once").hasSize(refused(states));
    }

    private void trouble(Random random) {
        Stage[] stages = {Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.CONTENT};
        Stage stage = stages[random.nextInt(stages.length)];
        switch (random.nextInt(5)) {
            case 0 -> server.answer(stage, "451 4.3.0 later");
            case 1 -> server.answer(stage, stage == Stage.MAIL ? "451 4.3.0 later" : "550 5.1.1 no such user");
            case 2 -> server.cutAt(stage);
            case 3 -> server.cutAt(Stage.GREETING);
            default -> server.tarpitAt(stage);
        }
    }

    private long waiting() {
        return states().values().stream().filter("QUEUED"::equals).count();
    }

    private static int refused(Map<String, String> states) {
        return (int) states.values().stream().filter("REFUSED"::equals).count();
    }

    private Map<String, String> states() {
        return bench
                .jdbc
                .sql("select message_id, state from mail")
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
