package org.tuanwei.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Workbooks wait for one another's memory, and one that would never fit is refused before it is opened. */
class HeapShareTest {

    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void whatIsTakenComesBackAndWhatIsNotThereIsWaitedFor() throws InterruptedException {
        HeapShare share = new HeapShare(100 * MEGABYTE);
        int taken = share.take(60 * MEGABYTE, Duration.ofSeconds(1));
        assertThatThrownBy(() -> share.take(60 * MEGABYTE, Duration.ofMillis(20)))
                .isInstanceOfSatisfying(WorkbookRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(WorkbookRefused.Reason.BUSY));
        share.giveBack(taken);
        assertThat(share.freeMegabytes()).isEqualTo(100);
        assertThatThrownBy(() -> share.take(101 * MEGABYTE, Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(WorkbookRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(WorkbookRefused.Reason.TOO_MUCH_MEMORY));
    }

    @Test
    void aWorkbookThatUnpacksLargeNeedsMoreToBeChangedThanToBeRead() {
        List<List<String>> rows = IntStream.range(0, 3_000)
                .mapToObj(i -> List.of("测试第" + i + "大学", "普通高校", "13800000000"))
                .toList();
        byte[] file = WorkbookWriter.write("表", List.of("甲", "乙", "丙"), rows);
        assertThat(MemoryNeed.toChange(file)).isGreaterThan(MemoryNeed.toRead(file));
        assertThat(MemoryNeed.toRead(file)).isGreaterThan(file.length);
        assertThat(MemoryNeed.toRead(new byte[] {'P', 'K', 3, 4})).isPositive();
    }
}
