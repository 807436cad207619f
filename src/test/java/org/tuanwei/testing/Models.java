package org.tuanwei.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Rule;

/** Reads the models of the source tree for tests, as the engine will read them. */
public final class Models {

    private static final Path FOLDER = Path.of("processes");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

    private Models() {}

    public static List<String> processIds() {
        return names(".bpmn");
    }

    public static List<String> decisionIds() {
        return names(".dmn");
    }

    public static BpmnModelInstance process(String id) {
        return Bpmn.readModelFromFile(FOLDER.resolve(id + ".bpmn").toFile());
    }

    /** Ids of its end events, those of its sub-processes included. */
    public static List<String> ends(String process) {
        return process(process).getModelElementsByType(EndEvent.class).stream()
                .map(BaseElement::getId)
                .toList();
    }

    /** The model as text, for what the model API does not see. */
    public static String source(String id) {
        try {
            return Files.readString(FOLDER.resolve(id + ".bpmn"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Decision decision(String id) {
        return Dmn.readModelFromFile(FOLDER.resolve(id + ".dmn").toFile())
                .getModelElementsByType(Decision.class)
                .iterator()
                .next();
    }

    /** What the rows of a table name in their first column. */
    public static Set<String> rowsOf(String decision) {
        Set<String> values = new TreeSet<>();
        for (Rule rule : ((DecisionTable) decision(decision).getExpression()).getRules()) {
            Matcher matcher =
                    QUOTED.matcher(rule.getInputEntries().iterator().next().getTextContent());
            while (matcher.find()) {
                values.add(matcher.group(1));
            }
        }
        return values;
    }

    public static String documentation(BaseElement element) {
        return element.getDocumentations().stream()
                .map(Documentation::getTextContent)
                .collect(Collectors.joining());
    }

    public static String attribute(BaseElement element, String name) {
        return element.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, name);
    }

    public static String retryCycle(BaseElement element) {
        ExtensionElements extensions = element.getExtensionElements();
        return extensions == null
                ? ""
                : extensions.getChildElementsByType(CamundaFailedJobRetryTimeCycle.class).stream()
                        .map(CamundaFailedJobRetryTimeCycle::getTextContent)
                        .collect(Collectors.joining());
    }

    private static List<String> names(String ending) {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
