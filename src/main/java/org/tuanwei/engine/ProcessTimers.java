package org.tuanwei.engine;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The timers that processes wait for: found and moved when the dates they rest on are moved. */
@Component
public class ProcessTimers {

    /** A timer that a process waits for. */
    public record Timer(String id, String processInstanceId, Instant due) {}

    private final RuntimeService runtimeService;
    private final ManagementService managementService;
    private final EngineIdentity identity;

    ProcessTimers(
            @Lazy RuntimeService runtimeService, @Lazy ManagementService managementService, EngineIdentity identity) {
        this.runtimeService = runtimeService;
        this.managementService = managementService;
        this.identity = identity;
    }

    /** Every timer of every process that is to fire after this moment, the earliest first. */
    public List<Timer> after(Instant moment) {
        return identity.asSystem(() -> timers(managementService
                .createJobQuery()
                .timers()
                .duedateHigherThan(Date.from(moment))
                .orderByJobDuedate()
                .asc()
                .list()));
    }

    /** The timers of one instance, the earliest first. */
    public List<Timer> of(String processInstanceId) {
        return identity.asSystem(() -> waitedFor(processInstanceId));
    }

    /** Lets a timer fire at another moment. */
    @Transactional
    public void move(String timerId, Instant due) {
        identity.asSystem(() -> {
            managementService.setJobDuedate(timerId, Date.from(due));
            return true;
        });
    }

    /** Moves every timer that the processes of a case wait for. @param move from the old moment to the new one */
    @Transactional
    public void moveOfCase(long caseId, UnaryOperator<Instant> move) {
        identity.asSystem(() -> {
            for (ProcessInstance instance : runtimeService
                    .createProcessInstanceQuery()
                    .processInstanceBusinessKey(Long.toString(caseId))
                    .list()) {
                waitedFor(instance.getId())
                        .forEach(timer ->
                                managementService.setJobDuedate(timer.id(), Date.from(move.apply(timer.due()))));
            }
            return true;
        });
    }

    private List<Timer> waitedFor(String processInstanceId) {
        return timers(managementService
                .createJobQuery()
                .processInstanceId(processInstanceId)
                .timers()
                .orderByJobDuedate()
                .asc()
                .list());
    }

    private static List<Timer> timers(List<Job> jobs) {
        return jobs.stream()
                .filter(job -> job.getDuedate() != null && job.getProcessInstanceId() != null)
                .map(job -> new Timer(
                        job.getId(),
                        job.getProcessInstanceId(),
                        job.getDuedate().toInstant()))
                .toList();
    }
}
