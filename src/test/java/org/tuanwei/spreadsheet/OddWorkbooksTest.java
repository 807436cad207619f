package org.tuanwei.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tuanwei.spreadsheet.WorkbookRefused.Reason.BROKEN;
import static org.tuanwei.spreadsheet.WorkbookRefused.Reason.ENCRYPTED;
import static org.tuanwei.spreadsheet.WorkbookRefused.Reason.ENTITIES;
import static org.tuanwei.spreadsheet.WorkbookRefused.Reason.EXTERNAL_LINKS;
import static org.tuanwei.spreadsheet.WorkbookRefused.Reason.MACROS;
import static org.tuanwei.spreadsheet.WorkbookRefused.Reason.NOT_A_WORKBOOK;
import static org.tuanwei.spreadsheet.WorkbookRefused.Reason.STRICT;
import static org.tuanwei.spreadsheet.WorkbookRefused.Reason.TOO_OLD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tuanwei.demo.SharedData;

/** Every odd or hostile workbook of the collection is refused by name or read within the limits, nothing else. */
class OddWorkbooksTest {

    /** What must be refused, and in which words. */
    private static final Map<String, Set<WorkbookRefused.Reason>> REFUSED = Map.ofEntries(
            Map.entry("xor-encryption-abc.xls", Set.of(ENCRYPTED)),
            Map.entry("60320-protected.xlsx", Set.of(ENCRYPTED)),
            Map.entry("extenxls_pwd123.xlsx", Set.of(ENCRYPTED)),
            Map.entry("poc-xmlbomb-empty.xlsx", Set.of(ENTITIES)),
            Map.entry("54764.xlsx", Set.of(ENTITIES)),
            Map.entry("54764-2.xlsx", Set.of(ENTITIES)),
            Map.entry("SimpleMacro.xls", Set.of(MACROS)),
            Map.entry("SimpleMacro.xlsm", Set.of(MACROS)),
            Map.entry("xlmmacro.xlsm", Set.of(MACROS)),
            Map.entry("45431.xlsm", Set.of(MACROS)),
            Map.entry("StringContinueRecords.xls", Set.of(MACROS)),
            Map.entry("64450.xlsx", Set.of(EXTERNAL_LINKS)),
            Map.entry("testEXCEL_3.xls", Set.of(TOO_OLD)),
            Map.entry("testEXCEL_4.xls", Set.of(TOO_OLD)),
            Map.entry("invalid.xlsx", Set.of(BROKEN, NOT_A_WORKBOOK)),
            Map.entry("only-zero-byte-streams.ole2", Set.of(NOT_A_WORKBOOK)),
            Map.entry("SimpleStrict.xlsx", Set.of(STRICT)),
            Map.entry("duplicate-filename-case-insensitive.xlsx", Set.of(BROKEN)),
            Map.entry("clusterfuzz-testcase-minimized-POIXSSFFuzzer-5089447305609216.xlsx", Set.of(BROKEN)));

    private final WorkbookReader reader = new WorkbookReader(Limits.usual());

    @TestFactory
    List<DynamicTest> everyOddWorkbookIsRefusedByNameOrReadWithinTheLimits() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(SharedData.file("odd-workbooks"))) {
            files.filter(file -> file.getFileName().toString().matches(".*\\.(xlsx?|xlsm|ole2)"))
                    .sorted()
                    .forEach(file -> {
                        String name = file.getFileName().toString();
                        tests.add(DynamicTest.dynamicTest(name, () -> check(file, name)));
                        if (name.endsWith(".xlsm")) {
                            tests.add(DynamicTest.dynamicTest(
                                    name + " renamed to .xlsx", () -> check(file, name.replace(".xlsm", ".xlsx"))));
                        }
                    });
        }
        assertThat(tests).hasSizeGreaterThan(35);
        return tests;
    }

    private void check(Path file, String name) throws IOException {
        byte[] content = Files.readAllBytes(file);
        String original = file.getFileName().toString();
        long start = System.nanoTime();
        try {
            WorkbookText book = reader.read(content, name);
            long cells = book.sheets().stream()
                    .flatMap(sheet -> sheet.rows().stream())
                    .flatMap(row -> row.cells().stream())
                    .filter(cell -> !cell.isEmpty())
                    .count();
            assertThat(REFUSED).doesNotContainKey(original);
            assertThat(cells).isLessThanOrEqualTo(Limits.usual().maxCells());
        } catch (WorkbookRefused refused) {
            assertThat(refused.getMessage()).matches("[\\u4e00-\\u9fff].*");
            assertThat(refused.getCause()).isNull();
            if (REFUSED.containsKey(original)) {
                assertThat(REFUSED.get(original)).contains(refused.reason());
            } else {
                assertThat(refused.reason()).isEqualTo(BROKEN);
                assertThat(original).startsWith("clusterfuzz");
            }
        }
        assertThat(System.nanoTime() - start)
                .isLessThan(Limits.usual().timeout().toNanos() + 1_000_000_000L);
    }
}
