package org.tuanwei.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.testing.Client;
import org.tuanwei.testing.MovableClock;

/** Problems in every state, among them those that only time brings about, and a case whose clock is stopped. */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoProblems {

    private static final Logger log = LoggerFactory.getLogger(DemoProblems.class);
    private static final String HANDLE = "partner-problem.Task_PartnerHandle";
    private static final String CONFIRM = "partner-problem.Task_Confirm";

    private final DemoHands hands;
    private final ManagementService managementService;
    private final RuntimeService runtimeService;
    private final JdbcClient jdbc;
    private final MovableClock clock;

    DemoProblems(
            DemoHands hands,
            ManagementService managementService,
            RuntimeService runtimeService,
            JdbcClient jdbc,
            MovableClock clock) {
        this.hands = hands;
        this.managementService = managementService;
        this.runtimeService = runtimeService;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Begun weeks ago: one that nobody confirmed, one that Tencent does not answer, one school that picks nothing up. */
    void longAgo(List<String> schools) {
        Duration now = clock.offset();
        try {
            clock.runAhead(now.minus(Duration.ofDays(24)));
            long unconfirmed = wrongPassword(schools.get(0), "2850010011");
            hands.complete(unconfirmed, HANDLE, "tencent", explained("请用首次登录页面登录，区分大小写"));
            hands.await(unconfirmed, CONFIRM);
            clock.runAhead(now.minus(Duration.ofDays(15)));
            fire(unconfirmed);
            long partnerSilent = wrongPassword(schools.get(1), "2850010012");
            long pickedUpByNobody = hands.register(schools.get(2));
            hands.review(pickedUpByNobody, true, "");
            hands.issue(pickedUpByNobody, "2850010013");
            hands.await(pickedUpByNobody, "credential-delivery.Task_AwaitPickUp");
            clock.runAhead(now.minus(Duration.ofDays(6)));
            fire(unconfirmed);
            fire(partnerSilent);
            fire(pickedUpByNobody);
            clock.runAhead(now);
            fire(pickedUpByNobody);
        } finally {
            clock.runAhead(now);
        }
    }

    /** Of today: reopened, waiting for a confirmation, two of one case, many numbers in one, a stopped clock. */
    void underWay(List<String> schools, List<String> withNumbers, long toPark) {
        long reopened = wrongPassword(schools.get(0), "2850010021");
        hands.complete(reopened, HANDLE, "tencent", explained("已核实，密码没有变动，请重新输入"));
        hands.complete(reopened, CONFIRM, hands.owner(reopened), Map.of("solved", "no", "reason", "换了电脑和浏览器，仍提示密码不正确"));
        note(reopened, hands.owner(reopened), "附上登录失败时的截图。", "登录失败截图.png", DemoHands.emblem("登录"));
        note(reopened, "tencent", "已收到截图，正在核查登录记录。", null, new byte[0]);

        long answered = wrongPassword(schools.get(1), "2850010022");
        hands.complete(answered, HANDLE, "tencent", explained("首次登录须在安全中心验证，步骤见官网"));

        long twice = wrongPassword(schools.get(2), "2850010023");
        raise(twice, hands.owner(twice), "OTHER", "登录页面提示异常，可能也是密码的问题");

        numbers("p310000", withNumbers);
        Client province = hands.client("p310000");
        DemoHands.expect(
                province.submit(
                        "/cases/" + toPark,
                        "/cases/" + toPark + "/parking",
                        Map.of("until", LocalDate.now(clock).plusDays(10).toString(), "reason", "学校与兄弟院校合并，待批复后再办")),
                "parking");
    }

    private long wrongPassword(String code, String qqNumber) {
        long caseId = hands.register(code);
        hands.review(caseId, true, "");
        hands.issue(caseId, qqNumber);
        hands.pickUp(caseId);
        hands.confirm(caseId, "wrongPassword", "按取号页面显示的密码登录，提示密码不正确");
        hands.await(caseId, HANDLE);
        return caseId;
    }

    private static Map<String, Object> explained(String answer) {
        return Map.of("action", "explained", "answer", answer);
    }

    private void raise(long caseId, String user, String kind, String text) {
        String page = "/cases/" + caseId;
        DemoHands.expect(hands.client(user).submit(page, page + "/problems", Map.of("kind", kind, "text", text)), page);
    }

    private void note(long caseId, String user, String text, @Nullable String name, byte[] file) {
        long problem = jdbc.sql("select max(id) from problem where case_id = ?")
                .param(caseId)
                .query(Long.class)
                .single();
        String page = "/problems/" + problem;
        Client client = hands.client(user);
        DemoHands.expect(
                name == null
                        ? client.submit(page, page + "/entries", Map.of("text", text))
                        : client.upload(
                                page,
                                page + "/entries?text=" + URLEncoder.encode(text, StandardCharsets.UTF_8),
                                "files",
                                name,
                                file),
                page);
    }

    private void numbers(String user, List<String> lines) {
        List<List<String>> rows = jdbc.sql(
                        "select o.name, coalesce(c.qq_number, '28500199' || lpad(c.id::text, 2, '0'))"
                                + " from case_file c join organization o on o.id = c.organization_id where o.code in (:codes)"
                                + " order by o.code")
                .param("codes", lines)
                .query((row, n) -> List.of(
                        row.getString(1),
                        row.getString(2),
                        n % 2 == 0 ? "登录不上" : "号码冻结",
                        n % 2 == 0 ? "校园网和手机网络都试过" : ""))
                .list();
        Client province = hands.client(user);
        String form = "/problems/numbers";
        String preview = province.upload(
                        form,
                        form,
                        "file",
                        "不能用的号码.xlsx",
                        WorkbookWriter.write("号码", List.of("单位名称", "QQ号", "问题", "说明"), rows))
                .headers()
                .firstValue("location")
                .orElse("");
        DemoHands.expect(province.submit(preview, preview, Map.of()), preview);
        long problem = jdbc.sql("select max(id) from problem where kind = 'NUMBERS'")
                .query(Long.class)
                .single();
        long row = jdbc.sql("select min(r.id) from problem_row r join problem_sheet s on s.id = r.sheet_id"
                        + " where s.problem_id = ?")
                .param(problem)
                .query(Long.class)
                .single();
        String page = "/problems/" + problem;
        DemoHands.expect(
                hands.client("tencent")
                        .submit(
                                page,
                                page + "/rows",
                                Map.of("outcome" + row, "UNFROZEN", "answer" + row, "已解除保护，可以登录")),
                page);
    }

    /** What is due of a case by now, at once: the job executor may sleep for a minute. */
    private void fire(long caseId) {
        for (int round = 0; round < 20; round++) {
            List<Job> due =
                    runtimeService
                            .createProcessInstanceQuery()
                            .processInstanceBusinessKey(Long.toString(caseId))
                            .list()
                            .stream()
                            .flatMap(instance ->
                                    managementService
                                            .createJobQuery()
                                            .processInstanceId(instance.getId())
                                            .executable()
                                            .list()
                                            .stream())
                            .toList();
            if (due.isEmpty()) {
                return;
            }
            for (Job job : due) {
                try {
                    managementService.executeJob(job.getId());
                } catch (RuntimeException taken) {
                    log.debug("job {} was taken by the job executor", job.getId(), taken);
                }
            }
        }
    }
}
