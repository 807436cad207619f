package org.tuanwei.stuck;

import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Incident;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.engine.EngineIdentity;

/** Sweeps, and reads what the engine shows of one case. */
public final class StuckBench {

    private final StuckSweep sweep;
    private final RuntimeService runtimeService;
    private final EngineIdentity identity;
    private final JdbcClient jdbc;

    public StuckBench(ApplicationContext context) {
        sweep = context.getBean(StuckSweep.class);
        runtimeService = context.getBean(RuntimeService.class);
        identity = context.getBean(EngineIdentity.class);
        jdbc = context.getBean(JdbcClient.class);
    }

    public StuckBench swept() {
        sweep.sweep();
        return this;
    }

    /** {@code overdue@Task_Register}, sorted; those that a called process hands up to its caller included. */
    public List<String> red(long caseId) {
        return incidents(caseId).stream()
                .map(incident -> incident.getIncidentType() + "@" + incident.getActivityId())
                .sorted()
                .toList();
    }

    public List<Incident> incidents(long caseId) {
        return identity.asSystem(() ->
                runtimeService
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(Long.toString(caseId))
                        .list()
                        .stream()
                        .flatMap(instance ->
                                runtimeService
                                        .createIncidentQuery()
                                        .processInstanceId(instance.getId())
                                        .list()
                                        .stream())
                        .toList());
    }

    /** The kinds that our own table shows of the case. */
    public List<String> shown(long caseId) {
        return jdbc.sql("select kind from standstill where case_id = ? and resolved_at is null order by kind")
                .param(caseId)
                .query(String.class)
                .list();
    }
}
