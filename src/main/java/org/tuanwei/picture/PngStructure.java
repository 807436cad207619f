package org.tuanwei.picture;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/** Walks the chunks of a PNG, checks them and keeps only those that carry pixels. */
final class PngStructure {

    static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

    private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private static final Map<Integer, Set<Integer>> DEPTHS = Map.of(
            0, Set.of(1, 2, 4, 8, 16),
            2, Set.of(8, 16),
            3, Set.of(1, 2, 4, 8),
            4, Set.of(8, 16),
            6, Set.of(8, 16));

    private PngStructure() {}

    static PictureFile read(ByteView file, PictureLimits limits) throws PictureRefused {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length());
        kept.write(file.bytes(), 0, 8);
        long position = 8;
        int width = 0;
        int height = 0;
        boolean pixels = false;
        Orientation orientation = Orientation.UPRIGHT;
        while (true) {
            long length = file.u32(position);
            if (length < 0 || length > file.length() - position - 12) {
                throw new PictureRefused(PictureFile.DAMAGED);
            }
            String type = file.text((int) position + 4, 4);
            long data = position + 8;
            long end = data + length + 4;
            if (crc(file, position + 4, data + length) != file.u32(data + length)) {
                throw new PictureRefused(PictureFile.DAMAGED);
            }
            if ((position == 8) != type.equals("IHDR")) {
                throw new PictureRefused(PictureFile.DAMAGED);
            }
            switch (type) {
                case "IHDR" -> {
                    checkHeader(file, data, length, limits);
                    width = (int) file.u32(data);
                    height = (int) file.u32(data + 4);
                }
                case "IDAT" -> pixels = true;
                case "PLTE", "tRNS", "IEND" -> {}
                case "eXIf" -> {
                    orientation = Orientation.ofExif(file, data, data + length);
                    FileKind.refuseForeign(file, data, data + length);
                }
                default -> {
                    if (Character.isUpperCase(type.charAt(0)) || !type.matches("[A-Za-z]{4}")) {
                        throw new PictureRefused(PictureFile.DAMAGED);
                    }
                    FileKind.refuseForeign(file, data, data + length);
                }
            }
            if (KEPT.contains(type)) {
                kept.write(file.bytes(), (int) position, (int) (end - position));
            }
            position = end;
            if (type.equals("IEND")) {
                break;
            }
        }
        if (!pixels) {
            throw new PictureRefused(PictureFile.DAMAGED);
        }
        FileKind.refuseForeign(file, position, file.length());
        return new PictureFile(PictureFile.Format.PNG, width, height, orientation, kept.toByteArray());
    }

    private static void checkHeader(ByteView file, long data, long length, PictureLimits limits) throws PictureRefused {
        if (length != 13) {
            throw new PictureRefused(PictureFile.DAMAGED);
        }
        PictureFile.checkDimensions(file.u32(data), file.u32(data + 4), limits);
        Set<Integer> depths = DEPTHS.get(file.at(data + 9));
        boolean known = depths != null
                && depths.contains(file.at(data + 8))
                && file.at(data + 10) == 0
                && file.at(data + 11) == 0
                && file.at(data + 12) <= 1;
        if (!known) {
            throw new PictureRefused(PictureFile.DAMAGED);
        }
    }

    private static long crc(ByteView file, long from, long to) {
        CRC32 crc = new CRC32();
        crc.update(file.bytes(), (int) from, (int) (to - from));
        return crc.getValue();
    }
}
