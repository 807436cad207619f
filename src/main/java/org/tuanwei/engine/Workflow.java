package org.tuanwei.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.MessageTaker.Undelivered;

/** The features' door to the engine: start, correlate, look at open tasks, complete through the form gate. */
@Component
public class Workflow {

    private final RuntimeService runtimeService;
    private final TaskService taskService;
    private final ProcessEngineConfigurationImpl engine;
    private final FormGate gate;
    private final HumanTaskHook hook;
    private final EngineIdentity identity;
    private final ObjectProvider<MessageTaker> takers;
    private final ObjectMapper json;
    private final JdbcClient jdbc;
    private final Clock clock;

    Workflow(
            @Lazy RuntimeService runtimeService,
            @Lazy TaskService taskService,
            @Lazy ProcessEngineConfigurationImpl engine,
            FormGate gate,
            HumanTaskHook hook,
            EngineIdentity identity,
            ObjectProvider<MessageTaker> takers,
            ObjectMapper json,
            JdbcClient jdbc,
            Clock clock) {
        this.runtimeService = runtimeService;
        this.taskService = taskService;
        this.engine = engine;
        this.gate = gate;
        this.hook = hook;
        this.identity = identity;
        this.takers = takers;
        this.json = json;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One of many starts. @param businessKey id of the case's row, or a key of the feature's own */
    public record Start(String businessKey, String tenantId, Map<String, Object> variables) {

        public Start(long caseId, String tenantId, Map<String, Object> variables) {
            this(Long.toString(caseId), tenantId, variables);
        }
    }

    /**
     * Starts the process for many cases as one command of the engine, which then writes its rows in batches at the end;
     * the listeners hear of all tasks at once.
     */
    @Transactional
    public void startAll(String process, List<Start> starts) {
        if (starts.isEmpty()) {
            return;
        }
        identity.asSystem(() -> engine.getCommandExecutorTxRequired().execute(context -> {
            // by key the engine asks the database for the latest version at every start
            String definition = engine.getDeploymentCache()
                    .findDeployedLatestProcessDefinitionByKey(process)
                    .getId();
            hook.gather(() -> starts.forEach(start -> Tenancy.startingFor(
                    start.tenantId(),
                    () -> runtimeService.startProcessInstanceById(
                            definition, start.businessKey(), start.variables()))));
            return true;
        }));
    }

    /** Starts a process for a case. @return id of the instance */
    @Transactional
    public String start(String process, long caseId, String tenantId, Map<String, Object> variables) {
        return start(process, Long.toString(caseId), tenantId, variables);
    }

    /** Starts a process that has a business key of its feature's own. */
    @Transactional
    public String start(String process, String businessKey, String tenantId, Map<String, Object> variables) {
        ProcessInstance instance = identity.asSystem(() -> Tenancy.startingFor(
                tenantId, () -> runtimeService.startProcessInstanceByKey(process, businessKey, variables)));
        return instance.getId();
    }

    /** Starts the process that waits for this message at its start event. */
    @Transactional
    public String startByMessage(String message, long caseId, String tenantId, Map<String, Object> variables) {
        return startByMessage(message, Long.toString(caseId), tenantId, variables);
    }

    /** As above, for what belongs to no single case and has a business key of its feature's own. */
    @Transactional
    public String startByMessage(String message, String businessKey, String tenantId, Map<String, Object> variables) {
        ProcessInstance instance = identity.asSystem(() -> Tenancy.startingFor(
                tenantId, () -> runtimeService.startProcessInstanceByMessage(message, businessKey, variables)));
        return instance.getId();
    }

    /**
     * Hands a message to the instances of the case that wait for it.
     *
     * @return false when nobody waited: the message then lies in the work queue, it is not lost
     */
    @Transactional
    public boolean correlate(String message, long caseId, String tenantId, Map<String, Object> variables) {
        return correlate(message, caseId, tenantId, variables, Map.of());
    }

    /** As above, only to instances with these variables. */
    @Transactional
    public boolean correlate(
            String message, long caseId, String tenantId, Map<String, Object> variables, Map<String, Object> match) {
        return correlate(message, Long.toString(caseId), caseId, "", tenantId, variables, match);
    }

    /**
     * The same for a process with a business key of its feature's own.
     *
     * @param about name of the organisation, for whoever finds the message in the work queue
     */
    @Transactional
    public boolean correlate(
            String message, String businessKey, String about, String tenantId, Map<String, Object> variables) {
        return correlate(message, businessKey, null, about, tenantId, variables, Map.of());
    }

    private boolean correlate(
            String message,
            String businessKey,
            @Nullable Long caseId,
            String about,
            String tenantId,
            Map<String, Object> variables,
            Map<String, Object> match) {
        if (tryCorrelate(message, businessKey, tenantId, variables, match)
                || taken(message, new Undelivered(businessKey, tenantId, variables))) {
            return true;
        }
        jdbc.sql("insert into message_queue (message, case_id, business_key, about, tenant_id, variables, created_at)"
                        + " values (?, ?, ?, nullif(?, ''), ?, ?::jsonb, ?)")
                .params(
                        message,
                        caseId,
                        businessKey,
                        about,
                        tenantId,
                        write(variables),
                        Timestamp.from(clock.instant()))
                .update();
        return false;
    }

    /** Hands a message that needs no receiver to whoever waits for it or takes it; nothing is queued. */
    @Transactional
    public boolean offer(String message, String businessKey, String tenantId, Map<String, Object> variables) {
        return tryCorrelate(message, businessKey, tenantId, variables, Map.of())
                || taken(message, new Undelivered(businessKey, tenantId, variables));
    }

    private boolean taken(String message, Undelivered content) {
        return takers.stream().anyMatch(taker -> taker.message().equals(message) && taker.take(content));
    }

    private String write(Map<String, Object> variables) {
        try {
            return json.writeValueAsString(variables);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As {@link #correlate}, for messages that need no receiver: nothing is queued. */
    @Transactional
    public boolean tryCorrelate(
            String message, long caseId, String tenantId, Map<String, Object> variables, Map<String, Object> match) {
        return tryCorrelate(message, Long.toString(caseId), tenantId, variables, match);
    }

    /** The same for a process with a business key of its feature's own. */
    @Transactional
    public boolean tryCorrelate(
            String message,
            String businessKey,
            String tenantId,
            Map<String, Object> variables,
            Map<String, Object> match) {
        return identity.asSystem(() -> {
            var correlation = runtimeService
                    .createMessageCorrelation(message)
                    .processInstanceBusinessKey(businessKey)
                    .tenantId(tenantId)
                    .setVariables(new HashMap<>(variables));
            match.forEach(correlation::processInstanceVariableEquals);
            return !correlation.correlateAllWithResult().isEmpty();
        });
    }

    /**
     * Starts an event sub-process of the instance with this key; what it carries belongs to that one occasion, so that
     * several may run beside each other. @return false when the instance is over
     */
    @Transactional
    public boolean trigger(String message, String businessKey, String tenantId, Map<String, Object> occasion) {
        return identity.asSystem(() -> !runtimeService
                .createMessageCorrelation(message)
                .processInstanceBusinessKey(businessKey)
                .tenantId(tenantId)
                .setVariablesToTriggeredScope(new HashMap<>(occasion))
                .correlateAllWithResult()
                .isEmpty());
    }

    /** The human tasks of a case that are open now, oldest first. */
    public List<HumanTask> openTasks(long caseId) {
        return openTasks(Long.toString(caseId));
    }

    public List<HumanTask> openTasks(String businessKey) {
        return identity.asSystem(() -> {
            List<HumanTask> open = new ArrayList<>();
            for (Task task : taskService
                    .createTaskQuery()
                    .processInstanceBusinessKey(businessKey)
                    .orderByTaskCreateTime()
                    .asc()
                    .list()) {
                gate.find(task.getId()).ifPresent(open::add);
            }
            return open;
        });
    }

    public Optional<HumanTask> task(String taskId) {
        return gate.find(taskId);
    }

    /** Whether the current user may work on the task: he is its assignee, or one of its candidates while it is free. */
    public boolean mayWorkOn(String taskId) {
        return gate.mayWorkOn(taskId);
    }

    /** Completes through the form gate as the current user. @throws FormRefused field by field */
    @Transactional
    public void complete(String taskId, Map<String, Object> formValues) {
        gate.requireWorker(taskId);
        passAndComplete(taskId, formValues);
    }

    /** Completes through the form gate for somebody who has no account: the public registration. */
    @Transactional
    public void completeAsSystem(String taskId, Map<String, Object> formValues) {
        passAndComplete(taskId, formValues);
    }

    private void passAndComplete(String taskId, Map<String, Object> formValues) {
        Map<String, Object> routing = gate.pass(taskId, formValues);
        identity.asSystem(() -> {
            GateOpening.run(taskId, () -> taskService.complete(taskId, routing));
            return true;
        });
    }

    /**
     * Claims a free task for the current user, who is one of its candidates.
     *
     * @return whoever has it then: he himself, or the colleague who was faster; empty when it is done or taken away
     */
    @Transactional
    public Optional<String> claim(String taskId) {
        gate.takeTurn(taskId);
        if (gate.find(taskId).isEmpty()) {
            return Optional.empty();
        }
        String holder = gate.assignee(taskId);
        if (holder == null && gate.mayWorkOn(taskId)) {
            holder = identity.currentUser();
            assign(taskId, holder);
        }
        return Optional.ofNullable(holder);
    }

    /** Gives a claimed task back to its groups. @return false when somebody else has it, or nobody */
    @Transactional
    public boolean release(String taskId) {
        gate.takeTurn(taskId);
        String holder = gate.assignee(taskId);
        if (holder == null || !holder.equals(identity.currentUser())) {
            return false;
        }
        assign(taskId, null);
        return true;
    }

    /** Takes a claimed task over from a colleague of one of its groups. @return false when he has it no longer */
    @Transactional
    public boolean takeOver(String taskId, String from) {
        gate.takeTurn(taskId);
        if (!from.equals(gate.assignee(taskId))
                || gate.candidateGroups(taskId).stream().noneMatch(identity.currentGroups()::contains)) {
            return false;
        }
        assign(taskId, identity.currentUser());
        return true;
    }

    private void assign(String taskId, @Nullable String user) {
        identity.asSystem(() -> {
            taskService.setAssignee(taskId, user);
            return true;
        });
    }

    /**
     * Hands a message to whoever waits for it beside a task that nobody has claimed (撤回).
     *
     * @return false when somebody has claimed the task, or it is done or taken away
     */
    @Transactional
    public boolean takeBack(String message, HumanTask task) {
        gate.takeTurn(task.taskId());
        return gate.find(task.taskId()).isPresent()
                && gate.assignee(task.taskId()) == null
                && tryCorrelate(message, task.businessKey(), task.tenantId(), Map.of(), Map.of());
    }

    /** Lets a further group work on the task (代办). */
    @Transactional
    public void offerTo(String taskId, String group) {
        identity.asSystem(() -> {
            taskService.addCandidateGroup(taskId, group);
            return true;
        });
    }

    /** Moves the due date that Tasklist shows and sorts by; the deadline itself is its keeper's. */
    @Transactional
    public void moveDue(String taskId, Instant due) {
        identity.asSystem(() -> {
            Task task = taskService.createTaskQuery().taskId(taskId).singleResult();
            if (task != null) {
                task.setDueDate(Date.from(due));
                taskService.saveTask(task);
            }
            return true;
        });
    }

    /** The groups the task is offered to. */
    public List<String> candidateGroups(String taskId) {
        return gate.candidateGroups(taskId);
    }

    /** The person who has claimed the task. */
    public @Nullable String assignee(String taskId) {
        return gate.assignee(taskId);
    }
}
