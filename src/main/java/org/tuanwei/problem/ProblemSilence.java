package org.tuanwei.problem;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.Party;
import org.tuanwei.deadline.CaseClock;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.problem.ProblemEntry.What;
import org.tuanwei.problem.Problems.Actor;

/** What happens when nobody answers (C11, E3): when the system speaks up, to whom, and what it writes down. */
@Service
@Transactional
class ProblemSilence {

    private static final Actor SYSTEM = new Actor("", "系统", Party.SYSTEM);

    private final Problems problems;
    private final ProblemThreads threads;
    private final ProblemLetters letters;
    private final ProblemTelling telling;
    private final Actors actors;
    private final Deadlines deadlines;
    private final CaseClock caseClock;
    private final WorkingCalendar calendar;
    private final ProblemProperties properties;
    private final Clock clock;

    ProblemSilence(
            Problems problems,
            ProblemThreads threads,
            ProblemLetters letters,
            ProblemTelling telling,
            Actors actors,
            Deadlines deadlines,
            CaseClock caseClock,
            WorkingCalendar calendar,
            ProblemProperties properties,
            Clock clock) {
        this.problems = problems;
        this.threads = threads;
        this.letters = letters;
        this.telling = telling;
        this.actors = actors;
        this.deadlines = deadlines;
        this.caseClock = caseClock;
        this.calendar = calendar;
        this.properties = properties;
        this.clock = clock;
    }

    /** When the level above is asked to find out: with the term, after a missed pick-up on the eighth working day. */
    Instant ownerSilentAt(long id, int handlingDays) {
        Problem problem = problems.get(id);
        if (problem.kind() == ProblemKind.NO_RESPONSE) {
            Optional<Instant> eighth = deadlines.openOfCases(List.of(problem.requiredCaseId())).stream()
                    .filter(deadline -> deadline.taskKey().equals(ProblemProcess.AWAIT_PICK_UP))
                    .map(Deadline::dueAt)
                    .map(due -> calendar.endOf(
                            calendar.plusWorkingDays(calendar.dueDay(due), properties.provinceAfterPickUpDays())))
                    .filter(moment -> moment.isAfter(clock.instant()))
                    .findFirst();
            if (eighth.isPresent()) {
                return eighth.get();
            }
        }
        return due(problem, handlingDays);
    }

    /** When the centre steps in. */
    Instant partnerSilentAt(long id, int handlingDays) {
        return due(problems.get(id), handlingDays);
    }

    Instant coordinateAgainAt(long id) {
        return due(problems.get(id), properties.coordinateAgainDays());
    }

    Instant askAgainAt(long id) {
        return due(problems.get(id), properties.secondAskDays());
    }

    /** Ten working days after the first ask, and some after the second whatever made it late. */
    Instant unconfirmedAt(long id) {
        Problem problem = problems.get(id);
        Instant least = due(problem, properties.leastAfterSecondAskDays());
        Instant answered = problem.answeredAt();
        if (answered == null) {
            return least;
        }
        Instant full = calendar.due(answered, properties.unconfirmedDays());
        return full.isAfter(least) ? full : least;
    }

    void reportOwnerSilence(long id) {
        Problem problem = problems.get(id);
        threads.write(id, What.OWNER_SILENT, "到期没有更正，已请上级联系单位", SYSTEM);
        telling.tell(problem, "problem.ownerSilent", Map.of());
        letters.ownerSilent(problem);
    }

    /** What the level above has found out. */
    void pressed(HumanTask task, String result, String note) {
        Problem problem = problems.get(ProblemProcess.problemId(task));
        threads.write(problem.id(), What.PRESSED, result + "。" + note, actors.current(problem.place()));
        telling.tell(problem, "problem.pressed", Map.of("result", result), task.taskId());
    }

    void reportPartnerSilence(long id) {
        Problem problem = problems.get(id);
        threads.write(id, What.PARTNER_SILENT, "到期没有答复，已提请中央协调", SYSTEM);
        telling.tell(problem, "problem.partnerSilent", Map.of());
        letters.partnerSilent(problem);
    }

    /** What the centre has arranged. @param answered whether its note is the answer, given for Tencent (代办) */
    void coordinated(HumanTask task, boolean answered, String note) {
        Problem problem = problems.get(ProblemProcess.problemId(task));
        Actor actor = actors.current(problem.place());
        if (answered) {
            threads.write(problem.id(), What.HANDLED, note, actor, "代腾讯公司答复：逾期没有答复");
            telling.tell(problem, "problem.answeredByCentre", Map.of(), task.taskId());
        } else {
            threads.write(problem.id(), What.COORDINATED, note, actor);
            telling.tell(problem, "problem.coordinated", Map.of(), task.taskId());
        }
    }

    void askAgain(long id) {
        problems.askedAgain(id);
        Problem problem = problems.get(id);
        threads.write(id, What.ASKED_AGAIN, "第二次询问是否解决", SYSTEM);
        telling.tell(problem, "problem.askedAgain", Map.of());
        letters.askedAgain(problem);
    }

    /** @throws IllegalStateException when nobody was asked twice: silence alone closes nothing */
    void markUnconfirmed(long id) {
        if (problems.get(id).asks() < 2) {
            throw new IllegalStateException("问题 " + id + " 还没有询问过两次，不能按未确认关闭");
        }
        threads.write(id, What.UNCONFIRMED, "两次询问、满 " + properties.unconfirmedDays() + " 个工作日没有答复", SYSTEM);
    }

    private Instant due(Problem problem, int workingDays) {
        return problem.ofCase()
                ? caseClock.due(problem.requiredCaseId(), workingDays)
                : calendar.due(clock.instant(), workingDays);
    }
}
