package org.tuanwei.demo;

import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.Workflow;

/** A step that cannot be done, so that operations see a failed job, its reason and the retry. */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoFailure {

    private static final String PROCESS = "demo-failure";

    private final RepositoryService repositoryService;
    private final Workflow workflow;

    DemoFailure(RepositoryService repositoryService, Workflow workflow) {
        this.repositoryService = repositoryService;
        this.workflow = workflow;
    }

    /** Once; the engine tries it three times and then leaves it to people. */
    void provide() {
        if (repositoryService
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(PROCESS)
                        .count()
                > 0) {
            return;
        }
        repositoryService
                .createDeployment()
                .name("演示")
                .addModelInstance(
                        PROCESS + ".bpmn",
                        Bpmn.createExecutableProcess(PROCESS)
                                .name("演示：办不成的作业")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .name("开始")
                                .serviceTask("Task_Fails")
                                .name("缺少变量的一步")
                                .camundaAsyncBefore()
                                .camundaExpression("${missing.value}")
                                .endEvent()
                                .name("办成")
                                .done())
                .deploy();
        workflow.start(PROCESS, "演示一", "310000", Map.of());
        workflow.start(PROCESS, "演示二", "440000", Map.of());
    }
}
