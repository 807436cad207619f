package org.tuanwei.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.transaction.support.TransactionOperations;

/** The engine's task service behind the form gate: no door completes a task or writes its variables past it. */
@NullUnmarked
class GatedTaskService extends TaskServiceImpl {

    private final GatedCompletion completion;
    private final EngineIdentity identity;

    GatedTaskService(FormGate gate, EngineIdentity identity, TransactionOperations transactions) {
        this.completion = new GatedCompletion(gate, identity, transactions);
        this.identity = identity;
    }

    @Override
    public void complete(String taskId) {
        complete(taskId, null);
    }

    @Override
    public void complete(String taskId, Map<String, Object> variables) {
        completion.complete(taskId, variables, routing -> {
            super.complete(taskId, routing);
            return null;
        });
    }

    @Override
    public VariableMap completeWithVariablesInReturn(
            String taskId, Map<String, Object> variables, boolean deserializeValues) {
        return completion.complete(
                taskId, variables, routing -> super.completeWithVariablesInReturn(taskId, routing, deserializeValues));
    }

    @Override
    public void resolveTask(String taskId) {
        refuse();
        super.resolveTask(taskId);
    }

    @Override
    public void resolveTask(String taskId, Map<String, Object> variables) {
        refuse();
        super.resolveTask(taskId, new HashMap<>(variables));
    }

    @Override
    public void setVariable(String taskId, String name, Object value) {
        refuse();
        super.setVariable(taskId, name, value);
    }

    @Override
    public void setVariableLocal(String taskId, String name, Object value) {
        refuse();
        super.setVariableLocal(taskId, name, value);
    }

    @Override
    public void setVariables(String taskId, Map<String, ?> variables) {
        refuse();
        super.setVariables(taskId, variables);
    }

    @Override
    public void setVariablesLocal(String taskId, Map<String, ?> variables) {
        refuse();
        super.setVariablesLocal(taskId, variables);
    }

    @Override
    public void updateVariables(String taskId, Map<String, ?> modifications, Collection<String> deletions) {
        refuse();
        super.updateVariables(taskId, modifications, deletions);
    }

    @Override
    public void updateVariablesLocal(String taskId, Map<String, ?> modifications, Collection<String> deletions) {
        refuse();
        super.updateVariablesLocal(taskId, modifications, deletions);
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode) {
        refuse();
        super.handleBpmnError(taskId, errorCode);
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode, String errorMessage, Map<String, Object> variables) {
        refuse();
        super.handleBpmnError(taskId, errorCode, errorMessage, variables);
    }

    @Override
    public void handleEscalation(String taskId, String escalationCode) {
        refuse();
        super.handleEscalation(taskId, escalationCode);
    }

    @Override
    public void handleEscalation(String taskId, String escalationCode, Map<String, Object> variables) {
        refuse();
        super.handleEscalation(taskId, escalationCode, variables);
    }

    private void refuse() {
        if (identity.currentUser() != null) {
            throw new AuthorizationException("待办只能通过表单办理，不能直接改写流程数据");
        }
    }
}
