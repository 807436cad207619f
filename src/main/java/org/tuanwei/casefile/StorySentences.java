package org.tuanwei.casefile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.stereotype.Component;

/**
 * The sentences of all stories. Stored are kind and facts; the sentence comes from {@code story/<feature>.properties},
 * where {@code {fact}} stands for a fact.
 */
@Component
public class StorySentences {

    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private final ObjectMapper json;
    private final Properties sentences = new Properties();

    StorySentences(ObjectMapper json) {
        this.json = json;
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:story/*.properties")) {
                PropertiesLoaderUtils.fillProperties(sentences, new EncodedResource(file, StandardCharsets.UTF_8));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The facts as they are stored, in JSON.
     *
     * @throws IllegalArgumentException for a kind without a sentence
     */
    public String stored(String kind, Map<String, String> facts) {
        if (!sentences.containsKey(kind)) {
            throw new IllegalArgumentException("story/*.properties 没有「" + kind + "」的文字");
        }
        try {
            return json.writeValueAsString(facts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param facts as they are stored */
    public String sentence(String kind, String facts) {
        String text = sentences.getProperty(kind, kind);
        for (Map.Entry<String, String> fact : read(facts).entrySet()) {
            text = text.replace("{" + fact.getKey() + "}", fact.getValue());
        }
        return text;
    }

    private Map<String, String> read(String facts) {
        try {
            return json.readValue(facts, FACTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
