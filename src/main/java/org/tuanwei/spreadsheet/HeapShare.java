package org.tuanwei.spreadsheet;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.tuanwei.spreadsheet.WorkbookRefused.Reason;

/**
 * The part of the heap that workbooks may fill, all of them together: each takes what it will need at most before it is
 * opened, waits where others have taken it, and is refused where there will never be so much.
 */
final class HeapShare {

    private static final long MEGABYTE = 1024 * 1024;

    private final int total;
    private final Semaphore free;

    HeapShare(long bytes) {
        total = (int) Math.max(1, bytes / MEGABYTE);
        free = new Semaphore(total, true);
    }

    /** @return megabytes taken, to be given back */
    int take(long bytes, Duration patience) throws InterruptedException {
        int wanted = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / MEGABYTE));
        if (wanted > total) {
            throw new WorkbookRefused(Reason.TOO_MUCH_MEMORY);
        }
        if (!free.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new WorkbookRefused(Reason.BUSY);
        }
        return wanted;
    }

    void giveBack(int megabytes) {
        free.release(megabytes);
    }

    int freeMegabytes() {
        return free.availablePermits();
    }
}
