package org.tuanwei.contacttable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tuanwei.demo.SharedData;

/** Whatever else lies about as a spreadsheet gets its answer in Chinese and in time, and no row comes of it. */
class OddTablesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ContactTables tables = Tables.product();

    @TestFactory
    List<DynamicTest> everyOddWorkbookIsAnsweredInChineseAndInTime() throws IOException {
        List<Path> files = new ArrayList<>(List.of(SharedData.file("moe-2025.xls")));
        try (Stream<Path> odd = Files.list(SharedData.file("odd-workbooks"))) {
            odd.filter(file -> !file.toString().endsWith(".csv")).sorted().forEach(files::add);
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(41);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> refused(file)))
                .toList();
    }

    private void refused(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        long start = System.nanoTime();
        assertThatThrownBy(() -> tables.read(content, String.valueOf(file.getFileName()), Tables.SHANGHAI))
                .isInstanceOfSatisfying(TableRefused.class, told -> assertThat(told.why())
                        .matches("[\\u4e00-\\u9fff](.|\\n)*")
                        .doesNotContain("Exception"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
    }
}
