package org.tuanwei.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets features show on the running instance that it stands still; Cockpit draws the activity red. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Incidents {

    /**
     * One that is to be opened.
     *
     * @param type word of our own, never one of the engine's such as {@code failedJob}
     * @param taskId the human task that stands still; it tells incidents of a type apart
     * @param message in Chinese, without personal data: everybody who sees the instance reads it
     */
    public record Opening(String type, String executionId, String taskId, String message) {}

    private final ProcessEngine engine;
    private final RuntimeService runtimeService;
    private final EngineIdentity identity;

    Incidents(@Lazy ProcessEngine engine, @Lazy RuntimeService runtimeService, EngineIdentity identity) {
        this.engine = engine;
        this.runtimeService = runtimeService;
        this.identity = identity;
    }

    /** Opens all or none. @return their ids in the same order */
    public List<String> open(List<Opening> openings) {
        List<String> ids = new ArrayList<>();
        atOnce(() -> openings.forEach(opening -> ids.add(runtimeService
                .createIncident(opening.type(), opening.executionId(), opening.taskId(), opening.message())
                .getId())));
        return ids;
    }

    /** Resolves those that are still there; the engine takes away by itself what stood on an execution that is gone. */
    public void resolve(Collection<String> ids) {
        atOnce(() -> {
            for (String id : ids) {
                if (runtimeService.createIncidentQuery().incidentId(id).count() > 0) {
                    runtimeService.resolveIncident(id);
                }
            }
        });
    }

    /** One engine command for all of them, so that they are written in one batch. */
    private void atOnce(Runnable work) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        Command<Boolean> command = context -> {
            work.run();
            return true;
        };
        identity.asSystem(() -> configuration.getCommandExecutorTxRequired().execute(command));
    }
}
