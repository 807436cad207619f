package org.tuanwei.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.testing.Client;
import org.tuanwei.testing.MovableClock;

/** Extensions asked for, a date moved, a date of a notice, a bulk urging: something in every list of the deadlines. */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoDates {

    private static final Logger log = LoggerFactory.getLogger(DemoDates.class);
    private static final Pattern FINGERPRINT = Pattern.compile("name=\"fingerprint\" value=\"([0-9a-f]+)\"");

    /** An open task of a school. */
    private record Open(long id, long caseId, String school, String unit, LocalDate due) {}

    private final DemoHands hands;
    private final JdbcClient jdbc;
    private final WorkingCalendar calendar;
    private final MovableClock clock;

    DemoDates(DemoHands hands, JdbcClient jdbc, WorkingCalendar calendar, MovableClock clock) {
        this.hands = hands;
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** Makes them once. */
    void provide() {
        if (jdbc.sql("select count(*) from extension_request").query(Long.class).single() > 0) {
            return;
        }
        List<Open> open = jdbc.sql("""
                        select d.id, d.case_id, d.organization_code, d.unit_code, d.due_at from deadline d
                        join organization o on o.code = d.organization_code and o.kind = 'SCHOOL'
                        where d.state = 'OPEN' and d.party = 'OWNER' and d.provenance = 'DEFAULT' and d.due_at > :now
                          and d.case_id is not null order by d.unit_code <> '310000', d.id limit 4
                        """)
                .param("now", java.sql.Timestamp.from(clock.instant()))
                .query((row, n) -> new Open(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        calendar.dueDay(row.getTimestamp(5).toInstant())))
                .list();
        List<String> reasons = List.of("负责人出差，下周返校后办理", "学校校庆活动集中，请延几天", "新旧负责人正在交接");
        for (int i = 0; i < Math.min(reasons.size(), open.size()); i++) {
            ask(open.get(i), reasons.get(i));
        }
        if (open.size() > 2) {
            decide(open.get(1), Map.of("decision", "approve"));
            decide(open.get(2), Map.of("decision", "return", "reason", "报送在即，请安排其他同志先行办理"));
        }
        if (open.size() > 3) {
            move(open.get(3));
        }
        urge();
        log.info("The demo's dates are ready");
    }

    private void ask(Open task, String reason) {
        String page = "/deadlines/" + task.id();
        DemoHands.expect(
                hands.client("s" + task.school())
                        .submit(
                                page,
                                page + "/extension",
                                Map.of(
                                        "until",
                                        calendar.plusWorkingDays(task.due(), 3).toString(),
                                        "reason",
                                        reason)),
                page);
    }

    private void decide(Open task, Map<String, Object> values) {
        long id = jdbc.sql("select max(id) from extension_request where deadline_id = ?")
                .param(task.id())
                .query(Long.class)
                .single();
        hands.complete("extension-" + id, "deadline-extension.Task_Decide", "p" + task.unit(), values);
    }

    private void move(Open task) {
        String page = "/deadlines/" + task.id();
        Client province = hands.client("p" + task.unit());
        Map<String, String> wish =
                Map.of("to", calendar.plusWorkingDays(task.due(), 2).toString(), "reason", "配合全省集中登记日，统一顺延");
        Matcher fingerprint = FINGERPRINT.matcher(
                province.submit(page, page + "/preview", wish).body());
        if (fingerprint.find()) {
            DemoHands.expect(
                    province.submit(
                            page,
                            page + "/move",
                            Map.of(
                                    "to", wish.get("to"),
                                    "reason", wish.get("reason"),
                                    "fingerprint", fingerprint.group(1))),
                    page);
        }
    }

    /** What is late by now is urged by its province. */
    private void urge() {
        String late = String.join(
                ",",
                jdbc.sql("select distinct c.id::text from case_file c join deadline d on d.case_id = c.id"
                                + " where c.state = 'RUNNING' and c.level = 'SCHOOL' and d.state = 'OPEN' and d.due_at <= ?"
                                + " limit 5")
                        .param(java.sql.Timestamp.from(clock.instant()))
                        .query(String.class)
                        .list());
        if (!late.isEmpty()) {
            DemoHands.expect(
                    hands.client("centre")
                            .submit("/urgings", "/urgings", Map.of("ids", late, "text", "逾期事项请于本周内办结，有困难的请申请延期并写明理由")),
                    "/urgings");
        }
    }
}
