package org.tuanwei.engine;

import java.util.ArrayList;
import java.util.List;
import javax.script.ScriptEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.camunda.bpm.engine.impl.scripting.engine.DefaultScriptEngineResolver;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The engine's settings that are ours and not a property: gate, tenancy, allow-lists, password hash. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
@NullUnmarked
class EngineSettings extends AbstractProcessEnginePlugin {

    private final ApplicationContext context;
    private final FormGate gate;
    private final EngineIdentity identity;
    private final List<BpmnParseListener> parseListeners;
    private final PasswordEncryptor passwordEncryptor;
    private final PlatformTransactionManager transactionManager;

    EngineSettings(
            ApplicationContext context,
            FormGate gate,
            EngineIdentity identity,
            List<BpmnParseListener> parseListeners,
            PasswordEncryptor passwordEncryptor,
            PlatformTransactionManager transactionManager) {
        this.context = context;
        this.gate = gate;
        this.identity = identity;
        this.parseListeners = parseListeners;
        this.passwordEncryptor = passwordEncryptor;
        this.transactionManager = transactionManager;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        EngineMappings.give(configuration);
        TransactionTemplate transactions = new TransactionTemplate(transactionManager);
        configuration.setTaskService(new GatedTaskService(gate, identity, transactions));
        configuration.setFormService(new GatedFormService(gate, identity, transactions));
        configuration.setTenantIdProvider(new Tenancy());
        configuration.setPasswordEncryptor(passwordEncryptor);
        configuration.setEnablePasswordPolicy(true);
        // the engine's own lock would shut an account for good after ten wrong passwords of anybody, and answer for a
        // locked name at once, which tells who exists; the limits in front of it do neither
        configuration.setLoginMaxAttempts(Integer.MAX_VALUE);
        configuration.setLoginDelayBase(0);
        configuration.setResourceAuthorizationProvider(new TaskRights());
        configuration.setScriptEngineResolver(new OnlyExpressionLanguages());
        configuration.setHistoryCleanupBatchWindowStartTime("01:00");
        configuration.setHistoryCleanupBatchWindowEndTime("05:00");
        configuration.setDmnEnabled(true);
        configuration.setCmmnEnabled(false);
        configuration.setHintJobExecutor(true);
        ((SpringProcessEngineConfiguration) configuration).setBeans(new StepBeans(context));
        List<BpmnParseListener> listeners = configuration.getCustomPreBPMNParseListeners();
        if (listeners == null) {
            listeners = new ArrayList<>();
            configuration.setCustomPreBPMNParseListeners(listeners);
        }
        listeners.addAll(parseListeners);
    }

    /** JUEL and FEEL are the engine's own; any other language is refused, whatever lies on the class path. */
    private static final class OnlyExpressionLanguages extends DefaultScriptEngineResolver {

        OnlyExpressionLanguages() {
            super(new javax.script.ScriptEngineManager());
        }

        @Override
        public ScriptEngine getScriptEngine(String language, boolean cache) {
            if (!"juel".equalsIgnoreCase(language) && !"feel".equalsIgnoreCase(language)) {
                throw new ProcessEngineException("脚本语言 " + language + " 不允许使用");
            }
            return super.getScriptEngine(language, cache);
        }
    }
}
