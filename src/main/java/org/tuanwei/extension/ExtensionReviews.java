package org.tuanwei.extension;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.review.ReviewKind;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.AccessPolicy.Target;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Task_Decide on the review page: who asks for which day and why, beside the date as it is now. */
@Component
@Transactional(readOnly = true)
class ExtensionReviews implements ReviewKind {

    private static final Pattern VERSION = Pattern.compile("(\\d{1,18})-\\d{1,12}");

    private static final String ASKED = """
            select e.id, e.deadline_id, e.unit_code, e.asked_for, e.due_at as due_then, e.reason, e.asked_by, e.asked_at,
                   e.state, e.decided_by, e.decided_at, d.task_name, d.due_at, o.code, o.name, o.school_type, o.search_text,
                   u.name as unit_name,
                   (select count(*) from extension_request p
                    where p.deadline_id = e.deadline_id and p.state = 'GRANTED') as before,
                   (select count(*) from extension_request s where s.state = 'ASKED' and s.id <> e.id
                        and s.approver_group = e.approver_group and s.reason = e.reason) as same
            from extension_request e join deadline d on d.id = e.deadline_id
            join organization o on o.code = coalesce(d.organization_code, d.unit_code)
            join organization u on u.code = e.unit_code
            where e.id = any(:ids)""";

    /** A request beside its date. @param before how often it was put off already @param same others with the very words */
    private record Asked(
            long id,
            long deadlineId,
            String unitCode,
            LocalDate until,
            Instant dueThen,
            String reason,
            String askedBy,
            Instant askedAt,
            String state,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            String taskName,
            Instant dueAt,
            String code,
            String name,
            String type,
            String searchText,
            int before,
            int same) {

        String version() {
            return id + "-" + dueAt.getEpochSecond();
        }

        String href() {
            return "/deadlines/" + deadlineId;
        }
    }

    private final WorkingCalendar calendar;
    private final AccessPolicy policy;
    private final Viewers viewers;
    private final JdbcClient jdbc;
    private final Clock clock;

    ExtensionReviews(WorkingCalendar calendar, AccessPolicy policy, Viewers viewers, JdbcClient jdbc, Clock clock) {
        this.calendar = calendar;
        this.policy = policy;
        this.viewers = viewers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "extensions";
    }

    @Override
    public String label() {
        return "延期申请";
    }

    @Override
    public int order() {
        return 300;
    }

    @Override
    public String task() {
        return ExtensionProcess.DECIDE;
    }

    @Override
    public List<String> columns() {
        return List.of("待办", "现在的期限", "申请延到", "理由");
    }

    @Override
    public boolean pictures() {
        return false;
    }

    @Override
    public String afterApproval() {
        return "期限、提醒和流程定时一起改到申请的日期，并告知申请方。";
    }

    @Override
    public String afterReturn() {
        return "已退回，期限不变，理由会发给申请方";
    }

    @Override
    public Map<String, Evidence> evidence(Collection<String> businessKeys, Viewer viewer) {
        Map<String, Evidence> evidence = new HashMap<>();
        for (Asked one : asked(businessKeys.stream().map(ExtensionProcess::idOf).toArray(Long[]::new))) {
            evidence.put(
                    ExtensionProcess.PREFIX + one.id(),
                    new Evidence(
                            one.version(),
                            one.code(),
                            one.name(),
                            one.type(),
                            one.searchText(),
                            one.href(),
                            one.askedAt(),
                            List.of(
                                    one.taskName(),
                                    calendar.dueDay(one.dueAt()).toString(),
                                    one.until() + "（延 " + workingDays(one) + " 个工作日）",
                                    one.reason()),
                            marks(one),
                            null,
                            one.askedBy().equals(viewer.userId())));
        }
        return evidence;
    }

    private long workingDays(Asked one) {
        return calendar.workingDaysBetween(calendar.dueDay(one.dueAt()), one.until());
    }

    private List<Mark> marks(Asked one) {
        List<Mark> marks = new ArrayList<>();
        if (one.until().isBefore(calendar.dayOf(clock.instant()))) {
            marks.add(Mark.doubt("申请的日期已经过去，不能批准"));
        }
        if (!one.dueAt().equals(one.dueThen())) {
            marks.add(Mark.doubt("申请之后期限已由 " + calendar.dueDay(one.dueThen()) + " 改为 " + calendar.dueDay(one.dueAt())));
        }
        if (one.before() > 0) {
            marks.add(Mark.doubt("此前已延期 " + one.before() + " 次"));
        }
        if (one.askedAt().isAfter(one.dueThen())) {
            marks.add(Mark.hint("逾期之后才申请"));
        }
        if (one.same() > 0) {
            marks.add(Mark.hint("另有 " + one.same() + " 份申请的理由一字不差"));
        }
        return marks;
    }

    @Override
    public Map<String, String> facts(String businessKey, boolean clear) {
        Map<String, String> facts = new LinkedHashMap<>();
        one(ExtensionProcess.idOf(businessKey)).ifPresent(one -> {
            facts.put("待办", one.taskName());
            facts.put("现在的期限", calendar.dueDay(one.dueAt()).toString());
            facts.put("申请延到", one.until() + "（延 " + workingDays(one) + " 个工作日）");
            facts.put("理由", one.reason());
            facts.put("申请人", viewers.of(one.askedBy()).displayName());
        });
        return facts;
    }

    @Override
    public void opened(String businessKey, Viewer viewer) {
        // a date and a reason: nothing personal is shown in clear
    }

    /** A request never changes, its date may be moved; moving queues by itself, so a plain look is enough. */
    @Override
    public String hold(String businessKey) {
        return one(ExtensionProcess.idOf(businessKey)).map(Asked::version).orElse("");
    }

    @Override
    public Optional<Past> past(String version) {
        var parsed = VERSION.matcher(version);
        if (!parsed.matches()) {
            return Optional.empty();
        }
        return one(Long.parseLong(parsed.group(1)))
                .filter(one ->
                        policy.verb(viewers.current(), Subject.REVIEW, new Target(one.unitCode(), null, false, false))
                                != Verb.NONE)
                .map(one -> {
                    boolean decided =
                            one.state().equals("GRANTED") || one.state().equals("REFUSED");
                    return new Past(
                            one.name(),
                            one.href(),
                            decided ? one.state().equals("GRANTED") : null,
                            decided
                                    ? viewers.of(String.valueOf(one.decidedBy()))
                                            .displayName()
                                    : null,
                            decided ? one.decidedAt() : null);
                });
    }

    private Optional<Asked> one(long id) {
        return asked(id).stream().findFirst();
    }

    private List<Asked> asked(Long... ids) {
        return jdbc.sql(ASKED).param("ids", ids).query(ExtensionReviews::map).list();
    }

    private static Asked map(ResultSet row, int n) throws SQLException {
        String type = row.getString("school_type");
        var decided = row.getTimestamp("decided_at");
        return new Asked(
                row.getLong("id"),
                row.getLong("deadline_id"),
                row.getString("unit_code"),
                row.getDate("asked_for").toLocalDate(),
                row.getTimestamp("due_then").toInstant(),
                row.getString("reason"),
                row.getString("asked_by"),
                row.getTimestamp("asked_at").toInstant(),
                row.getString("state"),
                row.getString("decided_by"),
                decided == null ? null : decided.toInstant(),
                row.getString("task_name"),
                row.getTimestamp("due_at").toInstant(),
                row.getString("code"),
                row.getString("name"),
                type == null ? row.getString("unit_name") : type,
                row.getString("search_text"),
                row.getInt("before"),
                row.getInt("same"));
    }
}
