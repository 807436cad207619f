package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tuanwei.testing.Forms;
import org.tuanwei.testing.Models;

/** Holds the forms to what Tasklist can draw, the gate can check and a newcomer can understand. */
class FormsTest {

    private static final Set<String> INPUTS = Set.of("textfield", "textarea", "radio", "select");
    private static final Set<String> SHOWN = Set.of("text", "image", "separator");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{(\\w+)}}");

    static List<String> forms() {
        return Forms.ids();
    }

    @Test
    void everyFormBelongsToOneHumanTask() {
        List<String> used = new ArrayList<>();
        for (String id : Models.processIds()) {
            Models.process(id)
                    .getModelElementsByType(UserTask.class)
                    .forEach(task -> used.add(task.getCamundaFormRef()));
        }
        assertThat(used).containsExactlyInAnyOrderElementsOf(forms());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormIsNamedLikeItsFileAndMadeForThisTasklist(String id) {
        JsonNode form = Forms.form(id);
        assertThat(form.path("id").asText()).isEqualTo(id);
        assertThat(form.path("type").asText()).isEqualTo("default");
        assertThat(form.path("schemaVersion").asInt()).isEqualTo(16);
        assertThat(form.path("executionPlatform").asText()).isEqualTo("Camunda Platform");
        Set<String> seen = new HashSet<>();
        for (JsonNode component : form.path("components")) {
            assertThat(component.path("type").asText()).isIn(both());
            assertThat(seen.add(component.path("id").asText()))
                    .as(component.path("id").asText())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormShowsTheContextOnTopAndSaysWhatHappensNext(String id) {
        JsonNode components = Forms.form(id).path("components");
        assertThat(components.get(0).path("text").asText())
                .contains("{{organizationName}}", "{{phaseText}}", "{{dueText}}", "({{caseUrl}})");
        assertThat(components.get(1).path("text").asText()).contains("{{returnReason}}");
        assertThat(components.get(components.size() - 1).path("text").asText()).startsWith("**提交后**：");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void noFieldHasTheNameOfAShownValue(String id) {
        Set<String> shown = new TreeSet<>();
        Set<String> fields = new TreeSet<>();
        for (JsonNode component : Forms.form(id).path("components")) {
            Matcher matcher = TEMPLATE.matcher(component.path("text").asText());
            while (matcher.find()) {
                shown.add(matcher.group(1));
            }
            if (component.hasNonNull("key")) {
                assertThat(fields.add(component.path("key").asText())).isTrue();
            }
        }
        assertThat(fields).doesNotContainAnyElementsOf(shown);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFieldIsLabelledLimitedAndExplainsItsPattern(String id) {
        for (JsonNode field : Forms.form(id).path("components")) {
            if (!INPUTS.contains(field.path("type").asText())) {
                continue;
            }
            String key = field.path("key").asText();
            assertThat(field.path("label").asText()).as(key).isNotBlank();
            JsonNode rules = field.path("validate");
            if (field.path("type").asText().startsWith("text")) {
                assertThat(rules.has("maxLength") || rules.has("pattern"))
                        .as(key)
                        .isTrue();
                assertThat(field.path("description").asText()).as(key).isNotBlank();
                assertThat(rules.has("pattern")).as(key).isEqualTo(rules.has("patternErrorMessage"));
            } else {
                assertThat(field.path("values")).as(key).hasSizeGreaterThan(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void noFormAsksForAPassword(String id) {
        for (JsonNode field : Forms.form(id).path("components")) {
            assertThat(field.path("key").asText()).doesNotContainIgnoringCase("password");
        }
    }

    private static Set<String> both() {
        Set<String> all = new HashSet<>(INPUTS);
        all.addAll(SHOWN);
        return all;
    }
}
