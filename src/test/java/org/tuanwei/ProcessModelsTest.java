package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tuanwei.testing.Models.attribute;
import static org.tuanwei.testing.Models.documentation;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Participant;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tuanwei.testing.Forms;
import org.tuanwei.testing.Models;

/** Holds the models to the house: names, bindings, forms, decisions and messages that exist and belong together. */
class ProcessModelsTest {

    private static final Pattern ELEMENT_ID =
            Pattern.compile("(StartEvent|Task|SubProcess|Call|Gateway|Event|EndEvent|Flow)_([A-Z][a-z]+)+");

    private static final Pattern STEP_CALL = Pattern.compile("\\$\\{(\\w+Steps)\\.(\\w+)\\(execution\\)}");
    private static final Pattern BEAN_CALL = Pattern.compile("[$#]\\{[^}]*\\([^}]*}");

    /** What asks people, wakes them or leaves the house; the clause follows in brackets. */
    private static final String OUTWARD = "【对外】";

    static List<String> processes() {
        return Models.processIds();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void aModelIsOneExecutableProcessNamedLikeItsFileAndKeepsItsHistoryTwoYears(String id) {
        var model = Models.process(id);
        assertThat(model.getModelElementsByType(Process.class)).singleElement().satisfies(process -> {
            assertThat(process.getId()).isEqualTo(id);
            assertThat(process.isExecutable()).isTrue();
            assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P730D");
            assertThat(attribute(process, "isStartableInTasklist")).isEqualTo("false");
            assertThat(documentation(process)).isNotBlank();
        });
        assertThat(model.getModelElementsByType(Participant.class)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("processes")
    void everyIdSaysWhatItMeansAndOccursOnce(String id) {
        var model = Models.process(id);
        Set<String> seen = new HashSet<>();
        for (FlowElement element : model.getModelElementsByType(FlowElement.class)) {
            assertThat(element.getId()).matches(ELEMENT_ID);
            assertThat(seen.add(element.getId())).as(element.getId()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void everythingThatAReaderMeetsHasALabelAndEveryStepNamesItsClause(String id) {
        var model = Models.process(id);
        for (FlowNode node : model.getModelElementsByType(FlowNode.class)) {
            boolean join = node instanceof Gateway && node.getOutgoing().size() == 1;
            if (join) {
                assertThat(node.getName()).as(node.getId()).isNull();
                continue;
            }
            assertThat(node.getName()).as(node.getId()).isNotBlank();
            assertThat(documentation(node)).as(node.getId()).isNotBlank();
            if (node instanceof UserTask || node instanceof ServiceTask || node instanceof BusinessRuleTask) {
                assertThat(documentation(node)).as(node.getId()).containsPattern("[（、–][A-J]\\d+");
            }
            if (node instanceof ExclusiveGateway) {
                assertThat(node.getName()).as(node.getId()).endsWith("？");
                assertThat(node.getOutgoing()).extracting(SequenceFlow::getName).doesNotContainNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void everyHumanTaskHasCandidatesAndADeployedForm(String id) {
        for (UserTask task : Models.process(id).getModelElementsByType(UserTask.class)) {
            assertThat(task.getCamundaCandidateGroups()).as(task.getId()).isNotBlank();
            assertThat(task.getCamundaAssignee()).as(task.getId()).isNull();
            assertThat(task.getCamundaFormRef()).as(task.getId()).startsWith(id + "-");
            assertThat(task.getCamundaFormRefBinding()).as(task.getId()).isEqualTo("deployment");
            assertThat(Forms.ids()).contains(task.getCamundaFormRef());
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void whatLeavesTheHouseIsAsyncAndRetriedAndNothingElseIs(String id) {
        for (ServiceTask task : Models.process(id).getModelElementsByType(ServiceTask.class)) {
            boolean outward = documentation(task).startsWith(OUTWARD);
            assertThat(task.isCamundaAsyncBefore()).as(task.getId()).isEqualTo(outward);
            assertThat(Models.retryCycle(task)).as(task.getId()).isEqualTo(outward ? "PT1M,PT5M,PT15M,PT1H" : "");
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void aStepThatTellsSomebodyIsDocumentedAsOutward(String id) {
        Pattern telling = Pattern.compile("\\.(note|accept|submit|report|enter|resend|send|answer|apply|refuse)");
        for (ServiceTask task : Models.process(id).getModelElementsByType(ServiceTask.class)) {
            if (telling.matcher(task.getCamundaExpression()).find()) {
                assertThat(documentation(task)).as(task.getId()).startsWith(OUTWARD);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void messagesAreDeclaredOnceAndNamedAfterTheirReceiver(String id) {
        var model = Models.process(id);
        List<String> declared = model.getModelElementsByType(Message.class).stream()
                .map(Message::getName)
                .toList();
        assertThat(declared).doesNotHaveDuplicates().allMatch(name -> name.matches(id + "\\.[a-z][A-Za-z]+"));
        Set<String> received = new TreeSet<>();
        for (MessageEventDefinition definition : model.getModelElementsByType(MessageEventDefinition.class)) {
            assertThat(definition.getParentElement()).isInstanceOf(CatchEvent.class);
            received.add(definition.getMessage().getName());
        }
        assertThat(received).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void theMessagesAreThoseAgreed() {
        Set<String> names = new TreeSet<>();
        processes().forEach(id -> Models.process(id)
                .getModelElementsByType(Message.class)
                .forEach(message -> names.add(message.getName())));
        assertThat(names)
                .contains(
                        "account-opening.urged",
                        "account-opening.contactChanged",
                        "account-opening.organizationClosed",
                        "account-opening.withdrawn",
                        "account-opening.dataCorrected",
                        "credential-delivery.issued",
                        "credential-delivery.pickedUp",
                        "credential-delivery.bounced",
                        "credential-delivery.addressCorrected",
                        "credential-delivery.locked",
                        "partner-problem.opened",
                        "partner-problem.settled");
    }

    @ParameterizedTest
    @MethodSource("processes")
    void aCaughtErrorIsThrownByTheProcessThatIsCalled(String id) {
        for (BoundaryEvent event : Models.process(id).getModelElementsByType(BoundaryEvent.class)) {
            for (ErrorEventDefinition caught : event.getChildElementsByType(ErrorEventDefinition.class)) {
                CallActivity call = (CallActivity) event.getAttachedTo();
                assertThat(thrownBy(Models.process(call.getCalledElement())))
                        .contains(caught.getError().getErrorCode());
            }
        }
    }

    private static Set<String> thrownBy(BpmnModelInstance model) {
        Set<String> codes = new HashSet<>();
        model.getModelElementsByType(ErrorEventDefinition.class).stream()
                .filter(definition -> definition.getParentElement() instanceof ThrowEvent)
                .forEach(definition -> codes.add(definition.getError().getErrorCode()));
        return codes;
    }

    @ParameterizedTest
    @MethodSource("processes")
    void aCallHandsOnTheCaseAndItsOrganisationAndTakesNothingBack(String id) {
        for (CallActivity call : Models.process(id).getModelElementsByType(CallActivity.class)) {
            assertThat(processes()).contains(call.getCalledElement());
            List<CamundaIn> handed = List.copyOf(call.getExtensionElements().getChildElementsByType(CamundaIn.class));
            assertThat(handed).extracting(CamundaIn::getCamundaBusinessKey).contains("#{execution.processBusinessKey}");
            assertThat(handed)
                    .extracting(CamundaIn::getCamundaSource)
                    .contains("organizationCode", "organizationName", "level", "ownerGroup", "superiorGroup");
            assertThat(call.getExtensionElements().getElementsQuery().count()).isEqualTo(handed.size());
        }
    }

    @Test
    void theModelsCallExactlyThePublicMethodsOfTheSteps() {
        Set<String> called = new TreeSet<>();
        for (String id : processes()) {
            Matcher calls = STEP_CALL.matcher(Models.source(id));
            while (calls.find()) {
                called.add(calls.group(1) + "." + calls.group(2));
            }
        }
        assertThat(publicSteps()).isEqualTo(called);
    }

    @Test
    void aModelCallsStepsAndNothingElse() {
        for (String id : processes()) {
            Matcher beans = BEAN_CALL.matcher(Models.source(id));
            while (beans.find()) {
                assertThat(beans.group()).as(id).matches(STEP_CALL);
            }
        }
    }

    private static Set<String> publicSteps() {
        Set<String> methods = new TreeSet<>();
        for (JavaClass steps : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.tuanwei")) {
            if (!steps.getSimpleName().endsWith("Steps")) {
                continue;
            }
            String feature = steps.getPackageName().substring("org.tuanwei.".length());
            String bean = feature + "Steps";
            assertThat(steps.getSimpleName()).isEqualToIgnoringCase(bean);
            assertThat(steps.getModifiers()).as(steps.getName()).contains(JavaModifier.PUBLIC);
            for (JavaMethod method : steps.getMethods()) {
                if (method.getModifiers().contains(JavaModifier.PUBLIC)) {
                    assertThat(method.getRawParameterTypes())
                            .as(method.getFullName())
                            .singleElement()
                            .satisfies(type -> assertThat(type.isEquivalentTo(DelegateExecution.class))
                                    .isTrue());
                    methods.add(bean + "." + method.getName());
                }
            }
        }
        return methods;
    }

    @Test
    void everyDecisionAModelAsksExists() {
        for (String id : processes()) {
            for (BusinessRuleTask task : Models.process(id).getModelElementsByType(BusinessRuleTask.class)) {
                assertThat(Models.decisionIds()).contains(task.getCamundaDecisionRef());
            }
        }
    }

    @Test
    void aDecisionIsNamedLikeItsFileAndKeepsItsHistoryTwoYears() {
        assertThat(Models.decisionIds()).contains("default-deadline", "reminder-ladder", "problem-triage");
        for (String id : Models.decisionIds()) {
            assertThat(Models.decision(id).getId()).isEqualTo(id);
            assertThat(Models.decision(id).getCamundaHistoryTimeToLiveString()).isEqualTo("P730D");
            assertThat(Models.decision(id).getDescription().getTextContent()).isNotBlank();
        }
    }

    @Test
    void everyHumanTaskHasADefaultDeadlineAndNoRowIsLeftOver() {
        assertThat(Models.rowsOf("default-deadline")).isEqualTo(humanTasks());
        assertThat(humanTasks()).containsAll(Models.rowsOf("reminder-ladder"));
    }

    private static Set<String> humanTasks() {
        Set<String> tasks = new TreeSet<>();
        for (String id : processes()) {
            Models.process(id)
                    .getModelElementsByType(UserTask.class)
                    .forEach(task -> tasks.add(id + "." + task.getId()));
        }
        return tasks;
    }
}
