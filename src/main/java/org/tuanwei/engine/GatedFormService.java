package org.tuanwei.engine;

import java.util.Collection;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.transaction.support.TransactionOperations;

/** The engine's form service behind the form gate; it also supplies the pre-fill when a form is opened. */
@NullUnmarked
class GatedFormService extends FormServiceImpl {

    private final FormGate gate;
    private final GatedCompletion completion;
    private final EngineIdentity identity;

    GatedFormService(FormGate gate, EngineIdentity identity, TransactionOperations transactions) {
        this.gate = gate;
        this.completion = new GatedCompletion(gate, identity, transactions);
        this.identity = identity;
    }

    @Override
    public void submitTaskForm(String taskId, Map<String, Object> properties) {
        completion.complete(taskId, properties, routing -> {
            super.submitTaskForm(taskId, routing);
            return null;
        });
    }

    @Override
    public void submitTaskFormData(String taskId, Map<String, String> properties) {
        submitTaskForm(taskId, Map.copyOf(properties));
    }

    @Override
    public VariableMap submitTaskFormWithVariablesInReturn(
            String taskId, Map<String, Object> properties, boolean deserializeValues) {
        return completion.complete(
                taskId,
                properties,
                routing -> super.submitTaskFormWithVariablesInReturn(taskId, routing, deserializeValues));
    }

    @Override
    public VariableMap getTaskFormVariables(String taskId) {
        return prefilled(taskId, super.getTaskFormVariables(taskId));
    }

    @Override
    public VariableMap getTaskFormVariables(String taskId, Collection<String> names, boolean deserializeObjectValues) {
        return prefilled(taskId, super.getTaskFormVariables(taskId, names, deserializeObjectValues));
    }

    @Override
    public ProcessInstance submitStartForm(String processDefinitionId, Map<String, Object> properties) {
        refuse();
        return super.submitStartForm(processDefinitionId, properties);
    }

    @Override
    public ProcessInstance submitStartForm(
            String processDefinitionId, String businessKey, Map<String, Object> properties) {
        refuse();
        return super.submitStartForm(processDefinitionId, businessKey, properties);
    }

    private VariableMap prefilled(String taskId, VariableMap variables) {
        gate.prefill(taskId).forEach((name, value) -> {
            if (value != null) {
                variables.putValue(name, value);
            }
        });
        return variables;
    }

    private void refuse() {
        if (identity.currentUser() != null) {
            throw new AuthorizationException("流程由案件启动，不能从这里发起");
        }
    }
}
