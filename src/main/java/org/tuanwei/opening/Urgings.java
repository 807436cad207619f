package org.tuanwei.opening;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Level;
import org.tuanwei.deadline.Addressee;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.ReminderAddressees;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.web.Formats;

/** 催办 (E0): the levels above press whoever holds a case, not oftener than the rule allows; it leaves a trace. */
@Service
@Transactional
public class Urgings {

    private static final int SHORTEST_TEXT = 4;
    private static final int LONGEST_TEXT = 500;

    private record Urging(long id, String text) {}

    /**
     * What an urging of this case would do now.
     *
     * @param tasks what it waits for, by name; empty while the system works on it
     * @param letters how many mail addresses it would reach
     * @param notBefore the day from which it may be urged again, where it was urged lately
     */
    public record Look(CaseFile file, String tasks, int letters, Optional<LocalDate> notBefore) {}

    private final CaseFiles files;
    private final OpeningProcess process;
    private final OpeningLetters letters;
    private final Deadlines deadlines;
    private final ObjectProvider<ReminderAddressees> addressees;
    private final WorkingCalendar calendar;
    private final OpeningProperties properties;
    private final Viewers viewers;
    private final JdbcClient jdbc;
    private final Clock clock;

    Urgings(
            CaseFiles files,
            OpeningProcess process,
            OpeningLetters letters,
            Deadlines deadlines,
            ObjectProvider<ReminderAddressees> addressees,
            WorkingCalendar calendar,
            OpeningProperties properties,
            Viewers viewers,
            JdbcClient jdbc,
            Clock clock) {
        this.files = files;
        this.process = process;
        this.letters = letters;
        this.deadlines = deadlines;
        this.addressees = addressees;
        this.calendar = calendar;
        this.properties = properties;
        this.viewers = viewers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether the viewer is above those a case of this organisation may wait for, or supervises them. */
    public boolean mayUrge(CaseFile file, Viewer viewer) {
        return file.running() && above(file, viewer);
    }

    private static boolean above(CaseFile file, Viewer viewer) {
        return viewer.isCentre()
                || viewer.isSupervisor(file.unitCode())
                || file.level() != Level.UNIT && viewer.isProvince(file.unitCode());
    }

    /**
     * The case of an account in operation, whose owner the caller may urge.
     *
     * @throws org.tuanwei.security.NotVisible for a foreign case; @throws NotAllowed for one he may not urge
     */
    @Transactional(readOnly = true)
    public CaseFile account(long caseId) {
        CaseFile file = files.visible(caseId);
        if (file.state() != CaseFile.State.OPEN || !above(file, viewers.current())) {
            throw new NotAllowed("只有已开通的账号可以这样催办，且须由上级团组织或督办人催办");
        }
        return file;
    }

    /**
     * Notes that the owner of an account in operation is urged about this, with the same interval and trail as for a
     * running case; whoever calls writes the letters.
     *
     * @return id of the urging
     * @throws FormRefused when it was urged too lately, or says nothing
     */
    public long urgeAccount(long caseId, String about, String text) {
        account(caseId);
        long id = add(caseId, requireText(text));
        files.tell(caseId, "opening.urged", Map.of("text", text.strip(), "task", about));
        recorded(id);
        return id;
    }

    /** The day from which the case may be urged again; empty when it may be now. */
    @Transactional(readOnly = true)
    public Optional<LocalDate> notBefore(long caseId) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        return jdbc.sql("select urged_at from urging where case_id = ? order by id desc limit 1")
                .param(caseId)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant)
                .map(last -> calendar.plusWorkingDays(
                        LocalDate.ofInstant(last, Formats.ZONE), properties.urgeIntervalDays()))
                .filter(day -> day.isAfter(today));
    }

    /** @throws org.tuanwei.security.NotVisible for a foreign case; @throws NotAllowed for one he may not urge */
    @Transactional(readOnly = true)
    public Look look(long caseId) {
        CaseFile file = urgeable(caseId);
        List<Deadline> waiting = deadlines.openOfCases(List.of(caseId));
        return new Look(
                file, waiting.isEmpty() ? "" : names(waiting), holders(waiting).size(), notBefore(caseId));
    }

    /**
     * Urges whoever holds the case.
     *
     * @return how many mail addresses it reaches
     * @throws FormRefused when it was urged too lately, or says nothing
     */
    public int urge(long caseId, String text) {
        CaseFile file = urgeable(caseId);
        String stripped = requireText(text);
        long id = add(caseId, stripped);
        List<Deadline> waiting = deadlines.openOfCases(List.of(caseId));
        waiting.forEach(deadline -> jdbc.sql("insert into urging_task (urging_id, task_id) values (?, ?)")
                .params(id, deadline.taskId())
                .update());
        process.urged(file);
        return holders(waiting).size();
    }

    private long add(long caseId, String text) {
        // two people urging at once queue here: the second one hears of the first
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('urging:' || ?, 0))")
                .param(Long.toString(caseId))
                .query((row, n) -> true)
                .single();
        notBefore(caseId).ifPresent(day -> {
            throw new FormRefused("text", tooSoon(day));
        });
        return jdbc.sql("insert into urging (case_id, text, urged_by, urged_at) values (?, ?, ?, ?) returning id")
                .params(caseId, text, viewers.current().userId(), Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    private void recorded(long id) {
        jdbc.sql("update urging set recorded_at = ? where id = ?")
                .params(Timestamp.from(clock.instant()), id)
                .update();
    }

    /** What is said where a case was urged too lately. */
    public String tooSoon(LocalDate notBefore) {
        return "刚催办过：两次催办至少间隔 " + properties.urgeIntervalDays() + " 个工作日，最早 " + notBefore + " 可再次催办";
    }

    /** @throws FormRefused when it says nothing, or too much */
    public static String requireText(String text) {
        String stripped = text.strip();
        if (stripped.length() < SHORTEST_TEXT || stripped.length() > LONGEST_TEXT) {
            throw new FormRefused("text", "请用 " + SHORTEST_TEXT + " 至 " + LONGEST_TEXT + " 个字写明催办内容");
        }
        return stripped;
    }

    private CaseFile urgeable(long caseId) {
        CaseFile file = files.visible(caseId);
        if (!mayUrge(file, viewers.current())) {
            throw new NotAllowed("只有办理中的案件可以催办，且须由上级团组织或督办人催办");
        }
        return file;
    }

    /** Tells the story of what was urged and writes to those the case waits for. */
    void record(long caseId) {
        CaseFile file = files.get(caseId);
        List<Urging> open = jdbc.sql(
                        "select id, text from urging where case_id = ? and recorded_at is null order by id")
                .param(caseId)
                .query((row, n) -> new Urging(row.getLong(1), row.getString(2)))
                .list();
        List<Deadline> waiting = deadlines.openOfCases(List.of(caseId));
        for (Urging urging : open) {
            int number = 0;
            for (Map.Entry<String, String> holder : holders(waiting).entrySet()) {
                letters.urged(file, urging.id(), ++number, holder.getKey(), holder.getValue(), urging.text());
            }
            files.tell(
                    caseId,
                    "opening.urged",
                    Map.of("text", urging.text(), "task", waiting.isEmpty() ? "（系统处理中）" : names(waiting)));
            recorded(urging.id());
        }
    }

    /** Mail address → the task that waits for its owner; one letter to each, however many tasks. */
    private Map<String, String> holders(List<Deadline> waiting) {
        Map<String, String> holders = new LinkedHashMap<>();
        for (Deadline deadline : waiting) {
            addressees.stream()
                    .flatMap(known -> known.of(deadline, Addressee.OWNER).stream())
                    .forEach(mail -> holders.putIfAbsent(mail, deadline.taskName()));
        }
        return holders;
    }

    private static String names(List<Deadline> deadlines) {
        return String.join(
                "、", deadlines.stream().map(Deadline::taskName).distinct().toList());
    }
}
