package org.tuanwei.engine;

import java.util.Map;
import java.util.function.Function;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.transaction.support.TransactionOperations;

/** One way through the gate for all engine services: check, do the business, complete, in one transaction. */
@NullUnmarked
final class GatedCompletion {

    private final FormGate gate;
    private final EngineIdentity identity;
    private final TransactionOperations transactions;

    GatedCompletion(FormGate gate, EngineIdentity identity, TransactionOperations transactions) {
        this.gate = gate;
        this.identity = identity;
        this.transactions = transactions;
    }

    <T> T complete(String taskId, Map<String, Object> submitted, Function<Map<String, Object>, T> engineCall) {
        if (GateOpening.isOpen(taskId)) {
            return engineCall.apply(submitted);
        }
        try {
            return transactions.execute(status -> {
                if (identity.currentUser() != null) {
                    gate.requireWorker(taskId);
                }
                Map<String, Object> routing = gate.pass(taskId, submitted);
                Object[] result = new Object[1];
                GateOpening.run(taskId, () -> result[0] = engineCall.apply(routing));
                @SuppressWarnings("unchecked")
                T typed = (T) result[0];
                return typed;
            });
        } catch (FormRefused refused) {
            throw new FormFieldValidationException(
                    refused.fields().isEmpty() ? "" : refused.fields().get(0).field(), refused.getMessage());
        }
    }
}
