package org.tuanwei.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks for a secret where it must not be: in every column of every table, the engine's included, and in any text it is
 * given; in plain, as hex, and as base64 in each of its three alignments.
 */
public final class Canary {

    private final JdbcClient database;
    private final Map<String, String> disguises = new LinkedHashMap<>();

    public Canary(DataSource superuser, String secret) {
        database = JdbcClient.create(superuser);
        disguises.put("plain", secret);
        disguises.put("reversed", new StringBuilder(secret).reverse().toString());
        byte[] utf8 = secret.getBytes(StandardCharsets.UTF_8);
        disguises.put("hex", HexFormat.of().formatHex(utf8));
        disguises.put("hex of UTF-16", HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_16BE)));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + utf8.length];
            System.arraycopy(utf8, 0, shifted, shift, utf8.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // the first and the last sign also hold bits of what stands beside the secret
            disguises.put("base64 at " + shift, base64.substring(shift == 0 ? 0 : shift + 1, base64.length() - 1));
        }
    }

    /** Every table and column, bytes as hex, large objects included. @return where it was found */
    public List<String> inDatabase() {
        List<String> found = new ArrayList<>();
        List<String> tables = database.sql("""
                        select format('%I.%I', table_schema, table_name) from information_schema.tables
                        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
                        order by 1
                        """).query(String.class).list();
        for (String table : tables) {
            disguises.forEach((disguise, text) -> {
                int rows = database.sql("select count(*) from " + table
                                + " t where position(lower(:text) in lower(t::text)) > 0")
                        .param("text", text)
                        .query(Integer.class)
                        .single();
                if (rows > 0) {
                    found.add(table + " holds the secret (" + disguise + ") in " + rows + " rows");
                }
            });
        }
        disguises.forEach((disguise, text) -> {
            int pages = database.sql(
                            "select count(*) from pg_largeobject where position(lower(:text) in data::text) > 0")
                    .param("text", text)
                    .query(Integer.class)
                    .single();
            if (pages > 0) {
                found.add("a large object holds the secret (" + disguise + ")");
            }
        });
        if (tables.size() < 20) {
            found.add("only " + tables.size() + " tables were looked at");
        }
        return found;
    }

    /** @return in which disguises the text holds the secret */
    public List<String> in(String what, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return disguises.entrySet().stream()
                .filter(disguise -> lower.contains(disguise.getValue().toLowerCase(Locale.ROOT)))
                .map(disguise -> what + " holds the secret (" + disguise.getKey() + ")")
                .toList();
    }
}
