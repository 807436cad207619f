package org.tuanwei.demo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tuanwei.organization.RegistryImport;

/** Fills the development-time application with its schools: the small registry, or the file one names. */
public final class DemoRegistry {

    private final RegistryImport registry;

    public DemoRegistry(RegistryImport registry) {
        this.registry = registry;
    }

    /** Loads the file, or the small registry when none is given (TUANWEI_DEMO_REGISTRY). */
    public RegistryImport.Outcome load(@Nullable String file) {
        try (Reader csv = file == null || file.isBlank()
                ? small()
                : Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            return registry.load(csv, "demo");
        } catch (IOException e) {
            throw new UncheckedIOException("registry not readable: " + file, e);
        }
    }

    /** The small registry itself: some sixty real schools over all League units and school types. */
    public static Reader small() {
        return new InputStreamReader(
                java.util.Objects.requireNonNull(DemoRegistry.class.getResourceAsStream("/demo/registry.csv")),
                StandardCharsets.UTF_8);
    }
}
