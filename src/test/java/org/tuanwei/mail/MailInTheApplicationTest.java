package org.tuanwei.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.testing.EngineTest;

@EngineTest
class MailInTheApplicationTest {

    @Autowired
    private Outbox outbox;

    @Autowired
    private MailDelivery delivery;

    @Autowired
    private Mails mails;

    @Autowired
    private GreenMail mailbox;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void aMailWrittenWithTheBusinessArrivesAndItsFateIsShown() {
        long caseId = 900_021;
        transaction.executeWithoutResult(status -> outbox.enqueue(new MailRequest(
                "in-the-application", caseId, "test", "outbox@school.example", "已登记", "请登录 {{late:none:1}} 查看")));
        delivery.sweep();

        List<String> arrived = Stream.of(mailbox.getReceivedMessages())
                .map(GreenMailUtil::getWholeMessage)
                .filter(text -> text.contains("X-Tuanwei-Case: 900021"))
                .toList();
        assertThat(arrived).singleElement().satisfies(text -> {
            assertThat(text).contains("@centre.example>", "Auto-Submitted: auto-generated");
            assertThat(mails.namedIn(text)).map(MailFate::caseId).contains(caseId);
        });
        assertThat(mails.ofCase(caseId)).extracting(MailFate::fate).containsExactly("已发出");
    }
}
