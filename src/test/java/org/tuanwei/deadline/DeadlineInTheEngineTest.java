package org.tuanwei.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.deadline.Deadline.State;
import org.tuanwei.engine.Workflow;
import org.tuanwei.testing.EngineTest;

@EngineTest
class DeadlineInTheEngineTest {

    @Autowired
    private Workflow workflow;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theEnginesTaskBearsTheDateOfTheDeadlineAndTakesItAlongWhenItGoes() {
        String instance = workflow.start(
                "organization-change",
                "change-" + UUID.randomUUID(),
                "310000",
                Map.of(
                        "organizationCode", "4131010277",
                        "organizationName", "上海体育大学",
                        "level", "SCHOOL",
                        "ownerGroup", "province-310000-staff",
                        "superiorGroup", "centre-staff",
                        "approverGroup", "centre-staff"));
        Task task = tasks.createTaskQuery().processInstanceId(instance).singleResult();

        Deadline deadline = deadlines.openFor(task.getId()).orElseThrow();
        assertThat(task.getDueDate().toInstant()).isEqualTo(deadline.dueAt().minusSeconds(1));
        assertThat(deadline.unitCode()).isEqualTo("310000");
        assertThat(pendingRungs(deadline)).isPositive();

        runtime.deleteProcessInstance(instance, "test");

        assertThat(deadlines.openFor(task.getId())).isEmpty();
        assertThat(jdbc.sql("select state from deadline where id = :id")
                        .param("id", deadline.id())
                        .query(String.class)
                        .single())
                .isEqualTo(State.CANCELLED.name());
        assertThat(pendingRungs(deadline)).isZero();
    }

    private int pendingRungs(Deadline deadline) {
        return jdbc.sql("select count(*) from reminder where deadline_id = :id and state = 'PENDING'")
                .param("id", deadline.id())
                .query(Integer.class)
                .single();
    }
}
