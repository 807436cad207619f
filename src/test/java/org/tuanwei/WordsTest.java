package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tuanwei.testing.LatinWords;
import org.tuanwei.testing.VisibleTexts;
import org.tuanwei.testing.VisibleTexts.Text;

/** Holds every text of the sources to Chinese, and to one word for one thing as the glossary has it. */
class WordsTest {

    private static final Path GLOSSARY = Path.of("docs/glossary.md");
    private static final String NOT_SAID = "## 不用的说法";

    /** Read what others write, or are read by whoever installs or maintains the product. */
    private static final Set<String> NOT_FOR_OFFICIALS = Set.of(
            "RequiredSettings.java",
            "SettingsRefused.java",
            "NoScripts.java",
            "Secrets.java",
            "OutboxProperties.java",
            "MailLinks.java",
            "AccessPolicy.java",
            "SpecialDays.java",
            "StorySentences.java",
            "Waiting.java",
            "DefaultDeadlines.java",
            "ScrapeToken.java",
            "ActivityStory.java",
            "ToolApi.java",
            "PlatformConnector.java",
            "PlatformProperties.java",
            "SupervisionStory.java");

    /** Holds words of others, which it has to recognise. */
    private static final Set<String> READS_OTHERS = Set.of(
            "FreeText.java",
            "PlainWords.java",
            "TableReader.java",
            "Spelling.java",
            "Wordings.java",
            "NoticeText.java",
            "PostList.java",
            "Week.java");

    private static List<Text> texts;

    @BeforeAll
    static void read() {
        texts = VisibleTexts.all();
        assertThat(texts).hasSizeGreaterThan(5000);
    }

    @Test
    void nothing_that_people_read_holds_a_latin_word_without_a_reason() {
        LatinWords words = new LatinWords();
        List<String> foreign = new ArrayList<>();
        for (Text text : texts) {
            if (isFor(text, NOT_FOR_OFFICIALS) && isFor(text, READS_OTHERS)) {
                List<String> found = words.foreign(text.text());
                if (!found.isEmpty()) {
                    foreign.add(found + " in " + text);
                }
            }
        }
        assertThat(foreign).isEmpty();
    }

    @Test
    void every_allowed_word_has_its_reason() {
        assertThat(new LatinWords().allowed())
                .allSatisfy((word, reason) -> assertThat(reason).as(word).hasSizeGreaterThan(10));
    }

    @Test
    void nothing_is_called_by_a_word_that_the_glossary_rules_out() throws IOException {
        Map<String, String> ruledOut = ruledOut();
        List<String> found = new ArrayList<>();
        for (Text text : texts) {
            ruledOut.forEach((word, instead) -> {
                if (isFor(text, READS_OTHERS) && text.text().contains(word)) {
                    found.add("「" + word + "」应为「" + instead + "」： " + text);
                }
            });
        }
        assertThat(found).isEmpty();
    }

    @Test
    void the_glossary_recommends_no_word_that_it_rules_out() throws IOException {
        Set<String> ruledOut = new TreeSet<>(ruledOut().keySet());
        assertThat(ruledOut).hasSizeGreaterThan(15);
        String recommended = Files.readString(GLOSSARY).replaceAll("(?s)" + NOT_SAID + ".*", "");
        List<String> terms = rows(recommended)
                .map(row -> row[2].strip())
                .filter(term -> ruledOut.stream().anyMatch(term::contains))
                .toList();
        assertThat(terms).isEmpty();
    }

    private static boolean isFor(Text text, Set<String> others) {
        return !others.contains(text.file().getFileName().toString());
    }

    /** The cells of the tables' rows, from 1. */
    private static Stream<String[]> rows(String markdown) {
        return markdown.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\|"))
                .filter(cells -> cells.length > 2);
    }

    /** What is not said → what is said instead. */
    private static Map<String, String> ruledOut() throws IOException {
        String glossary = Files.readString(GLOSSARY);
        Map<String, String> words = new LinkedHashMap<>();
        rows(glossary.substring(glossary.indexOf(NOT_SAID)))
                .filter(row -> !row[1].strip().equals("不说"))
                .forEach(row -> {
                    for (String word : row[1].strip().split("、")) {
                        words.put(word, row[2].strip());
                    }
                });
        return words;
    }
}
