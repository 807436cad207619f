package org.tuanwei.engine;

import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderCaseInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderHistoricDecisionInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderProcessInstanceContext;
import org.jspecify.annotations.NullUnmarked;

/**
 * Gives each instance the tenant of its case's row: the server says it while starting; a called process inherits it. A
 * start that nobody gave a tenant fails, so no instance is ever visible to everybody.
 */
@NullUnmarked
final class Tenancy implements TenantIdProvider {

    private static final ThreadLocal<String> STARTING = new ThreadLocal<>();

    static <T> T startingFor(String tenantId, Supplier<T> start) {
        String before = STARTING.get();
        STARTING.set(tenantId);
        try {
            return start.get();
        } finally {
            if (before == null) {
                STARTING.remove();
            } else {
                STARTING.set(before);
            }
        }
    }

    @Override
    public String provideTenantIdForProcessInstance(TenantIdProviderProcessInstanceContext context) {
        DelegateExecution parent = context.getSuperExecution();
        if (parent != null) {
            return parent.getTenantId();
        }
        return Optional.ofNullable(STARTING.get())
                .orElseThrow(() -> new IllegalStateException(
                        "流程 " + context.getProcessDefinition().getKey() + " 不能单独启动：须由案件启动，以确定所属单位"));
    }

    @Override
    public String provideTenantIdForCaseInstance(TenantIdProviderCaseInstanceContext context) {
        throw new IllegalStateException("本系统不使用 CMMN");
    }

    @Override
    public String provideTenantIdForHistoricDecisionInstance(TenantIdProviderHistoricDecisionInstanceContext context) {
        DelegateExecution execution = context.getExecution();
        return execution == null ? null : execution.getTenantId();
    }
}
