package org.tuanwei.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the Chinese of Tasklist, Cockpit, Admin and Welcome complete when the vendor's labels change. */
class WebAppLanguageTest {

    private static final String APPS = "META-INF/resources/webjars/camunda/app/";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final Pattern NOT_WORDS = Pattern.compile(
            "\\{\\{.*?}}|<[^>]*>|&\\w+;|[yY]{4}-MM-(dd|DD)THH:mm:ss|\\bLT\\b|YYYY|dddd|HH:mm|\\[[^]]*]");
    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{2,}");
    private static final Set<String> NAMES = Set.of(
            "API",
            "BPMN",
            "CSV",
            "CTRL",
            "Cockpit",
            "DI",
            "DMN",
            "EDE",
            "FNI",
            "ID",
            "JSON",
            "LDAP",
            "Optimize",
            "PI",
            "QQ",
            "REST",
            "TU",
            "Tasklist",
            "URL",
            "XML",
            "cockpit",
            "tasklist",
            "resolve",
            "MM",
            "DD");

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void every_label_of_the_vendor_has_its_chinese(String app) throws IOException {
        Map<String, String> english = texts(app, "en");
        Map<String, String> chinese = texts(app, "zh-CN");

        assertThat(english).hasSizeGreaterThan(150);
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void no_label_is_left_in_english(String app) throws IOException {
        Map<String, String> left = texts(app, "zh-CN");
        left.values().removeIf(text -> !ENGLISH.matcher(withoutNames(text)).find());

        assertThat(left).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void every_label_shows_the_same_values_as_the_vendors(String app) throws IOException {
        Map<String, String> english = texts(app, "en");

        texts(app, "zh-CN")
                .forEach((key, text) ->
                        assertThat(placeholders(text)).as(key).isEqualTo(placeholders(english.getOrDefault(key, ""))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void the_products_settings_win_and_name_scripts_that_exist(String app) throws IOException {
        String config = text(app + "/scripts/config.js").replaceAll("(?m)^import .*$", "");

        assertThat(config).contains("vendor: '团微'", "availableLocales: ['zh-CN']", "fallbackLocale: 'zh-CN'");
        Matcher scripts = Pattern.compile("'([\\w./-]+\\.js)'").matcher(config);
        assertThat(scripts.results().map(script -> script.group(1)).toList())
                .isNotEmpty()
                .allSatisfy(script -> assertThat(text(app + "/" + script)).contains("export default"));
    }

    @Test
    void drafts_are_neither_offered_nor_stored() throws IOException {
        assertThat(text("tasklist/styles/user-styles.css")).contains("button[ng-click^=\"save\"]");
        assertThat(text("tasklist/scripts/config.js")).contains("scripts/drafts.js");
    }

    private static String withoutNames(String text) {
        return Arrays.stream(NOT_WORDS.matcher(text).replaceAll(" ").split("[^A-Za-z]+"))
                .filter(word -> !NAMES.contains(word))
                .collect(Collectors.joining(" "));
    }

    private static List<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .sorted()
                .toList();
    }

    private static Map<String, String> texts(String app, String language) throws IOException {
        String json = text(app + "/locales/" + language + ".json");
        Map<String, String> texts = new TreeMap<>();
        collect("", new ObjectMapper().readTree(json.startsWith("\uFEFF") ? json.substring(1) : json), texts);
        return texts;
    }

    private static void collect(String path, JsonNode node, Map<String, String> texts) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(path + "/" + field.getKey(), field.getValue(), texts));
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                collect(path + "/" + index, node.get(index), texts);
            }
        } else {
            texts.put(path, node.asText());
        }
    }

    private static String text(String path) throws IOException {
        String normal = path.replaceAll("[^/]+/\\.\\./", "");
        try (InputStream file = WebAppLanguageTest.class.getClassLoader().getResourceAsStream(APPS + normal)) {
            assertThat(file).as(path).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
