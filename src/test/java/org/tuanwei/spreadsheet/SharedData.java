package org.tuanwei.spreadsheet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds reference data that is no part of the repository: beside the checkout or where TUANWEI_SHARED says. */
final class SharedData {

    private SharedData() {}

    static Optional<Path> folder(String name) {
        @Nullable String given = System.getenv("TUANWEI_SHARED");
        if (given != null) {
            return existing(Path.of(given, "data", name));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Optional<Path> found = existing(at.resolve(Path.of("shared", "data", name)));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> existing(Path path) {
        return Files.exists(path) ? Optional.of(path) : Optional.empty();
    }
}
