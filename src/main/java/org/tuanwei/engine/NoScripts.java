package org.tuanwei.engine;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.stereotype.Component;

/** Refuses models that carry scripts, Java classes or connectors: a model may only call the allow-listed steps. */
@Component
class NoScripts extends AbstractBpmnParseListener {

    private static final Set<String> BANNED_ELEMENTS = Set.of("scriptTask", "script", "connector", "signal");
    private static final Set<String> BANNED_ATTRIBUTES = Set.of("class", "delegateExpression", "scriptFormat");

    @Override
    public void parseProcess(Element process, ProcessDefinitionEntity definition) {
        check(process, definition.getKey());
    }

    @Override
    public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
        check(root, root.attribute("id"));
    }

    private static void check(Element element, String where) {
        if (BANNED_ELEMENTS.contains(element.getTagName())) {
            throw refused(where, element, "元素 " + element.getTagName());
        }
        for (String attribute : BANNED_ATTRIBUTES) {
            if (element.attributeNS(CAMUNDA, attribute) != null) {
                throw refused(where, element, "属性 camunda:" + attribute);
            }
        }
        if ("conditionExpression".equals(element.getTagName()) && element.attribute("language") != null) {
            throw refused(where, element, "带 language 的条件");
        }
        for (Element child : element.elements()) {
            check(child, where);
        }
    }

    private static final org.camunda.bpm.engine.impl.util.xml.Namespace CAMUNDA =
            new org.camunda.bpm.engine.impl.util.xml.Namespace("http://camunda.org/schema/1.0/bpmn");

    private static ProcessEngineException refused(String where, Element element, String what) {
        return new ProcessEngineException(
                "模型 " + where + " 不能部署：第 " + element.getLine() + " 行含有" + what + "，模型只能调用已登记的步骤（*Steps）");
    }
}
