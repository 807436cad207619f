package org.tuanwei.certification;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.certification.Certification.State;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueText;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.organization.Organization;
import org.tuanwei.waiting.Bearer;
import org.tuanwei.waiting.DayCount;

/** Says where an application or certification is: who has it since when and until when, how long each level had it. */
@Component
class ApplicationProgress {

    /** A line of the decision trail. */
    record Said(Instant at, String words, @Nullable String reason, String by) {}

    /**
     * A level that has or had the application.
     *
     * @param until null while it has it
     * @param working days that ended while it had it, as they are counted for cases
     */
    record Held(String level, Instant since, @Nullable Instant until, int working) {}

    /**
     * The task that it waits for.
     *
     * @param origin whose word the date is: 系统默认（F5）
     * @param light the colour beside the words
     * @param signedFor whether somebody has claimed it
     */
    record Awaited(Instant dueAt, String origin, String words, String light, boolean overdue, boolean signedFor) {}

    /**
     * Where the application or certification is.
     *
     * @param light the colour beside the word
     * @param certifiedAt null while it is an application
     * @param rechecked whether the centre looks at the certification again
     * @param awaited null while nobody is waited for
     */
    record Progress(
            String words,
            String light,
            @Nullable Instant certifiedAt,
            boolean rechecked,
            @Nullable Awaited awaited,
            List<Held> held,
            List<Said> trail) {

        public boolean certified() {
            return certifiedAt != null;
        }
    }

    private final Certifications certifications;
    private final CertificationProcess process;
    private final Deadlines deadlines;
    private final WorkingCalendar calendar;
    private final Clock clock;

    ApplicationProgress(
            Certifications certifications,
            CertificationProcess process,
            Deadlines deadlines,
            WorkingCalendar calendar,
            Clock clock) {
        this.certifications = certifications;
        this.process = process;
        this.deadlines = deadlines;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** @throws IllegalStateException for one that has ended */
    Progress of(Certification certification, Organization organization) {
        boolean certified = certification.state() == State.CERTIFIED;
        Optional<HumanTask> task =
                certified ? process.recheck(certification.id()) : process.waitsFor(certification.id());
        boolean rechecked = certified && task.isPresent();
        Awaited awaited = task.flatMap(this::awaited).orElse(null);
        List<Decision> trail = certifications.trail(certification.id());
        String light = certified && !rechecked ? "GREEN" : awaited != null && awaited.overdue() ? "RED" : "YELLOW";
        return new Progress(
                words(certification.state(), organization, rechecked),
                light,
                certification.certifiedAt(),
                rechecked,
                awaited,
                held(trail, organization.isUnit()),
                trail.stream()
                        .map(one ->
                                new Said(one.at(), Step.words(one.step(), one.verdict()), one.reason(), one.byName()))
                        .toList());
    }

    private static String words(State state, Organization organization, boolean rechecked) {
        return switch (state) {
            case APPLIED -> organization.isUnit() ? "等待中央复核" : "等待省级推荐";
            case RECOMMENDED -> "等待中央复核";
            case REVIEWED -> "等待腾讯认证";
            case CERTIFIED -> rechecked ? "已认证，正在复核" : "已认证";
            case REFUSED, LAPSED, WITHDRAWN, RETRACTED -> throw new IllegalStateException("已结束的认证申请");
        };
    }

    private Optional<Awaited> awaited(HumanTask task) {
        return deadlines.openFor(task.taskId()).map(deadline -> {
            DueText text = deadlines.dueText(deadline);
            return new Awaited(
                    deadline.dueAt(),
                    deadline.origin(),
                    text.words(),
                    text.light().name(),
                    text.overdue(),
                    process.signedFor(task));
        });
    }

    /** Each level has it from the word of the one before to its own. */
    private List<Held> held(List<Decision> trail, boolean unit) {
        List<Bearer> levels =
                unit ? List.of(Bearer.CENTRE, Bearer.TENCENT) : List.of(Bearer.PROVINCE, Bearer.CENTRE, Bearer.TENCENT);
        List<Instant> words = trail.stream()
                .filter(one -> Step.valueOf(one.step()).handsOn())
                .map(Decision::at)
                .toList();
        List<Held> held = new ArrayList<>();
        for (int number = 0; number < Math.min(levels.size(), words.size()); number++) {
            Bearer level = levels.get(number);
            Instant since = words.get(number);
            Instant until = number + 1 < words.size() ? words.get(number + 1) : null;
            held.add(new Held(level.label(), since, until, days(level, since, until)));
        }
        return held;
    }

    private int days(Bearer level, Instant since, @Nullable Instant until) {
        Map<Bearer, DayCount.Days> days = new DayCount(calendar)
                .count(
                        since,
                        until == null ? clock.instant() : until,
                        List.of(new DayCount.Interval(level, since, until)));
        DayCount.Days own = days.get(level);
        return own == null ? 0 : own.working();
    }
}
