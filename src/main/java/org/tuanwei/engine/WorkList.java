package org.tuanwei.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The open tasks a person may work on: his own, and the free ones of his groups. */
@Component
public class WorkList {

    /**
     * One of them.
     *
     * @param businessKey id of the case's row, or a feature's own key where the process has no case
     * @param about name of the organisation it is about, from the routing facts
     * @param own whether he has claimed it
     */
    public record Work(
            String taskId,
            String key,
            String name,
            String businessKey,
            String about,
            @Nullable Instant due,
            boolean own) {

        /** Whether the business key is the id of a case's row. */
        public boolean ofCase() {
            return !businessKey.isEmpty() && businessKey.chars().allMatch(Character::isDigit);
        }
    }

    /** An open task of one kind, offered to a group. @param assignee whoever has claimed it */
    public record Offered(
            String taskId, String businessKey, @Nullable String assignee, Instant since) {}

    private final TaskService taskService;
    private final RuntimeService runtimeService;
    private final RepositoryService repositoryService;
    private final EngineIdentity identity;

    WorkList(
            @Lazy TaskService taskService,
            @Lazy RuntimeService runtimeService,
            @Lazy RepositoryService repositoryService,
            EngineIdentity identity) {
        this.taskService = taskService;
        this.runtimeService = runtimeService;
        this.repositoryService = repositoryService;
        this.identity = identity;
    }

    /** The most urgent first; tasks without a due date last. */
    public List<Work> of(String userId, Collection<String> groups, int limit) {
        return identity.asSystem(() -> described(
                userId,
                query(userId, groups)
                        .orderByDueDate()
                        .asc()
                        .orderByTaskCreateTime()
                        .asc()
                        .listPage(0, limit)));
    }

    /** Those of these tasks that he may work on, by few questions however many they are. */
    public List<Work> among(Collection<String> taskIds, String userId, Collection<String> groups) {
        return taskIds.isEmpty()
                ? List.of()
                : identity.asSystem(() -> described(
                        userId,
                        query(userId, groups)
                                .taskIdIn(taskIds.toArray(String[]::new))
                                .list()));
    }

    private List<Work> described(String userId, List<Task> tasks) {
        Map<String, String> businessKeys = businessKeys(tasks);
        Map<String, String> about = organizationNames(businessKeys);
        Map<String, String> processes = new HashMap<>();
        return tasks.stream()
                .map(task -> new Work(
                        task.getId(),
                        processes.computeIfAbsent(task.getProcessDefinitionId(), this::process) + "."
                                + task.getTaskDefinitionKey(),
                        String.valueOf(task.getName()),
                        businessKeys.getOrDefault(task.getProcessInstanceId(), ""),
                        about.getOrDefault(task.getProcessInstanceId(), ""),
                        instant(task.getDueDate()),
                        userId.equals(task.getAssignee())))
                .toList();
    }

    public long count(String userId, Collection<String> groups) {
        return identity.asSystem(() -> query(userId, groups).count());
    }

    /** How many of them are due by this moment. */
    public long countDueBefore(String userId, Collection<String> groups, Instant moment) {
        return identity.asSystem(
                () -> query(userId, groups).dueBefore(Date.from(moment)).count());
    }

    /** The open tasks of one kind that are offered to these groups, claimed or free, the oldest first. */
    public List<Offered> offered(String key, Collection<String> groups, int limit) {
        if (groups.isEmpty()) {
            return List.of();
        }
        return identity.asSystem(() -> {
            List<Task> tasks = offers(key, groups).orderByTaskCreateTime().asc().listPage(0, limit);
            Map<String, String> keys = businessKeys(tasks);
            return tasks.stream()
                    .map(task -> new Offered(
                            task.getId(),
                            keys.getOrDefault(task.getProcessInstanceId(), ""),
                            task.getAssignee(),
                            task.getCreateTime().toInstant()))
                    .toList();
        });
    }

    public long countOffered(String key, Collection<String> groups) {
        return groups.isEmpty()
                ? 0
                : identity.asSystem(() -> offers(key, groups).count());
    }

    private TaskQuery offers(String key, Collection<String> groups) {
        int dot = key.indexOf('.');
        return taskService
                .createTaskQuery()
                .active()
                .processDefinitionKey(key.substring(0, dot))
                .taskDefinitionKey(key.substring(dot + 1))
                .taskCandidateGroupIn(List.copyOf(groups))
                .includeAssignedTasks();
    }

    private TaskQuery query(String userId, Collection<String> groups) {
        TaskQuery query = taskService.createTaskQuery().active().or().taskAssignee(userId);
        if (!groups.isEmpty()) {
            // candidates are asked for free tasks only: what a colleague has claimed is his
            query = query.taskCandidateGroupIn(List.copyOf(groups));
        }
        return query.endOr();
    }

    private Map<String, String> businessKeys(List<Task> tasks) {
        Map<String, String> keys = new HashMap<>();
        Set<String> instances = new HashSet<>();
        tasks.forEach(task -> instances.add(task.getProcessInstanceId()));
        if (!instances.isEmpty()) {
            for (ProcessInstance instance : runtimeService
                    .createProcessInstanceQuery()
                    .processInstanceIds(instances)
                    .list()) {
                keys.put(instance.getId(), Objects.requireNonNullElse(instance.getBusinessKey(), ""));
            }
        }
        return keys;
    }

    /** Names for the instances that are no case's; of a case its feature knows the name. */
    private Map<String, String> organizationNames(Map<String, String> businessKeys) {
        Map<String, String> names = new HashMap<>();
        String[] instances = businessKeys.entrySet().stream()
                .filter(entry -> !entry.getValue().chars().allMatch(Character::isDigit))
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
        if (instances.length > 0) {
            runtimeService
                    .createVariableInstanceQuery()
                    .processInstanceIdIn(instances)
                    .variableName("organizationName")
                    .list()
                    .forEach(variable ->
                            names.put(variable.getProcessInstanceId(), String.valueOf(variable.getValue())));
        }
        return names;
    }

    private String process(String definitionId) {
        return repositoryService.getProcessDefinition(definitionId).getKey();
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
