package org.tuanwei.collection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Groups;

/** The names of {@code contact-collection} and {@code contact-row} in Java, their starts and their messages. */
@Component
class CollectionProcess {

    static final String KEY = "contact-collection";
    static final String ROW_KEY = "contact-row";
    static final String ARRANGE = KEY + ".Task_Arrange";
    static final String CHECK = KEY + ".Task_Check";
    static final String APPROVE = KEY + ".Task_Approve";
    static final String ACCEPT = KEY + ".Task_Accept";
    static final String RECEIVE = KEY + ".Task_Receive";
    static final String FILL = ROW_KEY + ".Task_Fill";
    static final String CONFIRM = ROW_KEY + ".Task_Confirm";

    /** Before the id in the business keys: no case has such a key. */
    static final String PREFIX = "collection-";

    static final String ROW_PREFIX = "row-";

    static final String DECISION = "decision";

    private static final String CANCELLED = KEY + ".cancelled";
    private static final String SUPPLIED = ROW_KEY + ".supplied";
    private static final String RETURNED = ROW_KEY + ".returned";
    private static final String SETTLED = ROW_KEY + ".settled";
    private static final String CLOSED = ROW_KEY + ".closed";
    private static final String SUPERVISION = "supervision.opened";
    private static final String LAPSE_MENDED = "supervision.mended";

    private final Workflow workflow;

    CollectionProcess(Workflow workflow) {
        this.workflow = workflow;
    }

    /** @param arranged whether the unit has named its day already */
    void start(UnitRound unit, boolean arranged) {
        Map<String, Object> facts = facts(unit.unitCode(), unit.unitName(), "UNIT", Groups.staffOf(unit.unitCode()));
        facts.put("leadGroup", Groups.leadOf(unit.unitCode()));
        facts.put("superiorGroup", Groups.CENTRE_STAFF);
        facts.put("arranged", arranged);
        workflow.start(KEY, unit.key(), unit.unitCode(), facts);
    }

    void startRow(SchoolRow row) {
        Map<String, Object> facts =
                facts(row.schoolCode(), row.schoolName(), "SCHOOL", Groups.school(row.schoolCode()));
        facts.put("superiorGroup", Groups.staffOf(row.unitCode()));
        workflow.start(ROW_KEY, row.key(), row.unitCode(), facts);
    }

    private static Map<String, Object> facts(String code, String name, String level, String ownerGroup) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("organizationCode", code);
        facts.put("organizationName", name);
        facts.put("level", level);
        facts.put("ownerGroup", ownerGroup);
        return facts;
    }

    /** The opener takes the round back from this unit. @return false when it is over already */
    boolean cancel(UnitRound unit) {
        return workflow.tryCorrelate(CANCELLED, unit.key(), unit.unitCode(), Map.of(), Map.of());
    }

    /** The unit has filled in for the school: what the school was asked to fill in, it is now asked to confirm. */
    void supplied(SchoolRow row) {
        tell(SUPPLIED, row);
    }

    /** The school has to fill in again; while its task is still open the reason shows there. */
    void returned(SchoolRow row) {
        tell(RETURNED, row);
    }

    void settled(SchoolRow row) {
        if (!tell(SETTLED, row)) {
            closed(row);
        }
    }

    void closed(SchoolRow row) {
        tell(CLOSED, row);
    }

    private boolean tell(String message, SchoolRow row) {
        return workflow.tryCorrelate(message, row.key(), row.unitCode(), Map.of(), Map.of());
    }

    /** Asks for supervision. */
    void openSupervision(UnitRound unit) {
        workflow.correlate(
                SUPERVISION,
                unit.key(),
                unit.unitName(),
                unit.unitCode(),
                Map.of(
                        "organizationCode",
                        unit.unitCode(),
                        "lapse",
                        "collectionOverdue",
                        "lapseText",
                        "应于 " + unit.unitDueOn() + " 前报送"));
    }

    /** The table came in after all, or nobody wants it any longer: whoever supervises may stop. */
    void lapseMended(UnitRound unit) {
        workflow.offer(LAPSE_MENDED, unit.key(), unit.unitCode(), Map.of());
    }

    Optional<HumanTask> openTask(UnitRound unit) {
        return first(workflow.openTasks(unit.key()));
    }

    Optional<HumanTask> openTask(SchoolRow row) {
        return first(workflow.openTasks(row.key()));
    }

    private static Optional<HumanTask> first(List<HumanTask> tasks) {
        return tasks.stream().findFirst();
    }

    static long unitRoundId(HumanTask task) {
        return id(task.businessKey(), PREFIX);
    }

    static long unitRoundId(String businessKey) {
        return id(businessKey, PREFIX);
    }

    static long rowId(HumanTask task) {
        return id(task.businessKey(), ROW_PREFIX);
    }

    private static long id(String businessKey, String prefix) {
        if (!businessKey.startsWith(prefix)) {
            throw new IllegalArgumentException("不是统计表报送的业务键：" + businessKey);
        }
        return Long.parseLong(businessKey.substring(prefix.length()));
    }
}
