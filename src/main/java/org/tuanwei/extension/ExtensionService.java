package org.tuanwei.extension;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.deadline.Deadline.State;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueMoves;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Groups;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Takes requests and verdicts. Silence approves nothing; what a notice names only the centre may put off (A11). */
@Service
@Transactional
public class ExtensionService {

    private static final int SHORTEST_REASON = 4;
    private static final int LONGEST_REASON = 500;

    private final Extensions extensions;
    private final ExtensionProcess process;
    private final DueMoves moves;
    private final Deadlines deadlines;
    private final WorkingCalendar calendar;
    private final Organizations organizations;
    private final ExtensionProperties properties;
    private final Viewers viewers;
    private final Clock clock;

    ExtensionService(
            Extensions extensions,
            ExtensionProcess process,
            DueMoves moves,
            Deadlines deadlines,
            WorkingCalendar calendar,
            Organizations organizations,
            ExtensionProperties properties,
            Viewers viewers,
            Clock clock) {
        this.extensions = extensions;
        this.process = process;
        this.moves = moves;
        this.deadlines = deadlines;
        this.calendar = calendar;
        this.organizations = organizations;
        this.properties = properties;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** The requests about a task, the earliest first. */
    @Transactional(readOnly = true)
    public List<Extension> of(long deadlineId) {
        return extensions.of(deadlineId);
    }

    /** Whether the viewer holds the task and may ask for another date now. */
    @Transactional(readOnly = true)
    public boolean mayAsk(Deadline deadline, Viewer viewer) {
        return deadline.state() == State.OPEN
                && !deadline.taskKey().startsWith(ExtensionProcess.KEY + ".")
                && holds(deadline, viewer)
                && extensions.of(deadline.id()).stream().noneMatch(one -> one.state() == Extension.State.ASKED);
    }

    /** Whether the viewer is of the side that has to do the task. The centre moves its own dates itself. */
    public boolean holds(Deadline deadline, Viewer viewer) {
        Optional<Organization> about =
                Optional.ofNullable(deadline.organizationCode()).flatMap(organizations::byCode);
        String school = about.map(Organization::schoolCode).orElse(null);
        return switch (deadline.party()) {
            case OWNER -> school == null ? viewer.isProvince(deadline.unitCode()) : viewer.isSchool(school);
            case SUPERIOR -> school != null && viewer.isProvince(deadline.unitCode());
            case TENCENT -> viewer.isTencent();
            case CENTRE -> false;
        };
    }

    /** The last day that may be asked for. */
    public LocalDate latest() {
        return calendar.dayOf(clock.instant()).plusDays(properties.longestDays());
    }

    /**
     * Asks the level above for another date.
     *
     * @throws FormRefused field by field
     * @throws NotAllowed when the viewer does not hold the task
     */
    public void ask(Deadline deadline, @Nullable LocalDate until, String reason) {
        Viewer viewer = viewers.current();
        if (!holds(deadline, viewer)) {
            throw new NotAllowed("只有承办这项待办的一方可以申请延期");
        }
        LocalDate day = requireDay(deadline, until);
        String stripped = reason.strip();
        if (stripped.length() < SHORTEST_REASON || stripped.length() > LONGEST_REASON) {
            throw new FormRefused("reason", "请用 " + SHORTEST_REASON + " 至 " + LONGEST_REASON + " 个字写明延期理由");
        }
        if (deadline.state() != State.OPEN) {
            throw new FormRefused("until", "这项待办已经了结，不用再申请延期");
        }
        long id = extensions
                .add(deadline, day, stripped, viewer.userId(), approver(deadline))
                .orElseThrow(() -> new FormRefused("until", "这项待办已有一份延期申请正在审批，请等待结果"));
        process.start(extensions.get(id), deadline);
    }

    private LocalDate requireDay(Deadline deadline, @Nullable LocalDate until) {
        LocalDate today = calendar.dayOf(clock.instant());
        if (until == null || until.isBefore(today)) {
            throw new FormRefused("until", "请选择今天以后的日期");
        }
        if (!calendar.endOf(until).isAfter(deadline.dueAt())) {
            throw new FormRefused("until", "要晚于现在的期限 " + calendar.dueDay(deadline.dueAt()));
        }
        if (until.isAfter(latest())) {
            throw new FormRefused("until", "一次最多延到 " + latest() + "（" + properties.longestDays() + " 天内）");
        }
        if (!calendar.isWorkingDay(until)) {
            throw new FormRefused("until", until + " 是休息日，请选工作日");
        }
        return until;
    }

    /** The level above the holder; a date that a notice names is the centre's to put off. */
    private String approver(Deadline deadline) {
        boolean school = Optional.ofNullable(deadline.organizationCode())
                .flatMap(organizations::byCode)
                .map(Organization::schoolCode)
                .isPresent();
        return deadline.party() == Deadline.Party.OWNER && school && deadline.provenance() != Provenance.NOTICE
                ? Groups.staffOf(deadline.unitCode())
                : Groups.CENTRE_STAFF;
    }

    /**
     * The verdict; a granted date is in force when this returns.
     *
     * @throws FormRefused when it was decided meanwhile, or the day has gone by
     */
    void decide(long id, boolean granted, @Nullable String reason) {
        Extension extension = extensions.get(id);
        Viewer viewer = viewers.current();
        Deadline deadline = deadlines.required(extension.deadlineId());
        if (granted && extension.askedBy().equals(viewer.userId())) {
            throw new FormRefused("decision", "这份延期是您本人申请的，须由同事审批");
        }
        if (granted && extension.askedFor().isBefore(calendar.dayOf(clock.instant()))) {
            throw new FormRefused("decision", "申请的日期 " + extension.askedFor() + " 已经过去，请不予批准并说明，由对方重新申请");
        }
        if (granted && deadline.state() != State.OPEN) {
            throw new FormRefused("decision", "这项待办已经了结，不用再批准延期");
        }
        boolean ours = extensions.close(
                id,
                granted ? Extension.State.GRANTED : Extension.State.REFUSED,
                granted ? extension.askedFor() : null,
                granted ? null : reason,
                viewer.userId());
        if (!ours) {
            throw new FormRefused("", "这份申请已由同事审批，请刷新后再看");
        }
        if (granted) {
            moves.extend(deadline, extension.askedFor(), extension.reason(), viewer.displayName());
        }
    }

    /** The task is over before anybody decided. */
    void settle(String taskId) {
        extensions.waitingFor(taskId).ifPresent(extension -> {
            extensions.close(extension.id(), Extension.State.MOOT, null, "待办已了结，不必再审批", "");
            process.settled(extension);
        });
    }

    @Transactional(readOnly = true)
    Extension get(long id) {
        return extensions.get(id);
    }
}
