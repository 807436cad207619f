package org.tuanwei.contacttable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.SchoolNames;

/**
 * Prints how long a table of 5,000 schools takes to be read, checked and answered, and what the national summary costs;
 * it judges nothing. Run it with {@code mvn -Pbenchmark test -Dtest=TableBenchmark}; for the memory of a small machine
 * with {@code _JAVA_OPTIONS=-Xmx512m} before it.
 */
class TableBenchmark {

    private static final int SCHOOLS = 5_000;
    private static final System.Logger LOG = System.getLogger("benchmark");

    @Test
    void printsTheFigures() {
        List<SchoolNames.Named> registry = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>(Tables.notice("上海市"));
        for (int i = 0; i < SCHOOLS; i++) {
            Organization school =
                    Tables.school("41%08d".formatted(i), "测试第" + i + "大学", "普通高校", Tables.SHANGHAI, "上海市");
            registry.add(new SchoolNames.Named(school, List.of()));
            // one row in ten is wrong
            lines.add(
                    i % 10 == 0
                            ? Tables.person(school.name(), "普通高校", i, Map.of(Column.MOBILE, "1380", Column.EMAIL, ""))
                            : Tables.person(school.name(), "普通高校", i));
        }
        byte[] file = Tables.workbook(true, lines);
        byte[] old = Tables.workbook(false, lines);
        ContactTables tables = Tables.product(registry);
        LOG.log(
                System.Logger.Level.INFO,
                "heap {0} MB, file {1} KB",
                Runtime.getRuntime().maxMemory() >> 20,
                file.length >> 10);
        for (int round = 1; round <= 3; round++) {
            whole(tables, file, "统计表.xlsx", round);
        }
        whole(tables, old, "统计表.xls", 1);
        timed("national summary, 32 provinces of 1,000", () -> {
            tables.national(
                    List.of(new ContactTables.Total("上海市", 1000, 1000, 0, "已接受", "2012-03-15")),
                    IntStream.range(0, 32).mapToObj(i -> new ContactTables.Part("省份" + i, entries())),
                    OutputStream.nullOutputStream());
            return 0;
        });
    }

    private static void whole(ContactTables tables, byte[] file, String name, int round) {
        long start = System.nanoTime();
        long cpu = cpuNanos();
        TableReading reading = timed("read " + name, () -> tables.read(file, name, Tables.SHANGHAI));
        CheckedTable checked = timed("check", () -> tables.check(reading));
        assertThat(checked.failedRows()).hasSize(SCHOOLS / 10);
        timed("annotate", () -> tables.annotated(file, checked).length);
        timed("failed rows", () -> tables.failedRows(checked).length);
        LOG.log(
                System.Logger.Level.INFO,
                "round {0} of {1}: {2} ms",
                round,
                name,
                (System.nanoTime() - start) / 1_000_000);
    }

    private static List<ContactEntry> entries() {
        return IntStream.range(0, 1000)
                .mapToObj(i -> new ContactEntry(
                        "测试第" + i + "大学",
                        "普通高校",
                        "测试甲",
                        "",
                        "",
                        "138000%05d".formatted(i),
                        "a" + i + "@school.example"))
                .toList();
    }

    /** Of all threads, compiler and collector included: on a busy machine the clock on the wall says little. */
    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static <T> T timed(String what, Supplier<T> work) {
        long start = System.nanoTime();
        long cpu = cpuNanos();
        T result = work.get();
        Runtime runtime = Runtime.getRuntime();
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: {1} ms, of them computing {2} ms, heap in use {3} MB",
                what,
                (System.nanoTime() - start) / 1_000_000,
                (cpuNanos() - cpu) / 1_000_000,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        return result;
    }
}
