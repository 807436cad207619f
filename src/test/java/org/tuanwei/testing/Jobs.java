package org.tuanwei.testing;

import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;

/** Fires the engine's jobs by hand. */
public final class Jobs {

    private static final int MANY_ROUNDS = 50;

    private final ManagementService managementService;

    public Jobs(ManagementService managementService) {
        this.managementService = managementService;
    }

    /** Runs what is due, and what becomes due by it, for one instance's case; a failing job throws. */
    public void runDue(String businessKey) {
        for (int round = 0; round < MANY_ROUNDS; round++) {
            List<Job> due = due(businessKey);
            if (due.isEmpty()) {
                return;
            }
            due.forEach(job -> managementService.executeJob(job.getId()));
        }
        throw new IllegalStateException("案件 " + businessKey + " 的作业没有尽头");
    }

    public void runDue(long caseId) {
        runDue(Long.toString(caseId));
    }

    /** All due jobs of all cases, once round after round. */
    public void runAllDue() {
        for (int round = 0; round < MANY_ROUNDS; round++) {
            List<Job> due = managementService
                    .createJobQuery()
                    .executable()
                    .withRetriesLeft()
                    .list();
            if (due.isEmpty()) {
                return;
            }
            due.forEach(job -> managementService.executeJob(job.getId()));
        }
    }

    /** When the next timer of the case is due; {@link Instant#MAX} where it has none. */
    public Instant nextTimer(String businessKey) {
        return jobsOf(businessKey).stream()
                .filter(job -> job.getDuedate() != null)
                .map(job -> job.getDuedate().toInstant())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private List<Job> due(String businessKey) {
        List<String> ids = jobsOf(businessKey).stream().map(Job::getId).toList();
        return managementService.createJobQuery().executable().withRetriesLeft().list().stream()
                .filter(job -> ids.contains(job.getId()))
                .toList();
    }

    private List<Job> jobsOf(String businessKey) {
        return managementService.createJobQuery().list().stream()
                .filter(job -> job.getProcessInstanceId() != null && hasKey(job, businessKey))
                .toList();
    }

    private boolean hasKey(Job job, String businessKey) {
        var engine = org.camunda.bpm.engine.ProcessEngines.getDefaultProcessEngine();
        var instance = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(job.getProcessInstanceId())
                .singleResult();
        return instance != null && businessKey.equals(instance.getBusinessKey());
    }
}
