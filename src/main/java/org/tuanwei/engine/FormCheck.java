package org.tuanwei.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds a submission against a Camunda Form: fields, types, options, limits, conditions, and nothing else. */
@Component
class FormCheck {

    private static final Set<String> INPUTS = Set.of(
            "textfield", "textarea", "number", "checkbox", "radio", "select", "checklist", "taglist", "datetime");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final int LONGEST_TEXT = 4000;

    private final FeelEngine feel = new ScalaFeelEngineFactory().createInstance();

    /**
     * @param submitted what came in, raw or typed
     * @param shown what the form was opened with: process variables and pre-fill
     * @return one entry for each visible field that has a value
     * @throws FormRefused with a message for each field that is wrong
     */
    Map<String, Object> check(JsonNode form, Map<String, Object> submitted, Map<String, Object> shown) {
        List<JsonNode> fields = new ArrayList<>();
        collect(form.path("components"), fields);
        Map<String, Object> raw = new HashMap<>();
        submitted.forEach((key, value) -> raw.put(key, value instanceof TypedValue typed ? typed.getValue() : value));

        List<FormRefused.Field> errors = new ArrayList<>();
        Set<String> known = new HashSet<>();
        Map<String, Object> context = new HashMap<>(shown);
        for (JsonNode field : fields) {
            String key = field.path("key").asText();
            known.add(key);
            if (!fixed(field) && raw.containsKey(key)) {
                context.put(key, raw.get(key));
            }
        }
        for (Map.Entry<String, Object> entry : raw.entrySet()) {
            if (!known.contains(entry.getKey()) && !sameAsShown(entry.getValue(), shown, entry.getKey())) {
                errors.add(new FormRefused.Field(entry.getKey(), "表单中没有「" + entry.getKey() + "」这一项，不能提交"));
            }
        }
        Map<String, Object> values = new HashMap<>();
        for (JsonNode field : fields) {
            checkField(field, raw, shown, context, values, errors);
        }
        if (!errors.isEmpty()) {
            throw new FormRefused(errors);
        }
        return values;
    }

    private void checkField(
            JsonNode field,
            Map<String, Object> raw,
            Map<String, Object> shown,
            Map<String, Object> context,
            Map<String, Object> values,
            List<FormRefused.Field> errors) {
        String key = field.path("key").asText();
        if (fixed(field)) {
            if (raw.containsKey(key) && !sameAsShown(raw.get(key), shown, key)) {
                errors.add(new FormRefused.Field(key, label(field) + "：只读，不能修改"));
            }
            return;
        }
        if (hidden(field, context)) {
            return;
        }
        Object value = raw.containsKey(key) ? raw.get(key) : shown.get(key);
        if (value instanceof String text) {
            value = text.strip();
        }
        JsonNode rules = field.path("validate");
        if (isEmpty(value)) {
            if (rules.path("required").asBoolean(false)) {
                errors.add(new FormRefused.Field(key, label(field) + "：必填"));
            }
            return;
        }
        String problem = problem(field, rules, Objects.requireNonNull(value));
        if (problem == null) {
            values.put(key, value);
        } else {
            errors.add(new FormRefused.Field(key, label(field) + "：" + problem));
        }
    }

    private @Nullable String problem(JsonNode field, JsonNode rules, Object value) {
        return switch (field.path("type").asText()) {
            case "textfield", "textarea" -> value instanceof String text ? textProblem(rules, text) : "应为文字";
            case "number" -> numberProblem(rules, value);
            case "checkbox" -> value instanceof Boolean ? null : "应为是或否";
            case "radio", "select" -> options(field).contains(value.toString()) ? null : "请从给出的选项中选择";
            case "checklist", "taglist" ->
                value instanceof Collection<?> chosen
                                && chosen.stream()
                                        .allMatch(one -> options(field).contains(String.valueOf(one)))
                        ? null
                        : "请从给出的选项中选择";
            case "datetime" -> dateProblem(field, value.toString());
            default -> "不支持的填写项";
        };
    }

    private static @Nullable String textProblem(JsonNode rules, String text) {
        int longest = rules.path("maxLength").asInt(LONGEST_TEXT);
        if (text.length() > longest) {
            return "不超过 " + longest + " 个字（现为 " + text.length() + " 个）";
        }
        if (text.length() < rules.path("minLength").asInt(0)) {
            return "不少于 " + rules.path("minLength").asInt() + " 个字";
        }
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
            return "含有不可见的控制字符，请重新输入";
        }
        if (rules.hasNonNull("pattern")
                && !Pattern.matches(rules.path("pattern").asText(), text)) {
            return rules.path("patternErrorMessage").asText("格式不正确");
        }
        if ("email".equals(rules.path("validationType").asText())
                && !EMAIL.matcher(text).matches()) {
            return "不是有效的电子邮箱地址，应形如 name@school.edu.cn";
        }
        return null;
    }

    private static @Nullable String numberProblem(JsonNode rules, Object value) {
        BigDecimal number;
        try {
            number = new BigDecimal(value.toString());
        } catch (NumberFormatException notANumber) {
            return "应为数字";
        }
        if (rules.hasNonNull("min") && number.compareTo(rules.path("min").decimalValue()) < 0) {
            return "不小于 " + rules.path("min").asText();
        }
        if (rules.hasNonNull("max") && number.compareTo(rules.path("max").decimalValue()) > 0) {
            return "不大于 " + rules.path("max").asText();
        }
        return null;
    }

    private static @Nullable String dateProblem(JsonNode field, String text) {
        try {
            if ("date".equals(field.path("subtype").asText())) {
                LocalDate.parse(text);
            } else {
                LocalDateTime.parse(text.replaceFirst("(Z|[+-]\\d\\d:\\d\\d)$", ""));
            }
            return null;
        } catch (DateTimeParseException notADate) {
            return "日期不正确，应形如 2026-03-14";
        }
    }

    private boolean hidden(JsonNode field, Map<String, Object> context) {
        String condition = field.path("conditional").path("hide").asText("");
        if (!condition.startsWith("=")) {
            return false;
        }
        Object result = feel.evaluateSimpleExpression(
                condition.substring(1), Variables.fromMap(context).asVariableContext());
        return Boolean.TRUE.equals(result);
    }

    private static void collect(JsonNode components, List<JsonNode> fields) {
        for (JsonNode component : components) {
            if (INPUTS.contains(component.path("type").asText()) && component.hasNonNull("key")) {
                fields.add(component);
            }
            collect(component.path("components"), fields);
        }
    }

    private static boolean fixed(JsonNode field) {
        return field.path("readonly").asBoolean(false) || field.path("disabled").asBoolean(false);
    }

    private static Set<String> options(JsonNode field) {
        Set<String> options = new HashSet<>();
        field.path("values").forEach(option -> options.add(option.path("value").asText()));
        return options;
    }

    private static boolean sameAsShown(@Nullable Object value, Map<String, Object> shown, String key) {
        return isEmpty(value)
                || shown.containsKey(key) && String.valueOf(shown.get(key)).equals(String.valueOf(value));
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || value instanceof String text && text.isBlank()
                || value instanceof Collection<?> many && many.isEmpty();
    }

    private static String label(JsonNode field) {
        return field.path("label").asText(field.path("key").asText());
    }
}
