package org.tuanwei.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.testing.Canary;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.LogCapture;
import org.tuanwei.testing.Postgres;
import org.tuanwei.testing.TestPeople;

/** Security row 15: passwords walk every way through the product, and none of them is found anywhere afterwards. */
@EngineTest
class CanaryTest {

    private static final String SINGLE = "Kanarien-Vogel-金丝雀-01";
    private static final String MISTYPED = "Kanarien-Vogel-金丝雀-02";
    private static final String BATCH = "Kanarien-Vogel-金丝雀-03";
    private static final String IN_TROUBLE = "Kanarien-Vogel-金丝雀-04";
    private static final String REFUSED = "Kanarien-Vogel-金丝雀-05";

    @Autowired
    private ApplicationContext context;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TestPeople people;

    @Autowired
    private GreenMail mailbox;

    @Autowired
    private ManagementService management;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void noPasswordIsFoundInTableLogMailOrIncident() throws Exception {
        List<String> found = new ArrayList<>();
        String log;
        try (LogCapture capture = new LogCapture()) {
            DeliveryBench fetched = singleWithATypo();
            byTheBatch();
            DeliveryBench stuck = inAnIncident();
            // while the passwords are sealed, and again after one was shown and wiped
            found.addAll(ofAll().inDatabase());
            String shown = mvc.perform(post("/pickup/" + fetched.newestToken())
                            .with(csrf())
                            .with(request -> {
                                request.setRemoteAddr("10.2.0.1");
                                return request;
                            })
                            .param("phrase", DeliveryBench.PHRASE))
                    .andReturn()
                    .getResponse()
                    .getContentAsString(StandardCharsets.UTF_8);
            assertThat(shown).contains(SINGLE);
            fetched.complete(CredentialProcess.CONFIRM, fetched.ownerGroup, Map.of("outcome", "changed"));
            assertThat(runtime.createIncidentQuery()
                            .processInstanceId(stuck.instance)
                            .count())
                    .isPositive();
            log = capture.text();
        }
        found.addAll(ofAll().inDatabase());
        Canary canary = ofAll();
        found.addAll(canary.in("the log", log));
        for (MimeMessage mail : mailbox.getReceivedMessages()) {
            found.addAll(canary.in("a mail", GreenMailUtil.getWholeMessage(mail) + mail.getContent()));
        }
        assertThat(found).isEmpty();
        assertThat(log).hasSizeGreaterThan(10_000);
    }

    @Test
    void theCanaryItselfSings() {
        Canary canary = new Canary(Postgres.asSuperuser(), "sings-in-every-disguise");

        jdbc.sql("insert into audit_entry (at, user_id, action, object, detail) values (now(), '', 'x', 'y', :detail)")
                .param("detail", "…SINGS-in-every-disguise…")
                .update();

        assertThat(canary.inDatabase()).anyMatch(where -> where.contains("audit_entry") && where.contains("plain"));
        byte[] secret = "sings-in-every-disguise".getBytes(StandardCharsets.UTF_8);
        assertThat(canary.in("x", HexFormat.of().formatHex(secret))).hasSize(1);
        byte[] amid = "..sings-in-every-disguise...".getBytes(StandardCharsets.UTF_8);
        assertThat(canary.in("x", Base64.getEncoder().encodeToString(amid))).hasSize(1);
    }

    private DeliveryBench singleWithATypo() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "210000");
        enter(bench, SINGLE, MISTYPED, 422);
        enter(bench, SINGLE, SINGLE, 302);
        return bench.sent();
    }

    private void byTheBatch() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "220000");
        byte[] file = WorkbookWriter.write(
                "号码",
                List.of("受理号", "学校名称", "QQ号", "初始密码"),
                List.of(
                        List.of(bench.file.receipt(), bench.file.organizationName(), "2500003", BATCH),
                        List.of("TW-0000-NOSUCHNO", "东华大学", "2500004", REFUSED)));
        String page = mvc.perform(multipart("/tasks/credentials/preview")
                        .file(new MockMultipartFile("file", "号码.xlsx", "application/octet-stream", file))
                        .with(csrf())
                        .with(user(people.of("tencent"))))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(page).doesNotContain(BATCH, REFUSED);
        mvc.perform(post("/tasks/credentials/confirm")
                .with(csrf())
                .with(user(people.of("tencent")))
                .param("fingerprint", page.replaceAll("(?s).*name=\"fingerprint\" value=\"([0-9a-f]{64})\".*", "$1")));
        // a broken workbook with the password in its bytes
        mvc.perform(multipart("/tasks/credentials/preview")
                .file(new MockMultipartFile(
                        "file", "坏.xlsx", "application/octet-stream", REFUSED.getBytes(StandardCharsets.UTF_8)))
                .with(csrf())
                .with(user(people.of("tencent"))));
        bench.sent();
    }

    /** The step after the entry fails until its retries are used up. */
    private DeliveryBench inAnIncident() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "230000");
        enter(bench, IN_TROUBLE, IN_TROUBLE, 302);
        jdbc.sql("update credential set key_id = 'lost' where case_id = :caseId")
                .param("caseId", bench.file.id())
                .update();
        jdbc.sql("update case_file set receipt = receipt || E'\\n' where id = :caseId")
                .param("caseId", bench.file.id())
                .update();
        for (int attempt = 0; attempt < 6; attempt++) {
            for (Job job : management
                    .createJobQuery()
                    .processInstanceId(bench.instance)
                    .withRetriesLeft()
                    .list()) {
                try {
                    management.executeJob(job.getId());
                } catch (RuntimeException expected) {
                    assertThat(new Canary(Postgres.asSuperuser(), IN_TROUBLE).in("the exception", expected.toString()))
                            .isEmpty();
                }
            }
        }
        return bench;
    }

    private void enter(DeliveryBench bench, String password, String again, int answer) throws Exception {
        String number = "26" + "%05d".formatted(bench.file.id());
        mvc.perform(post("/tasks/" + bench.task(CredentialProcess.ISSUE).taskId() + "/credentials")
                        .with(csrf())
                        .with(user(people.of("tencent")))
                        .param("qqNumber", number)
                        .param("password", password)
                        .param("passwordAgain", again))
                .andExpect(status().is(answer));
    }

    private static Canary ofAll() {
        return new Canary(Postgres.asSuperuser(), SINGLE, MISTYPED, BATCH, IN_TROUBLE, REFUSED);
    }
}
