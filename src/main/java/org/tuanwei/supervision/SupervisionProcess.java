package org.tuanwei.supervision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Groups;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/** The names of {@code supervision} in Java, its start and its messages. */
@Component
class SupervisionProcess {

    static final String KEY = "supervision";
    static final String PROPOSE = KEY + ".Task_Propose";
    static final String AUTHORIZE = KEY + ".Task_Authorize";
    static final String ACKNOWLEDGE = KEY + ".Task_Acknowledge";
    static final String HANDLE = KEY + ".Task_Handle";
    static final String DECIDE_EXTENSION = KEY + ".Task_DecideExtension";
    static final String FEEDBACK = KEY + ".Task_Feedback";
    static final String VERIFY = KEY + ".Task_Verify";

    /** Before the id in the business key: no case has such a key. */
    static final String PREFIX = "supervision-";

    static final String OPENED = KEY + ".opened";
    static final String MENDED = KEY + ".mended";
    private static final String PARKED = KEY + ".parked";
    private static final String RESUMED = KEY + ".resumed";
    private static final String ORGANIZATION_CLOSED = KEY + ".organizationClosed";

    static final String DECISION = "decision";

    private final Workflow workflow;
    private final Organizations organizations;

    SupervisionProcess(Workflow workflow, Organizations organizations) {
        this.workflow = workflow;
        this.organizations = organizations;
    }

    void start(Supervision supervision, Organization organization) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("organizationCode", organization.code());
        facts.put("organizationName", organization.title());
        facts.put("level", supervision.level());
        facts.put("ownerGroup", organizations.ownerGroup(organization));
        facts.put("superiorGroup", organizations.superiorGroup(organization));
        facts.put(
                "initiatorGroup",
                supervision.byCentre() ? Groups.CENTRE_STAFF : Groups.staffOf(supervision.unitCode()));
        facts.put("supervisorGroups", String.join(",", supervisorGroups(supervision)));
        facts.put("leaderGroup", leaderGroup(supervision));
        facts.put("handlerGroups", String.join(",", handlerGroups(supervision)));
        facts.put(
                "feedbackGroup",
                supervision.ofUnit()
                        ? Groups.leadOf(supervision.unitCode())
                        : handlerGroups(supervision).get(0));
        workflow.startByMessage(OPENED, supervision.key(), supervision.unitCode(), facts);
    }

    /** Who proposes and verifies: the supervisor of the region and the staff of the level that supervises. */
    static List<String> supervisorGroups(Supervision supervision) {
        return List.of(
                Groups.supervisorOf(supervision.supervisedBy()),
                supervision.byCentre() ? Groups.CENTRE_STAFF : Groups.staffOf(supervision.supervisedBy()));
    }

    /** Who authorizes. */
    static String leaderGroup(Supervision supervision) {
        return supervision.byCentre() ? Groups.CENTRE_LEAD : Groups.leadOf(supervision.supervisedBy());
    }

    /** Who works on it; in a unit the lead may do what the staff may. */
    static List<String> handlerGroups(Supervision supervision) {
        String school = supervision.schoolCode();
        return school == null
                ? List.of(Groups.staffOf(supervision.unitCode()), Groups.leadOf(supervision.unitCode()))
                : List.of(Groups.school(school));
    }

    /** The lapse is mended. @return false when it was issued already */
    boolean mended(Supervision supervision) {
        return tell(MENDED, supervision);
    }

    /** @return false when the unit is not working on it at this moment */
    boolean parked(Supervision supervision) {
        return tell(PARKED, supervision);
    }

    /** @return false when it is not parked */
    boolean resumed(Supervision supervision) {
        return tell(RESUMED, supervision);
    }

    void organizationClosed(Supervision supervision) {
        tell(ORGANIZATION_CLOSED, supervision);
    }

    private boolean tell(String message, Supervision supervision) {
        return workflow.tryCorrelate(message, supervision.key(), supervision.unitCode(), Map.of(), Map.of());
    }

    List<HumanTask> openTasks(Supervision supervision) {
        return workflow.openTasks(supervision.key());
    }

    boolean mayWorkOn(HumanTask task) {
        return workflow.mayWorkOn(task.taskId());
    }

    void complete(HumanTask task, Map<String, Object> values) {
        workflow.complete(task.taskId(), values);
    }

    static long idOf(HumanTask task) {
        return idOf(task.businessKey());
    }

    static long idOf(String businessKey) {
        if (!businessKey.startsWith(PREFIX)) {
            throw new IllegalArgumentException("不是督办的业务键：" + businessKey);
        }
        return Long.parseLong(businessKey.substring(PREFIX.length()));
    }
}
