package org.tuanwei.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Builds picture files byte by byte, as attackers and odd cameras do. */
final class Files {

    private Files() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** A smallest ZIP archive: local header, central directory and its end. */
    static byte[] zip() {
        byte[] archive = new byte[30 + 46 + 22];
        System.arraycopy(text("PK\3\4"), 0, archive, 0, 4);
        System.arraycopy(text("PK\1\2"), 0, archive, 30, 4);
        System.arraycopy(text("PK\5\6"), 0, archive, 76, 4);
        return archive;
    }

    static byte[] chunk(String type, byte[] data) {
        byte[] typed = join(text(type), data);
        CRC32 crc = new CRC32();
        crc.update(typed);
        return ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(typed)
                .putInt((int) crc.getValue())
                .array();
    }

    /** A PNG whose header claims what is given, with the given bytes as its deflated rows. */
    static byte[] png(int width, int height, int depth, int colourType, byte[] rows) {
        Deflater deflater = new Deflater(9);
        deflater.setInput(rows);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] buffer = new byte[65536];
        while (!deflater.finished()) {
            packed.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colourType)
                .put(new byte[3])
                .array();
        return join(
                PngStructure.SIGNATURE.getBytes(StandardCharsets.ISO_8859_1),
                chunk("IHDR", header),
                chunk("IDAT", packed.toByteArray()),
                chunk("IEND", new byte[0]));
    }

    /** Puts a chunk behind the header of a PNG. */
    static byte[] withChunk(byte[] png, String type, byte[] data) {
        return join(Arrays.copyOf(png, 33), chunk(type, data), Arrays.copyOfRange(png, 33, png.length));
    }

    /** Puts a segment behind the start of a JPEG. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        byte[] head = {(byte) 0xff, (byte) marker, (byte) (data.length + 2 >> 8), (byte) (data.length + 2)};
        return join(Arrays.copyOf(jpeg, 2), head, data, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A TIFF block with nothing but the orientation. */
    static byte[] orientation(int value, boolean littleEndian) {
        ByteBuffer block = ByteBuffer.allocate(26);
        block.order(littleEndian ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN);
        block.put(text(littleEndian ? "II" : "MM")).putShort((short) 42).putInt(8);
        block.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        block.putShort((short) value).putShort((short) 0).putInt(0);
        return block.array();
    }

    static byte[] exif(int orientation) {
        return join(text("Exif\0\0"), orientation(orientation, false));
    }

    /** Where a JPEG's frame header stands. */
    static int frame(byte[] jpeg) {
        for (int i = 2; i < jpeg.length - 1; ) {
            int marker = jpeg[i + 1] & 0xff;
            if (marker >= 0xc0 && marker <= 0xc2) {
                return i;
            }
            i += 2 + ((jpeg[i + 2] & 0xff) << 8 | jpeg[i + 3] & 0xff);
        }
        throw new IllegalArgumentException("no frame");
    }
}
