package org.tuanwei.testing;

import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.springframework.core.io.ClassPathResource;
import org.tuanwei.engine.Decisions;

/** The decision tables of the product without the rest of the engine, for tests that need no application. */
public final class DecisionTables {

    private static final Map<String, DmnDecision> TABLES = new ConcurrentHashMap<>();

    private static final class Holder {
        static final DmnEngine DMN =
                DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    }

    private DecisionTables() {}

    /** Asks the real tables. */
    public static Decisions real() {
        Decisions decisions = mock(Decisions.class);
        when(decisions.decide(anyString(), anyMap()))
                .thenAnswer(call -> rows(call.getArgument(0), call.getArgument(1)));
        when(decisions.decideOne(anyString(), anyMap()))
                .thenAnswer(call ->
                        rows(call.getArgument(0), call.getArgument(1)).stream().findFirst());
        return decisions;
    }

    private static List<Map<String, Object>> rows(String table, Map<String, Object> inputs) {
        DmnDecision decision = TABLES.computeIfAbsent(table, DecisionTables::table);
        return Holder.DMN.evaluateDecisionTable(decision, inputs).getResultList();
    }

    private static DmnDecision table(String name) {
        try (InputStream file = new ClassPathResource("processes/" + name + ".dmn").getInputStream()) {
            return Holder.DMN.parseDecision(name, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
