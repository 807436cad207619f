package org.tuanwei.demo;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.testing.MovableClock;

/** Supervisions at every stage: some begun a fortnight ago, closed, late or parked, some waiting for a word today. */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoSupervisions {

    private static final Logger log = LoggerFactory.getLogger(DemoSupervisions.class);
    private static final Duration A_FORTNIGHT_AGO = Duration.ofDays(16);
    private static final String PROCESS = "supervision.";
    private static final Map<String, Object> YES = Map.of("decision", "approve");
    private static final String DEMAND = "请逐校落实专人登记开通，办结后反馈各校开通情况";

    private final DemoHands hands;
    private final DemoSchools schools;
    private final JdbcClient jdbc;
    private final MovableClock clock;

    DemoSupervisions(DemoHands hands, DemoSchools schools, JdbcClient jdbc, MovableClock clock) {
        this.hands = hands;
        this.schools = schools;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes them once; a database that has any but those the processes opened is left as it is. */
    void provide() {
        if (jdbc.sql("select count(*) from supervision where opened_by <> 'system'")
                        .query(Long.class)
                        .single()
                > 0) {
            return;
        }
        Duration now = clock.offset();
        clock.runAhead(now.minus(A_FORTNIGHT_AGO));
        try {
            longAgo();
        } finally {
            clock.runAhead(now);
        }
        today();
        log.info("The demo's supervisions are ready");
    }

    private void longAgo() {
        String closed = issued("500000", "全市半数高校没有登记", "5");
        answer(closed, "p500000", "p500000_lead", "已召开专题会，各校落实专人", "应开通的高校已全部登记");
        step(closed, "Task_Verify", "supervisor_centre", Map.of("decision", "approve", "verdict", "情况属实，同意销号"));
        // acknowledged and then nothing: late by now
        step(issued("370000", "催办后仍有高校没有登记", "5"), "Task_Acknowledge", "p370000", Map.of());
    }

    private void today() {
        propose("supervisor_310000", school("310000", 6), "三次催办没有回应", "请在限期内登记本校微博", "3");
        issued("410000", "微博活跃度连续两周为零", "5");

        String refused = issued("210000", "半数高校没有登记", "10");
        answer(refused, "p210000", "p210000_lead", "已发通知催促", "部分高校已登记");
        step(
                refused,
                "Task_Verify",
                "supervisor_centre",
                Map.of("decision", "return", "verdict", "请列明尚未登记的高校和完成日期", "reworkDays", "5"));

        String waits = issued("440000", "近半数高校没有登记", "7");
        answer(waits, "p440000", "p440000_lead", "逐校电话督促，三所高校已补登", "本省高校已全部提交登记信息");

        String school = propose("p320000", school("320000", 5), "已发号码半月没有取号", "请查收邮箱、取号并改密", "5");
        step(school, "Task_Authorize", "p320000_lead", YES);
        String owner = "s" + school("320000", 5);
        step(school, "Task_Acknowledge", owner, Map.of());
        step(
                school,
                "Task_Handle",
                owner,
                Map.of("outcome", "extend", "extensionDays", "5", "extensionReason", "负责人出差，下周返校后办理"));

        String parked = issued("510000", "两校合并，账号未开通", "10");
        step(parked, "Task_Acknowledge", "p510000", Map.of());
        hands.await(parked, PROCESS + "Task_Handle");
        String page = "/supervisions/" + id(parked);
        DemoHands.expect(
                hands.client("centre")
                        .submit(
                                page,
                                page + "/parking",
                                Map.of(
                                        "until",
                                        java.time.LocalDate.now(clock)
                                                .plusDays(20)
                                                .toString(),
                                        "reason",
                                        "两校合并方案待教育部批复")),
                page);
    }

    private void answer(String key, String staff, String lead, String handling, String feedback) {
        step(key, "Task_Acknowledge", staff, Map.of());
        step(key, "Task_Handle", staff, Map.of("outcome", "done", "handling", handling));
        step(key, "Task_Feedback", lead, Map.of("feedback", feedback));
    }

    /** Proposed by the centre's supervisor, authorized, and in the unit's hands. */
    private String issued(String unit, String detail, String days) {
        String key = propose("supervisor_centre", unit, detail, DEMAND, days);
        step(key, "Task_Authorize", "centre_lead", YES);
        hands.await(key, PROCESS + "Task_Acknowledge");
        return key;
    }

    private String propose(String user, String organization, String detail, String demand, String days) {
        HttpResponse<String> answer = hands.client(user)
                .submit(
                        "/supervisions/new",
                        "/supervisions",
                        Map.of(
                                "organization", organization,
                                "kind", "NOT_OPENED",
                                "detail", detail,
                                "demand", demand,
                                "termDays", days));
        DemoHands.expect(answer, "/supervisions");
        String location = answer.headers().firstValue("location").orElseThrow();
        return "supervision-" + location.substring(location.lastIndexOf('/') + 1);
    }

    private void step(String key, String task, String user, Map<String, Object> values) {
        hands.complete(key, PROCESS + task, user, values);
    }

    private static String id(String key) {
        return key.substring(key.lastIndexOf('-') + 1);
    }

    private String school(String unit, int number) {
        List<String> codes = schools.of(unit);
        return codes.get(Math.min(number, codes.size() - 1));
    }
}
