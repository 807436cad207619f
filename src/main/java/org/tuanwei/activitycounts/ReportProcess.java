package org.tuanwei.activitycounts;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/** The names of {@code activity-report} in Java, its start and its message. */
@Component
class ReportProcess {

    static final String KEY = "activity-report";
    static final String REPORT = KEY + ".Task_Report";

    private static final String CLOSED = KEY + ".closed";
    private static final String PREFIX = "report-";

    private final Workflow workflow;
    private final Organizations organizations;

    ReportProcess(Workflow workflow, Organizations organizations) {
        this.workflow = workflow;
        this.organizations = organizations;
    }

    /** Whose week a task is about. */
    record About(long organizationId, Week week) {

        String key() {
            return PREFIX + organizationId + "-" + DateTimeFormatter.BASIC_ISO_DATE.format(week.monday());
        }

        static About of(String businessKey) {
            String[] parts = businessKey.split("-");
            if (parts.length != 3 || !businessKey.startsWith(PREFIX)) {
                throw new IllegalArgumentException("不是一周报送的业务键：" + businessKey);
            }
            return new About(
                    Long.parseLong(parts[1]), new Week(LocalDate.parse(parts[2], DateTimeFormatter.BASIC_ISO_DATE)));
        }
    }

    void start(Organization organization, Week week) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("organizationCode", organization.code());
        facts.put("organizationName", organization.name());
        facts.put("level", organization.kind().name());
        facts.put("ownerGroup", organizations.ownerGroup(organization));
        facts.put("superiorGroup", organizations.superiorGroup(organization));
        workflow.start(KEY, new About(organization.id(), week).key(), organization.tenantId(), facts);
    }

    /** Takes the task back. @return false when it was done already */
    boolean closed(long organizationId, Week week, String unitCode) {
        return workflow.tryCorrelate(CLOSED, new About(organizationId, week).key(), unitCode, Map.of(), Map.of());
    }

    Optional<HumanTask> openTask(long organizationId, Week week) {
        return workflow.openTasks(new About(organizationId, week).key()).stream()
                .findFirst();
    }

    boolean mayWorkOn(HumanTask task) {
        return workflow.mayWorkOn(task.taskId());
    }

    void complete(HumanTask task, Map<String, Object> values) {
        workflow.complete(task.taskId(), values);
    }
}
