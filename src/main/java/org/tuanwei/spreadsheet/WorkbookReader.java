package org.tuanwei.spreadsheet;

import jakarta.annotation.PreDestroy;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.OldFileFormatException;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.poifs.filesystem.FileMagic;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.spreadsheet.WorkbookRefused.Reason;

/**
 * Reads a workbook from a stranger into plain text, in memory only, within limits of size, parts, rows, cells, time and
 * heap; everything else is a {@link WorkbookRefused} that says in Chinese what to do about it.
 */
@Component
public class WorkbookReader {

    private final SpreadsheetProperties limits;
    private final ThreadPoolExecutor pool;
    private final HeapShare heap;

    WorkbookReader(SpreadsheetProperties limits) {
        this.limits = limits;
        heap = new HeapShare(Runtime.getRuntime().maxMemory() / 100 * limits.heapPercent());
        AtomicInteger count = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                limits.readers(),
                limits.readers(),
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.readers() * 4),
                task -> {
                    Thread thread = new Thread(task, "workbook-reader-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        // these are global to POI; every reading in this application passes through here
        ZipSecureFile.setMaxEntrySize(limits.maxEntry().toBytes());
        ZipSecureFile.setMaxFileCount(limits.maxEntries());
        ZipSecureFile.setMaxTextSize(limits.maxText());
        // rows that were prepared to type in pack better than any bomb; what counts is what PackageCheck has measured
        ZipSecureFile.setMinInflateRatio(0);
    }

    /** @param fileName as the sender named it; only its ending is looked at */
    public WorkbookText read(byte[] content, String fileName) {
        if (content.length == 0) {
            throw new WorkbookRefused(Reason.EMPTY);
        }
        if (content.length > limits.maxFile().toBytes()) {
            throw new WorkbookRefused(Reason.TOO_LARGE, "最大 " + limits.maxFile().toMegabytes() + " MB");
        }
        refuseByEnding(fileName.toLowerCase(Locale.ROOT));
        return inPool(() -> MemoryNeed.toRead(content), () -> readHere(content));
    }

    /**
     * Works on a workbook in the pool, within the time that is allowed for one.
     *
     * @param need bytes of heap it may need at most
     */
    <T> T inPool(LongSupplier need, Callable<T> work) {
        Future<T> future;
        try {
            future = pool.submit(() -> {
                int taken = heap.take(need.getAsLong(), limits.timeout());
                try {
                    return work.call();
                } finally {
                    heap.giveBack(taken);
                }
            });
        } catch (RejectedExecutionException e) {
            throw new WorkbookRefused(Reason.BUSY);
        }
        try {
            return future.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new WorkbookRefused(Reason.TOO_SLOW);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkbookRefused(Reason.TOO_SLOW);
        } catch (ExecutionException e) {
            throw refusal(e.getCause());
        } finally {
            future.cancel(true);
        }
    }

    private WorkbookText readHere(byte[] content) throws Exception {
        TextCollector collector = new TextCollector(limits);
        switch (FileMagic.valueOf(content)) {
            case OOXML -> {
                new PackageCheck(limits).inspect(content);
                new OoxmlReader(collector).read(content);
            }
            case OLE2 -> new BiffReader(collector).read(content);
            case BIFF2, BIFF3, BIFF4 -> throw new WorkbookRefused(Reason.TOO_OLD);
            default -> throw new WorkbookRefused(Reason.NOT_A_WORKBOOK);
        }
        return collector.result();
    }

    private static void refuseByEnding(String fileName) {
        if (fileName.endsWith(".xlsm") || fileName.endsWith(".xltm") || fileName.endsWith(".xlam")) {
            throw new WorkbookRefused(Reason.MACROS);
        }
        if (fileName.endsWith(".xlsb")) {
            throw new WorkbookRefused(Reason.BINARY);
        }
    }

    /**
     * Broken files make POI throw half a dozen types, NullPointerException and StackOverflowError among them. The cause
     * is dropped on purpose: its message may quote the file, and the file may hold passwords.
     */
    private static WorkbookRefused refusal(@Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause() == t ? null : t.getCause()) {
            if (t instanceof WorkbookRefused refused) {
                return refused;
            }
            if (t instanceof EncryptedDocumentException) {
                return new WorkbookRefused(Reason.ENCRYPTED);
            }
            String message = String.valueOf(t.getMessage());
            if (message.contains("Zip bomb") || t instanceof OutOfMemoryError) {
                return new WorkbookRefused(Reason.BOMB);
            }
            if (t instanceof OldFileFormatException) {
                return new WorkbookRefused(Reason.TOO_OLD);
            }
        }
        return new WorkbookRefused(Reason.BROKEN);
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }
}
