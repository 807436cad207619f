package org.tuanwei.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The steps of the system that have failed for good and wait for operations. */
@Component
public class FailedJobs {

    /** What the engine itself calls the incident of such a job. */
    public static final String INCIDENT = "failedJob";

    private static final int MOST = 500;
    private static final Pattern CAUSE =
            Pattern.compile("^(?:Caused by: )?((?:[a-z_$][\\w$]*\\.)+[A-Z][\\w$]*)(?::.*)?$", Pattern.MULTILINE);
    private static final Pattern PLACE =
            Pattern.compile("^\\s*at (org\\.tuanwei\\.[\\w.$]+)\\(([\\w$.]+:\\d+)\\)", Pattern.MULTILINE);

    /**
     * One of them.
     *
     * @param businessKey id of the case's row, or a feature's own key; may be empty
     * @param causes names of the exceptions, the root last; their messages are left out, for they may hold anything
     * @param places where in our own code it failed
     */
    public record Failed(
            String jobId,
            String process,
            String processName,
            String activity,
            String activityName,
            String businessKey,
            String tenantId,
            Instant since,
            List<String> causes,
            List<String> places) {

        /** Whether the business key is the id of a case's row. */
        public boolean ofCase() {
            return !businessKey.isEmpty() && businessKey.chars().allMatch(Character::isDigit);
        }
    }

    private final ManagementService managementService;
    private final RuntimeService runtimeService;
    private final RepositoryService repositoryService;
    private final EngineIdentity identity;
    private final Clock clock;

    FailedJobs(
            @Lazy ManagementService managementService,
            @Lazy RuntimeService runtimeService,
            @Lazy RepositoryService repositoryService,
            EngineIdentity identity,
            Clock clock) {
        this.managementService = managementService;
        this.runtimeService = runtimeService;
        this.repositoryService = repositoryService;
        this.identity = identity;
        this.clock = clock;
    }

    public long count() {
        return identity.asSystem(
                () -> managementService.createJobQuery().noRetriesLeft().count());
    }

    /** At most {@value #MOST}. */
    public List<Failed> all() {
        return identity.asSystem(() -> {
            Map<String, Incident> incidents = new HashMap<>();
            runtimeService
                    .createIncidentQuery()
                    .incidentType(INCIDENT)
                    .listPage(0, 2 * MOST)
                    .forEach(incident -> incidents.put(incident.getConfiguration(), incident));
            Map<String, String> names = new HashMap<>();
            List<Failed> failed = new ArrayList<>();
            for (Job job : managementService.createJobQuery().noRetriesLeft().listPage(0, MOST)) {
                failed.add(describe(job, Optional.ofNullable(incidents.get(job.getId())), names));
            }
            return failed;
        });
    }

    /** Of this job, as long as it waits for somebody to retry it. */
    public Optional<Failed> find(String jobId) {
        return identity.asSystem(
                () -> Optional.ofNullable(managementService
                                .createJobQuery()
                                .jobId(jobId)
                                .noRetriesLeft()
                                .singleResult())
                        .map(job -> describe(
                                job,
                                Optional.ofNullable(runtimeService
                                        .createIncidentQuery()
                                        .incidentType(INCIDENT)
                                        .configuration(jobId)
                                        .listPage(0, 1)
                                        .stream()
                                        .findFirst()
                                        .orElse(null)),
                                new HashMap<>())));
    }

    /** Lets it run once more, now; when it fails again it is here again. @return false when it is gone or runs already */
    @Transactional
    public boolean retry(String jobId) {
        return identity.asSystem(() -> {
            if (managementService.createJobQuery().jobId(jobId).noRetriesLeft().count() == 0) {
                return false;
            }
            managementService.setJobDuedate(jobId, Date.from(clock.instant()));
            managementService.setJobRetries(jobId, 1);
            return true;
        });
    }

    private Failed describe(Job job, Optional<Incident> incident, Map<String, String> names) {
        String trace = Objects.requireNonNullElse(managementService.getJobExceptionStacktrace(job.getId()), "");
        ProcessDefinition definition = job.getProcessDefinitionId() == null
                ? null
                : repositoryService.getProcessDefinition(job.getProcessDefinitionId());
        String activity = Objects.requireNonNullElse(
                job.getFailedActivityId(), incident.map(Incident::getActivityId).orElse(""));
        return new Failed(
                job.getId(),
                definition == null ? "" : definition.getKey(),
                definition == null ? "" : Objects.requireNonNullElse(definition.getName(), definition.getKey()),
                activity,
                definition == null
                        ? activity
                        : names.computeIfAbsent(definition.getId() + "/" + activity, key -> name(definition, activity)),
                businessKey(job.getProcessInstanceId()),
                Objects.requireNonNullElse(job.getTenantId(), ""),
                incident.map(Incident::getIncidentTimestamp)
                        .orElse(job.getCreateTime())
                        .toInstant(),
                causes(trace),
                places(trace));
    }

    private String name(ProcessDefinition definition, String activity) {
        var element = repositoryService.getBpmnModelInstance(definition.getId()).getModelElementById(activity);
        return element instanceof FlowElement flow && flow.getName() != null
                ? flow.getName().replaceAll("\\s+", "")
                : activity;
    }

    private String businessKey(@Nullable String instanceId) {
        ProcessInstance instance = instanceId == null
                ? null
                : runtimeService
                        .createProcessInstanceQuery()
                        .processInstanceId(instanceId)
                        .singleResult();
        return instance == null ? "" : Objects.requireNonNullElse(instance.getBusinessKey(), "");
    }

    private static List<String> causes(String trace) {
        List<String> causes = new ArrayList<>();
        Matcher cause = CAUSE.matcher(trace);
        while (cause.find()) {
            causes.add(cause.group(1));
        }
        return causes.stream().distinct().toList();
    }

    private static List<String> places(String trace) {
        List<String> places = new ArrayList<>();
        Matcher place = PLACE.matcher(trace);
        while (place.find() && places.size() < 12) {
            places.add(place.group(1) + "（" + place.group(2) + "）");
        }
        return places.stream().distinct().toList();
    }
}
