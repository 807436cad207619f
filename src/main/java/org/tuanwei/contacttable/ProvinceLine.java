package org.tuanwei.contacttable;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tuanwei.organization.Organization;
import org.tuanwei.spreadsheet.WorkbookText;

/** The line 省份： of a table (I4): finds it by its words and says which League unit it means. */
final class ProvinceLine {

    private static final Pattern LABEL =
            Pattern.compile("(?:填报|所属|所在)?省(?:份|别|级|市|\\(区、?市\\)|、?自治区、?直辖市)?(?:名称)?:(.*)|(?:填报|所属|所在)?省份");
    private static final String AROUND = "共青团|委员会|学校部|团省委|团市委|团区委|团委|\\s";

    private ProvinceLine() {}

    /** What stands behind the colon or in the next cell; empty optional where the row is no such line. */
    static Optional<String> read(WorkbookText.Row row) {
        List<String> cells = row.cells();
        for (int column = 0; column < cells.size(); column++) {
            String text = Normalizer.normalize(cells.get(column), Normalizer.Form.NFKC)
                    .replaceAll("[\\s\\p{Z}\\p{Cntrl}]+", "");
            if (text.isEmpty()) {
                continue;
            }
            Matcher label = LABEL.matcher(text);
            if (!label.matches()) {
                return Optional.empty();
            }
            String behind = label.group(1);
            if (behind != null && !behind.isEmpty()) {
                return Optional.of(behind);
            }
            return Optional.of(cells.stream()
                    .skip(column + 1L)
                    .filter(cell -> !cell.isEmpty())
                    .map(Spelling::name)
                    .findFirst()
                    .orElse(""));
        }
        return Optional.empty();
    }

    /** The unit that a written province means: by its name, its short name, or as its League committee is called. */
    static Optional<Organization> unit(String written, List<Organization> units) {
        String bare = Spelling.folded(written).replaceAll(AROUND, "");
        if (bare.contains("兵团")) {
            return units.stream().filter(unit -> unit.name().contains("兵团")).findFirst();
        }
        return units.stream()
                .filter(unit -> bare.startsWith(unit.name()) || bare.startsWith(shortName(unit)))
                .max(Comparator.comparingInt(unit -> shortName(unit).length()));
    }

    private static String shortName(Organization unit) {
        String name = unit.shortName();
        return name == null ? unit.name() : name;
    }
}
