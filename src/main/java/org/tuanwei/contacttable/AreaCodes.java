package org.tuanwei.contacttable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** The telephone area code of the place a school sits in, to show it beside a line that was written without (I7). */
final class AreaCodes {

    private final Map<String, String> byCity;
    private final Set<String> known;

    AreaCodes() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new ClassPathResource("contacttable/area-codes.csv").getInputStream(), StandardCharsets.UTF_8))) {
            byCity = lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .collect(Collectors.toUnmodifiableMap(cells -> cells[0], cells -> cells[1]));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        known = Set.copyOf(byCity.values());
    }

    /** 021 for 上海市; none where the place is unknown. */
    Optional<String> of(@Nullable String city) {
        return Optional.ofNullable(city).map(byCity::get);
    }

    /** 021-55500001 for 2155500001, where a number cell has swallowed the zero of a code that exists. */
    Optional<String> withLostZero(String phone) {
        if (!Spelling.lostZero(phone)) {
            return Optional.empty();
        }
        return Optional.of(Spelling.phone("0" + phone))
                .filter(full -> full.contains("-") && known.contains(full.substring(0, full.indexOf('-'))));
    }
}
