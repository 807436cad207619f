package org.tuanwei.picture;

import java.nio.charset.StandardCharsets;

/** Reads numbers and signatures out of an untrusted file without ever stepping over its end. */
final class ByteView {

    private final byte[] bytes;

    ByteView(byte[] bytes) {
        this.bytes = bytes;
    }

    int length() {
        return bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The byte as 0–255, or -1 past the end. */
    int at(long index) {
        return index < 0 || index >= bytes.length ? -1 : bytes[(int) index] & 0xff;
    }

    /** Two bytes, big-endian, or -1 past the end. */
    int u16(long index) {
        return index < 0 || index + 2 > bytes.length ? -1 : at(index) << 8 | at(index + 1);
    }

    /** Four bytes, big-endian, or -1 past the end. */
    long u32(long index) {
        return index < 0 || index + 4 > bytes.length ? -1 : (long) u16(index) << 16 | u16(index + 2);
    }

    boolean has(long index, String latin1) {
        if (index < 0 || index + latin1.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < latin1.length(); i++) {
            if (at(index + i) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text occurs between the two positions, letters in either case. */
    boolean containsIgnoringCase(String lowerCase, long from, long to) {
        long last = Math.min(to, bytes.length) - lowerCase.length();
        for (long i = from; i <= last; i++) {
            int k = 0;
            while (k < lowerCase.length() && lower(at(i + k)) == lowerCase.charAt(k)) {
                k++;
            }
            if (k == lowerCase.length()) {
                return true;
            }
        }
        return false;
    }

    private static int lower(int b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    String text(int from, int length) {
        int start = Math.min(from, bytes.length);
        return new String(bytes, start, Math.min(length, bytes.length - start), StandardCharsets.ISO_8859_1);
    }
}
