package org.tuanwei.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
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
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts our listeners on every human task of every model, and the lock that only the form gate opens. */
@Component
class HumanTaskHook extends AbstractBpmnParseListener {

    private final ObjectProvider<HumanTaskListener> listeners;
    /** What was entered while {@link #gather} runs on this thread. */
    private final ThreadLocal<@Nullable List<HumanTaskListener.Entry>> gathered = new ThreadLocal<>();

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

    /**
     * Tells the listeners of all tasks that this work enters in one go when it is done; for use within one command of the
     * engine, so that due dates are set before its rows are written.
     */
    void gather(Runnable work) {
        gathered.set(new ArrayList<>());
        try {
            work.run();
            tellGathered();
        } finally {
            gathered.remove();
        }
    }

    private void entered(DelegateTask task) {
        HumanTaskListener.Entry entry = new HumanTaskListener.Entry(describe(task), due -> setDue(task, due));
        List<HumanTaskListener.Entry> waiting = gathered.get();
        if (waiting == null) {
            tell(List.of(entry));
        } else {
            waiting.add(entry);
        }
    }

    private void tellGathered() {
        List<HumanTaskListener.Entry> waiting = gathered.get();
        if (waiting != null && !waiting.isEmpty()) {
            List<HumanTaskListener.Entry> told = List.copyOf(waiting);
            waiting.clear();
            tell(told);
        }
    }

    private void tell(List<HumanTaskListener.Entry> entries) {
        listeners.orderedStream().forEach(listener -> listener.entered(entries));
    }

    private void completed(DelegateTask task) {
        if (!GateOpening.isOpen(task.getId())) {
            throw new AuthorizationException("待办「" + task.getName() + "」只能通过表单办理");
        }
        left(task, true);
    }

    private void left(DelegateTask task, boolean completed) {
        // nobody hears of an end before he heard of the beginning
        tellGathered();
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
                // no task has variables of its own here; asked itself, it looks for some in the database
                task.getExecution().getVariables());
    }
}
