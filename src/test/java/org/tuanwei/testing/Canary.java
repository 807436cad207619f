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
    private final String[] sought;

    public Canary(DataSource superuser, String... secrets) {
        database = JdbcClient.create(superuser);
        for (int i = 0; i < secrets.length; i++) {
            disguise("secret " + (i + 1) + ", ", secrets[i]);
        }
        sought = disguises.values().stream()
                .map(text -> "%" + text.toLowerCase(Locale.ROOT).replace("_", "\\_") + "%")
                .toArray(String[]::new);
    }

    private void disguise(String which, String secret) {
        disguises.put(which + "plain", secret);
        disguises.put(which + "reversed", new StringBuilder(secret).reverse().toString());
        byte[] utf8 = secret.getBytes(StandardCharsets.UTF_8);
        disguises.put(which + "hex", HexFormat.of().formatHex(utf8));
        disguises.put(which + "hex of UTF-16", HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_16BE)));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + utf8.length];
            System.arraycopy(utf8, 0, shifted, shift, utf8.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // the first and the last sign also hold bits of what stands beside the secret
            disguises.put(
                    which + "base64 at " + shift, base64.substring(shift == 0 ? 0 : shift + 1, base64.length() - 1));
        }
    }

    /** Every table and column, bytes as hex, large objects included. @return where it was found */
    public List<String> inDatabase() {
        List<String> tables = database.sql("""
                        select format('%I.%I', table_schema, table_name) from information_schema.tables
                        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
                        order by 1
                        """).query(String.class).list();
        List<String> found = new ArrayList<>();
        for (String table : tables) {
            found.addAll(inRows(table, "select t::text from " + table + " t where lower(t::text)"));
        }
        found.addAll(inRows("a large object", "select data::text from pg_largeobject where data::text"));
        if (tables.size() < 20) {
            found.add("only " + tables.size() + " tables were looked at");
        }
        return found;
    }

    private List<String> inRows(String table, String rowsLike) {
        // one look at each row for all that is sought: the texts of the large rows are what takes the time
        return database.sql(rowsLike + " like any(:sought)").param("sought", sought).query(String.class).list().stream()
                .flatMap(row -> in(table, row).stream())
                .toList();
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
