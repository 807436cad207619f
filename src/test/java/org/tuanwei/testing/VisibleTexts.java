package org.tuanwei.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Collects from the sources of the product what people get to read: pages, mails, messages, forms, models, plug-ins. */
public final class VisibleTexts {

    /** A text and the file it stands in. */
    public record Text(Path file, String text) {

        @Override
        public String toString() {
            return file + ": " + text.replaceAll("\\s+", " ").strip();
        }
    }

    /** A tag, with quoted values that may hold the sign that ends it. */
    private static final Pattern TAG = Pattern.compile("<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>");

    private static final Pattern UNSEEN =
            Pattern.compile("(?s)<!--.*?-->|<script.*?</script>|<style.*?</style>|<code.*?</code>");
    private static final Pattern READ_ALOUD = Pattern.compile("\\b(?:title|placeholder|aria-label|alt)=\"([^\"]*)\"");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final Pattern NAMED = Pattern.compile("\\b(?:name|label)=\"([^\"]*)\"");
    private static final Pattern TEXT_BLOCK = Pattern.compile("(?s)\"\"\"(.*?)\"\"\"");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern SCRIPT_LITERAL =
            Pattern.compile("'((?:[^'\\\\\\n]|\\\\.)*)'|\"((?:[^\"\\\\\\n]|\\\\.)*)\"|`((?:[^`\\\\]|\\\\.)*)`");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(?://|\\*|/\\*).*$");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern SQL = Pattern.compile("\\b(select|insert into|update|from|where|left join|union)\\b ");
    private static final Set<String> FORM_TEXTS =
            Set.of("label", "description", "text", "patternErrorMessage", "placeholder");

    private final List<Text> texts = new ArrayList<>();

    private VisibleTexts() {}

    public static List<Text> all() {
        VisibleTexts found = new VisibleTexts();
        found.each("src/main/resources", ".html", found::page);
        found.each("src/main/resources", ".properties", found::properties);
        found.each("src/main/resources", ".js", found::script);
        found.each("src/main/java", ".java", found::source);
        found.each("forms", ".form", found::form);
        found.each("processes", ".bpmn", found::model);
        found.each("processes", ".dmn", found::model);
        return found.texts;
    }

    private interface Reader {
        void read(Path file, String content) throws IOException;
    }

    private void each(String folder, String ending, Reader reader) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file : files.filter(one -> one.toString().endsWith(ending))
                    .sorted()
                    .toList()) {
                reader.read(file, Files.readString(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void page(Path file, String content) {
        String seen = UNSEEN.matcher(content).replaceAll("");
        Matcher tags = TAG.matcher(seen);
        while (tags.find()) {
            add(file, READ_ALOUD.matcher(tags.group()));
            addHan(file, QUOTED.matcher(tags.group()));
        }
        for (String text : TAG.split(seen)) {
            add(file, text);
        }
    }

    private void properties(Path file, String content) {
        content.lines()
                .filter(line -> !line.startsWith("#") && line.contains("="))
                .forEach(line -> add(file, line.substring(line.indexOf('=') + 1)));
    }

    private void script(Path file, String content) {
        addHan(file, SCRIPT_LITERAL.matcher(COMMENT.matcher(content).replaceAll("")));
    }

    private void source(Path file, String content) {
        String code = COMMENT.matcher(content).replaceAll("");
        addHan(file, TEXT_BLOCK.matcher(code));
        addHan(file, LITERAL.matcher(TEXT_BLOCK.matcher(code).replaceAll("")));
    }

    private void form(Path file, String content) throws IOException {
        form(file, new ObjectMapper().readTree(content));
    }

    private void form(Path file, JsonNode node) {
        node.properties().forEach(field -> {
            if (FORM_TEXTS.contains(field.getKey()) && field.getValue().isTextual()) {
                add(file, field.getValue().asText());
            }
        });
        node.forEach(inner -> form(file, inner));
    }

    /** Names only: what a model says about itself in its documentation is for those who maintain it. */
    private void model(Path file, String content) {
        addHan(file, NAMED.matcher(content));
    }

    private void add(Path file, Matcher found) {
        while (found.find()) {
            add(file, found.group(1));
        }
    }

    private void addHan(Path file, Matcher found) {
        while (found.find()) {
            for (int group = 1; group <= found.groupCount(); group++) {
                String text = found.group(group);
                if (text != null
                        && HAN.matcher(text).find()
                        && !SQL.matcher(text).find()) {
                    add(file, text);
                }
            }
        }
    }

    private void add(Path file, String text) {
        if (!text.isBlank()) {
            texts.add(new Text(file, text));
        }
    }
}
