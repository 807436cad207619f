package org.tuanwei.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The schools that have people in the demo: those of the small registry, also where a whole country's is loaded; of a
 * registry that holds few of them the first sixty.
 */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoSchools {

    /** With it a newcomer walks the whole way himself; the demo leaves it alone. */
    static final String LEFT_ALONE = "4131010277";

    private static final int FEW = 40;
    private static final int SOME = 20;

    private final JdbcClient jdbc;

    DemoSchools(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of them, the newcomer's first, then 上海, then by code. */
    List<String> all() {
        List<String> known = codes("code in (:small)");
        return known.size() < FEW ? codes("true") : known;
    }

    private List<String> codes(String which) {
        return jdbc.sql("select code from organization where kind = 'SCHOOL' and status = 'ACTIVE' and " + which
                        + " order by code <> '" + LEFT_ALONE + "', unit_code <> '310000', code limit 60")
                .param("small", small())
                .query(String.class)
                .list();
    }

    /** Those of a unit that the demo may use, by code. */
    List<String> of(String unit) {
        return among("unit_code = '" + unit + "'");
    }

    /** Those outside 上海 and 江苏, by code. */
    List<String> elsewhere() {
        return among("unit_code not in ('310000', '320000')");
    }

    private List<String> among(String where) {
        return jdbc.sql("select code from organization where code in (:codes) and code <> '" + LEFT_ALONE + "' and "
                        + where + " order by code limit " + SOME)
                .param("codes", all())
                .query(String.class)
                .list();
    }

    private static List<String> small() {
        try (BufferedReader csv = new BufferedReader(DemoRegistry.small())) {
            return csv.lines().skip(1).map(line -> line.split(",", 2)[0]).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
