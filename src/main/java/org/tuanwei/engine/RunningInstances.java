package org.tuanwei.engine;

import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Tells which case, or which organisation, a running instance is about; whoever asks checks that it may be seen. */
@Component
public class RunningInstances {

    /**
     * One of them.
     *
     * @param process name of its process, in Chinese
     * @param businessKey id of the case's row, or a feature's own key
     * @param about name of the organisation, from the routing facts; may be empty
     */
    public record Running(String id, String process, String businessKey, String tenantId, String about) {

        /** Whether the business key is the id of a case's row. */
        public boolean ofCase() {
            return !businessKey.isEmpty() && businessKey.chars().allMatch(Character::isDigit);
        }
    }

    private final RuntimeService runtimeService;
    private final RepositoryService repositoryService;
    private final EngineIdentity identity;

    RunningInstances(
            @Lazy RuntimeService runtimeService, @Lazy RepositoryService repositoryService, EngineIdentity identity) {
        this.runtimeService = runtimeService;
        this.repositoryService = repositoryService;
        this.identity = identity;
    }

    public Optional<Running> find(String instanceId) {
        return identity.asSystem(() -> Optional.ofNullable(runtimeService
                        .createProcessInstanceQuery()
                        .processInstanceId(instanceId)
                        .singleResult())
                .map(instance -> new Running(
                        instance.getId(),
                        repositoryService
                                .getProcessDefinition(instance.getProcessDefinitionId())
                                .getName(),
                        Objects.requireNonNullElse(instance.getBusinessKey(), ""),
                        Objects.requireNonNullElse(instance.getTenantId(), ""),
                        Objects.requireNonNullElse(
                                (String) runtimeService.getVariable(instanceId, "organizationName"), ""))));
    }
}
