package org.tuanwei.spreadsheet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.tuanwei.spreadsheet.WorkbookRefused.Reason;

/** Goes once through an .xlsx package before POI unpacks it: counts, measures, and refuses what must not be inside. */
final class PackageCheck {

    private static final List<byte[]> DECLARATIONS = List.of(
            "<!DOCTYPE".getBytes(StandardCharsets.US_ASCII),
            "<!DOCTYPE".getBytes(StandardCharsets.UTF_16LE),
            "<!DOCTYPE".getBytes(StandardCharsets.UTF_16BE));
    private static final int LONGEST = 18;

    private final SpreadsheetProperties limits;
    private long unpacked;

    PackageCheck(SpreadsheetProperties limits) {
        this.limits = limits;
    }

    /** Reads the stream the way POI does afterwards, so that both see the same entries. */
    void inspect(byte[] content) throws IOException {
        Set<String> names = new HashSet<>();
        // the sum of a part may stand behind it, so it is known only when the next one was reached
        Map<ZipArchiveEntry, Long> sums = new IdentityHashMap<>();
        int entries = 0;
        try (ZipArchiveInputStream zip = new ZipArchiveInputStream(new ByteArrayInputStream(content))) {
            for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > limits.maxEntries()) {
                    throw new WorkbookRefused(Reason.TOO_MANY_PARTS);
                }
                String name = entry.getName().toLowerCase(Locale.ROOT).replace('\\', '/');
                if (!names.add(name)) {
                    throw new WorkbookRefused(Reason.BROKEN);
                }
                refuseByName(name);
                if (!entry.isDirectory()) {
                    CheckedInputStream part = new CheckedInputStream(zip, new CRC32());
                    measure(part, name.endsWith(".xml") || name.endsWith(".rels"));
                    sums.put(entry, part.getChecksum().getValue());
                }
            }
        }
        // a single wrong bit may be a digit of somebody's telephone number, and nobody else looks at the sums
        sums.forEach((entry, sum) -> {
            if (entry.getCrc() != sum) {
                throw new WorkbookRefused(Reason.DAMAGED);
            }
        });
        if (entries == 0) {
            throw new WorkbookRefused(Reason.NOT_A_WORKBOOK);
        }
    }

    private static void refuseByName(String name) {
        if (name.contains("vbaproject") || name.contains("/macrosheets/") || name.contains("/dialogsheets/")) {
            throw new WorkbookRefused(Reason.MACROS);
        }
        if (name.contains("/externallinks/")) {
            throw new WorkbookRefused(Reason.EXTERNAL_LINKS);
        }
        if (name.contains("/embeddings/") || name.contains("/activex/") || name.contains("/ctrlprops/")) {
            throw new WorkbookRefused(Reason.EMBEDDED_OBJECTS);
        }
        if (name.equals("xl/workbook.bin")) {
            throw new WorkbookRefused(Reason.BINARY);
        }
    }

    private void measure(InputStream entry, boolean xml) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        int kept = 0;
        long size = 0;
        for (int read = entry.read(buffer, 0, buffer.length);
                read >= 0;
                read = entry.read(buffer, kept, buffer.length - kept)) {
            TextCollector.checkTime();
            size += read;
            unpacked += read;
            if (size > limits.maxEntry().toBytes()
                    || unpacked > limits.maxUnpacked().toBytes()) {
                throw new WorkbookRefused(Reason.BOMB);
            }
            if (!xml) {
                continue;
            }
            int filled = kept + read;
            for (byte[] declaration : DECLARATIONS) {
                if (contains(buffer, filled, declaration)) {
                    throw new WorkbookRefused(Reason.ENTITIES);
                }
            }
            kept = Math.min(LONGEST, filled);
            System.arraycopy(buffer, filled - kept, buffer, 0, kept);
        }
    }

    private static boolean contains(byte[] haystack, int length, byte[] needle) {
        for (int i = 0; i + needle.length <= length; i++) {
            int j = 0;
            while (j < needle.length && haystack[i + j] == needle[j]) {
                j++;
            }
            if (j == needle.length) {
                return true;
            }
        }
        return false;
    }
}
