package org.tuanwei.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.problem.Problem.ClosedHow;
import org.tuanwei.testing.EngineTest;

/** Instances that were begun on the model and the forms of the release before are carried through by this one. */
@EngineTest
class EarlierInstancesTest {

    private static final List<String> FORMS = List.of("correct", "handle", "confirm");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private EngineIdentity identity;

    private ProblemBench handled;
    private ProblemBench corrected;

    /** Two of them, one at Tencent and one at the school; then the present model is the newest again. */
    @BeforeEach
    void begunOnTheEarlierModel() {
        deploy("earlier/", "earlier/");
        handled = new ProblemBench(context);
        handled.raised(handled.schoolGroup, ProblemKind.WRONG_PASSWORD, "提示密码错误");
        corrected = new ProblemBench(context);
        corrected.opened(ProblemKind.DATA_INCOMPLETE, "通信地址缺少门牌号", "tencent");
        deploy("processes/", "forms/");
    }

    @AfterEach
    void nothingOfItIsLeft() {
        identity.asSystem(() -> {
            repository
                    .createDeploymentQuery()
                    .deploymentName("earlier/")
                    .list()
                    .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
            return true;
        });
    }

    @Test
    void theyAreHandledCorrectedConfirmedAndClosed() {
        assertThat(definitionsOf(handled)).isEqualTo(1);
        handled.answered("tencent", ProblemProcess.HANDLE, Map.of("action", "explained", "answer", "请用首次登录页面登录"));
        handled.complete(handled.schoolGroup, ProblemProcess.CONFIRM, Map.of("solved", "no", "reason", "还是提示密码错误"));
        handled.answered("tencent", ProblemProcess.HANDLE, Map.of("action", "unfrozen", "answer", "已解除保护"));
        handled.complete(handled.schoolGroup, ProblemProcess.CONFIRM, Map.of("solved", "yes"));
        assertThat(handled.only().closedHow()).isEqualTo(ClosedHow.CONFIRMED);
        assertThat(handled.open()).isEmpty();

        corrected.answered(
                corrected.schoolGroup, ProblemProcess.CORRECT, corrected.corrected("earlier@school.example"));
        corrected.complete("tencent", ProblemProcess.CONFIRM, Map.of("solved", "yes"));
        assertThat(corrected.only().closedHow()).isEqualTo(ClosedHow.CONFIRMED);
        assertThat(corrected.threads.corrections(corrected.only().id())).hasSize(1);
    }

    /** How many sub-processes watch for silence in what this case runs on, less than the present model has. */
    private int definitionsOf(ProblemBench bench) {
        String definition = identity.asSystem(() -> context.getBean(org.camunda.bpm.engine.RuntimeService.class)
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(Long.toString(bench.file.id()))
                .singleResult()
                .getProcessDefinitionId());
        return identity.asSystem(() -> repository
                .getBpmnModelInstance(definition)
                .getModelElementsByType(org.camunda.bpm.model.bpmn.instance.SubProcess.class)
                .size());
    }

    private void deploy(String models, String forms) {
        identity.asSystem(() -> {
            DeploymentBuilder deployment = repository
                    .createDeployment()
                    .name(models)
                    .addInputStream("partner-problem.bpmn", stream(models + "partner-problem.bpmn"));
            List<String> all = models.equals("earlier/")
                    ? FORMS
                    : List.of("correct", "press-owner", "handle", "coordinate", "confirm");
            for (String form : all) {
                String name = "partner-problem-" + form + ".form";
                deployment.addInputStream(name, stream(forms + name));
            }
            return deployment.deploy();
        });
    }

    private static java.io.InputStream stream(String resource) {
        return java.util.Objects.requireNonNull(
                EarlierInstancesTest.class.getClassLoader().getResourceAsStream(resource), resource);
    }
}
