package org.tuanwei.testing;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import org.tuanwei.demo.SharedData;
import org.tuanwei.organization.RegistryImport;

/** The 2,919 schools of the country below their League units, for benchmarks; needs the reference data. */
public final class WholeRegistry {

    private static final String HEAD =
            "moe_code,name,province,city,level,department,note,school_type,league_unit,former_names\n";

    private WholeRegistry() {}

    public static void load(RegistryImport registry) {
        Map<String, String> units = new HashMap<>();
        SharedData.rows("university_league_unit.csv").forEach(row -> units.put(row[0], row[2]));
        StringBuilder csv = new StringBuilder(HEAD);
        SharedData.rows("universities-2025.csv").forEach(row -> csv.append(String.join(",", row))
                .append(',')
                .append(units.get(row[0]))
                .append(",\n"));
        registry.load(new StringReader(csv.toString()), "benchmark");
    }
}
