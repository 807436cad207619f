package org.tuanwei.engine;

import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts our listeners on every human task of every model, and the lock that only the form gate opens. */
@Component
class HumanTaskHook extends AbstractBpmnParseListener {

    private final ObjectProvider<HumanTaskListener> listeners;

    HumanTaskHook(ObjectProvider<HumanTaskListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        TaskDefinition definition = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, this::entered);
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, this::completed);
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, task -> left(task, false));
    }

    private void entered(DelegateTask task) {
        HumanTask human = describe(task);
        listeners.orderedStream().forEach(listener -> listener.entered(human, due -> setDue(task, due)));
    }

    private void completed(DelegateTask task) {
        if (!GateOpening.isOpen(task.getId())) {
            throw new AuthorizationException("待办「" + task.getName() + "」只能通过表单办理");
        }
        left(task, true);
    }

    private void left(DelegateTask task, boolean completed) {
        HumanTask human = describe(task);
        listeners.orderedStream().forEach(listener -> listener.left(human, completed));
    }

    private static void setDue(DelegateTask task, Instant due) {
        task.setDueDate(Date.from(due));
    }

    private static HumanTask describe(DelegateTask task) {
        ProcessDefinitionEntity definition = ((TaskEntity) task).getProcessDefinition();
        return new HumanTask(
                task.getId(),
                definition.getKey() + "." + task.getTaskDefinitionKey(),
                String.valueOf(task.getName()),
                task.getProcessInstanceId(),
                Objects.requireNonNullElse(task.getExecution().getProcessBusinessKey(), ""),
                Objects.requireNonNullElse(task.getTenantId(), ""),
                task.getAssignee(),
                task.getVariables());
    }
}
