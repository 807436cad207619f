package org.tuanwei.contacttable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tuanwei.contacttable.Tables.SHANGHAI;
import static org.tuanwei.contacttable.Tables.notice;
import static org.tuanwei.contacttable.Tables.person;
import static org.tuanwei.contacttable.Tables.workbook;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A good workbook that was damaged on its way is refused, or read as it was; nothing between, and nothing stays behind. */
class TableMutationTest {

    private static final int MUTATIONS = 1_000;
    private static final long ALLOWED_GROWTH = 24L * 1024 * 1024;

    private final ContactTables tables = Tables.product();

    private static List<List<String>> lines() {
        return notice(
                "上海市",
                person("复旦大学", "普通高校", 1),
                person("上海体育大学", "普通高校", 2),
                person("上海杉达学院", "民办高校", 3),
                person("上海出版印刷高等专科学校", "高职学校", 4));
    }

    @Test
    void aThousandDamagedWorkbooksGiveNoRowOrExactlyTheGoodOnes() {
        byte[] good = workbook(true, lines());
        List<TableRow> expected =
                tables.check(tables.read(good, "a.xlsx", SHANGHAI)).goodRows();
        assertThat(expected).hasSize(4);
        long before = heap();
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            byte[] mutant = mutate(good, new Random(seed));
            try {
                List<TableRow> rows =
                        tables.check(tables.read(mutant, "a.xlsx", SHANGHAI)).goodRows();
                assertThat(rows)
                        .as("seed %d", seed)
                        .satisfiesAnyOf(none -> assertThat(none).isEmpty(), all -> assertThat(all)
                                .isEqualTo(expected));
            } catch (TableRefused told) {
                refused++;
                assertThat(told.why()).as("seed %d", seed).matches("[\\u4e00-\\u9fff].*");
            }
        }
        assertThat(refused).as("most damage is noticed").isGreaterThan(MUTATIONS / 2);
        assertThat(heap() - before).isLessThan(ALLOWED_GROWTH);
    }

    /** The old format has no checksums: a changed letter cannot be noticed, but nothing worse may happen. */
    @Test
    void aDamagedOldWorkbookIsRefusedOrRead() {
        byte[] good = workbook(false, lines());
        for (int seed = 0; seed < MUTATIONS / 4; seed++) {
            byte[] mutant = mutate(good, new Random(seed));
            try {
                assertThat(tables.check(tables.read(mutant, "a.xls", SHANGHAI)).goodRows())
                        .hasSizeLessThanOrEqualTo(4);
            } catch (TableRefused told) {
                assertThat(told.why()).as("seed %d", seed).matches("[\\u4e00-\\u9fff].*");
            }
        }
    }

    /** Bits flipped, bytes written over, a piece lost, doubled or swapped, the end cut off. */
    private static byte[] mutate(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int at = random.nextInt(bytes.length);
        int length = Math.min(1 + random.nextInt(64), bytes.length - at);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                byte[] noise = new byte[length];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, bytes, at, length);
            }
            case 2 -> bytes = joined(Arrays.copyOf(good, at), Arrays.copyOfRange(good, at + length, good.length));
            case 3 -> bytes = joined(Arrays.copyOf(good, at + length), Arrays.copyOfRange(good, at, good.length));
            case 4 -> {
                int other = random.nextInt(bytes.length - length + 1);
                byte[] piece = Arrays.copyOfRange(good, at, at + length);
                System.arraycopy(good, other, bytes, at, length);
                System.arraycopy(piece, 0, bytes, other, length);
            }
            default -> bytes = Arrays.copyOf(good, at);
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] whole = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        return whole;
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
