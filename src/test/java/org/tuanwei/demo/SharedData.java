package org.tuanwei.demo;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reference data that lies beside the repository, or where TUANWEI_SHARED says; a test that needs it skips without. */
public final class SharedData {

    private SharedData() {}

    public static Path file(String name) {
        String given = System.getenv("TUANWEI_SHARED");
        Path file = Path.of(given == null ? "../shared" : given, "data", name)
                .toAbsolutePath()
                .normalize();
        if (given == null && !Files.isReadable(file)) {
            file = Path.of("../../shared", "data", name).toAbsolutePath().normalize();
        }
        assumeThat(Files.isReadable(file))
                .as("reference data %s is not here: skipped", name)
                .isTrue();
        return file;
    }

    /** The rows below the heading, split at the commas (no cell of these files is quoted). */
    public static List<String[]> rows(String name) {
        try {
            return Files.readAllLines(file(name), StandardCharsets.UTF_8).stream()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
