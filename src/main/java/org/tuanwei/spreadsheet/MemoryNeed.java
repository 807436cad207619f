package org.tuanwei.spreadsheet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.poi.poifs.filesystem.FileMagic;

/** How much heap a workbook may need: an estimate from its unpacked size, meant to be on the safe side. */
final class MemoryNeed {

    private static final long MEGABYTE = 1024 * 1024;
    private static final long BASE = 12 * MEGABYTE;
    /** Bytes of heap for each unpacked byte while the cells stream past: strings, styles, the text we keep. */
    private static final long STREAMED = 3;
    /** Bytes of heap for each unpacked byte while the whole workbook is held as objects. */
    private static final long HELD = 16;
    /** The same for a byte of an .xls, whose records are compact and which is copied once. */
    private static final long HELD_OLD = 40;
    /** Larger packages are refused before they are read, so nobody needs to know how much larger. */
    private static final long MOST = 64 * MEGABYTE;

    private MemoryNeed() {}

    static long toRead(byte[] content) {
        return FileMagic.valueOf(content) == FileMagic.OOXML
                ? BASE + STREAMED * unpacked(content)
                : BASE + 8L * content.length;
    }

    static long toChange(byte[] content) {
        return FileMagic.valueOf(content) == FileMagic.OOXML
                ? BASE + HELD * unpacked(content)
                : BASE + HELD_OLD * content.length;
    }

    /** What the parts really hold, not what their headers say; a broken package counts as far as it can be read. */
    private static long unpacked(byte[] content) {
        long size = 0;
        byte[] buffer = new byte[64 * 1024];
        try (ZipArchiveInputStream zip = new ZipArchiveInputStream(new ByteArrayInputStream(content))) {
            for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                size += size(zip, buffer);
                if (size > MOST) {
                    return size;
                }
            }
        } catch (IOException | RuntimeException broken) {
            return size;
        }
        return size;
    }

    private static long size(InputStream entry, byte[] buffer) throws IOException {
        long size = 0;
        for (int read = entry.read(buffer); read >= 0 && size <= MOST; read = entry.read(buffer)) {
            TextCollector.checkTime();
            size += read;
        }
        return size;
    }
}
