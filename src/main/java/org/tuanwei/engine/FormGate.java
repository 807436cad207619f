package org.tuanwei.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Every submission of every door passes here: checked against the form as it is deployed, handed to the feature's
 * {@link TaskForm}, and reduced to routing facts before the engine stores anything.
 */
@Component
class FormGate {

    private final TaskService taskService;
    private final FormService formService;
    private final RuntimeService runtimeService;
    private final RepositoryService repositoryService;
    private final EngineIdentity identity;
    private final ObjectProvider<TaskForm> handlers;
    private final ObjectProvider<FormContext> contexts;
    private final FormCheck check;
    private final ObjectMapper json;
    private final JdbcClient jdbc;

    FormGate(
            @Lazy TaskService taskService,
            @Lazy FormService formService,
            @Lazy RuntimeService runtimeService,
            @Lazy RepositoryService repositoryService,
            EngineIdentity identity,
            ObjectProvider<TaskForm> handlers,
            ObjectProvider<FormContext> contexts,
            FormCheck check,
            ObjectMapper json,
            JdbcClient jdbc) {
        this.taskService = taskService;
        this.formService = formService;
        this.runtimeService = runtimeService;
        this.repositoryService = repositoryService;
        this.identity = identity;
        this.handlers = handlers;
        this.contexts = contexts;
        this.check = check;
        this.json = json;
        this.jdbc = jdbc;
    }

    /** Checks and hands over. @return the routing facts. @throws FormRefused field by field */
    Map<String, Object> pass(String taskId, @Nullable Map<String, Object> submitted) {
        HumanTask task = require(taskId);
        TaskForm handler = handler(task)
                .orElseThrow(() -> new FormRefused("", "「" + task.name() + "」不能这样办理：系统没有为它配置办理方式，请联系系统运维"));
        Map<String, Object> shown = new HashMap<>(task.variables());
        shown.putAll(shown(task, handler));
        Map<String, Object> values = check.check(form(taskId), submitted == null ? Map.of() : submitted, shown);
        return new HashMap<>(handler.submit(task, values));
    }

    /** What the form shows besides the process variables. */
    Map<String, Object> prefill(String taskId) {
        return find(taskId)
                .flatMap(task -> handler(task).map(handler -> shown(task, handler)))
                .orElse(Map.of());
    }

    private Map<String, Object> shown(HumanTask task, TaskForm handler) {
        Map<String, Object> shown = new HashMap<>();
        contexts.orderedStream().forEach(context -> shown.putAll(context.of(task)));
        shown.putAll(handler.prefill(task));
        return shown;
    }

    /**
     * Two people at one task take turns until the end of the transaction: the second finds what the first has done.
     * Registrations at the public door take no turn, so that they never wait for each other crosswise.
     */
    void takeTurn(String taskId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('task:' || ?, 0))")
                .param(taskId)
                .query((row, n) -> true)
                .single();
    }

    /** Refuses whoever is neither assignee nor, while the task is free, one of its candidates. */
    void requireWorker(String taskId) {
        takeTurn(taskId);
        require(taskId);
        String assignee = assignee(taskId);
        if (assignee != null && !assignee.equals(identity.currentUser())) {
            throw new FormRefused("", "此待办已由 " + assignee + " 签收，请刷新后再看");
        }
        if (!mayWorkOn(taskId)) {
            throw new AuthorizationException("此待办不属于您所在的单位");
        }
    }

    boolean mayWorkOn(String taskId) {
        String user = identity.currentUser();
        if (user == null) {
            return false;
        }
        String assignee = assignee(taskId);
        return assignee != null
                ? assignee.equals(user)
                : candidateGroups(taskId).stream().anyMatch(identity.currentGroups()::contains);
    }

    @Nullable
    String assignee(String taskId) {
        Task task = identity.asSystem(
                () -> taskService.createTaskQuery().taskId(taskId).singleResult());
        return task == null ? null : task.getAssignee();
    }

    List<String> candidateGroups(String taskId) {
        return identity.asSystem(() -> taskService.getIdentityLinksForTask(taskId).stream()
                .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .collect(Collectors.toList()));
    }

    Optional<HumanTask> find(String taskId) {
        return identity.asSystem(() -> {
            Task task = taskService.createTaskQuery().taskId(taskId).singleResult();
            if (task == null || task.getProcessInstanceId() == null) {
                return Optional.<HumanTask>empty();
            }
            ProcessInstance instance = runtimeService
                    .createProcessInstanceQuery()
                    .processInstanceId(task.getProcessInstanceId())
                    .singleResult();
            if (instance == null) {
                return Optional.<HumanTask>empty();
            }
            ProcessDefinition definition = repositoryService.getProcessDefinition(task.getProcessDefinitionId());
            return Optional.of(new HumanTask(
                    taskId,
                    definition.getKey() + "." + task.getTaskDefinitionKey(),
                    String.valueOf(task.getName()),
                    task.getProcessInstanceId(),
                    Objects.requireNonNullElse(instance.getBusinessKey(), ""),
                    Objects.requireNonNullElse(task.getTenantId(), ""),
                    task.getAssignee(),
                    runtimeService.getVariables(task.getExecutionId())));
        });
    }

    private HumanTask require(String taskId) {
        return find(taskId).orElseThrow(() -> new FormRefused("", "此待办已不存在：可能已由同事办结或被撤回，请刷新待办列表"));
    }

    private Optional<TaskForm> handler(HumanTask task) {
        return handlers.stream()
                .filter(handler -> handler.task().equals(task.key()))
                .findFirst();
    }

    private JsonNode form(String taskId) {
        return identity.asSystem(() -> {
            try (InputStream form = formService.getDeployedTaskForm(taskId)) {
                return json.readTree(form);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }
}
