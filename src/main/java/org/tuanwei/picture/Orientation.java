package org.tuanwei.picture;

/** How a camera was held (EXIF tag 0x0112), so that a picture is turned upright before its metadata is dropped. */
enum Orientation {
    UPRIGHT,
    MIRRORED,
    TURNED_180,
    FLIPPED,
    TRANSPOSED,
    TURNED_LEFT,
    TRANSVERSED,
    TURNED_RIGHT;

    private static final int TAG = 0x0112;
    private static final int MOST_ENTRIES = 512;

    boolean swapsSides() {
        return ordinal() >= TRANSPOSED.ordinal();
    }

    /** Column in the stored picture (of the given stored size) of a pixel of the upright picture. */
    int storedX(int x, int y, int width) {
        return switch (this) {
            case UPRIGHT, FLIPPED -> x;
            case MIRRORED, TURNED_180 -> width - 1 - x;
            case TRANSPOSED, TURNED_LEFT -> y;
            case TRANSVERSED, TURNED_RIGHT -> width - 1 - y;
        };
    }

    /** Row in the stored picture (of the given stored size) of a pixel of the upright picture. */
    int storedY(int x, int y, int height) {
        return switch (this) {
            case UPRIGHT, MIRRORED -> y;
            case TURNED_180, FLIPPED -> height - 1 - y;
            case TRANSPOSED, TURNED_RIGHT -> x;
            case TURNED_LEFT, TRANSVERSED -> height - 1 - x;
        };
    }

    /** Reads the first directory of the TIFF block between the two positions; anything odd counts as upright. */
    static Orientation ofExif(ByteView file, long from, long to) {
        boolean little = file.has(from, "II*\0");
        if (!little && !file.has(from, "MM\0*")) {
            return UPRIGHT;
        }
        long directory = from + u32(file, from + 4, little);
        if (directory < from || directory + 2 > to) {
            return UPRIGHT;
        }
        int entries = Math.min(u16(file, directory, little), MOST_ENTRIES);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > to) {
                return UPRIGHT;
            }
            if (u16(file, entry, little) == TAG) {
                int value = u16(file, entry + 8, little);
                return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static int u16(ByteView file, long at, boolean little) {
        return little ? file.at(at) | file.at(at + 1) << 8 : file.u16(at);
    }

    private static long u32(ByteView file, long at, boolean little) {
        return little
                ? file.at(at) | file.at(at + 1) << 8 | file.at(at + 2) << 16 | (long) file.at(at + 3) << 24
                : file.u32(at);
    }
}
