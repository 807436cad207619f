package org.tuanwei.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the decision tables. */
@Component
public class Decisions {

    private final DecisionService decisionService;
    private final RepositoryService repositoryService;
    private final EngineIdentity identity;

    Decisions(
            @Lazy DecisionService decisionService, @Lazy RepositoryService repositoryService, EngineIdentity identity) {
        this.decisionService = decisionService;
        this.repositoryService = repositoryService;
        this.identity = identity;
    }

    /** The version tag a table gives itself; results that outlive it name it. {@link IllegalStateException} without one. */
    public String version(String decision) {
        String tag = identity.asSystem(() -> repositoryService
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(decision)
                .latestVersion()
                .singleResult()
                .getVersionTag());
        return Optional.ofNullable(tag).orElseThrow(() -> new IllegalStateException("决策表 " + decision + " 没有版本号"));
    }

    /** All rules that match, in the table's order. */
    public List<Map<String, Object>> decide(String decision, Map<String, Object> inputs) {
        return identity.asSystem(() -> decisionService
                .evaluateDecisionTableByKey(decision)
                .variables(inputs)
                .evaluate()
                .getResultList());
    }

    /** The one rule that matches; {@link IllegalStateException} where several do. */
    public Optional<Map<String, Object>> decideOne(String decision, Map<String, Object> inputs) {
        List<Map<String, Object>> results = decide(decision, inputs);
        if (results.size() > 1) {
            throw new IllegalStateException("决策表 " + decision + " 对 " + inputs + " 给出多个结果");
        }
        return results.stream().findFirst();
    }
}
