package org.tuanwei.picture;

import java.io.ByteArrayOutputStream;

/** Walks the segments of a JPEG, checks them and keeps only those that carry pixels. */
final class JpegStructure {

    /** An ordinary progressive JPEG has about ten; hundreds only serve to keep a decoder busy. */
    private static final int MOST_SCANS = 40;

    private static final byte[] PLAIN_JFIF = {
        (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };

    private final ByteView file;
    private final PictureLimits limits;
    private final ByteArrayOutputStream kept;
    private int width;
    private int height;
    private int scans;
    private Orientation orientation = Orientation.UPRIGHT;

    private JpegStructure(ByteView file, PictureLimits limits) {
        this.file = file;
        this.limits = limits;
        this.kept = new ByteArrayOutputStream(file.length());
    }

    static PictureFile read(ByteView file, PictureLimits limits) throws PictureRefused {
        return new JpegStructure(file, limits).walk();
    }

    private PictureFile walk() throws PictureRefused {
        keep(0, 2);
        long position = 2;
        while (true) {
            if (file.at(position) != 0xff) {
                throw damaged();
            }
            while (file.at(position + 1) == 0xff) {
                position++;
            }
            int marker = file.at(position + 1);
            if (marker == 0xd9) {
                keep(position, position + 2);
                position += 2;
                break;
            }
            if (marker <= 0 || marker == 0x01 || marker >= 0xd0 && marker <= 0xd8) {
                throw damaged();
            }
            int length = file.u16(position + 2);
            long end = position + 2 + length;
            if (length < 2 || end > file.length()) {
                throw damaged();
            }
            segment(marker, position, end);
            position = marker == 0xda ? scan(end) : end;
        }
        if (width == 0 || scans == 0) {
            throw damaged();
        }
        FileKind.refuseForeign(file, position, file.length());
        return new PictureFile(PictureFile.Format.JPEG, width, height, orientation, kept.toByteArray());
    }

    private void segment(int marker, long start, long end) throws PictureRefused {
        switch (marker) {
            case 0xc0, 0xc1, 0xc2 -> {
                frame(start, end);
                keep(start, end);
            }
            case 0xc4, 0xdb, 0xdd -> keep(start, end);
            case 0xda -> {
                if (width == 0 || ++scans > MOST_SCANS) {
                    throw damaged();
                }
                keep(start, end);
            }
            case 0xe0 -> {
                if (file.has(start + 4, "JFIF\0")) {
                    kept.write(PLAIN_JFIF, 0, PLAIN_JFIF.length);
                }
                FileKind.refuseForeign(file, start + 4, end);
            }
            case 0xe1 -> {
                if (file.has(start + 4, "Exif\0\0") && orientation == Orientation.UPRIGHT) {
                    orientation = Orientation.ofExif(file, start + 10, end);
                }
                FileKind.refuseForeign(file, start + 4, end);
            }
            case 0xee -> {
                if (file.has(start + 4, "Adobe") && end - start == 16) {
                    keep(start, end);
                }
                FileKind.refuseForeign(file, start + 4, end);
            }
            default -> {
                if (marker >= 0xc0 && marker <= 0xcf || marker == 0xdc || marker == 0xde || marker == 0xdf) {
                    throw new PictureRefused("这种 JPEG 编码方式很少见，无法读取，请用看图软件另存一份后再上传");
                }
                FileKind.refuseForeign(file, start + 4, end);
            }
        }
    }

    private void frame(long start, long end) throws PictureRefused {
        if (width != 0 || end - start < 10) {
            throw damaged();
        }
        PictureFile.checkDimensions(file.u16(start + 7), file.u16(start + 5), limits);
        int components = file.at(start + 9);
        if (components == 4) {
            throw new PictureRefused("这是 CMYK 印刷色彩的 JPEG，网页无法正确显示，请另存为 RGB 色彩后再上传");
        }
        if (file.at(start + 4) != 8 || components != 1 && components != 3 || end - start != 10 + 3L * components) {
            throw damaged();
        }
        width = file.u16(start + 7);
        height = file.u16(start + 5);
    }

    /** Copies the coded pixels that follow a scan header; returns where the next marker stands. */
    private long scan(long from) throws PictureRefused {
        long position = from;
        while (true) {
            int b = file.at(position);
            if (b < 0) {
                throw damaged();
            }
            if (b == 0xff) {
                int next = file.at(position + 1);
                boolean partOfScan = next == 0 || next >= 0xd0 && next <= 0xd7;
                if (!partOfScan && next != 0xff) {
                    keep(from, position);
                    return position;
                }
                position += next == 0xff ? 1 : 2;
            } else {
                position++;
            }
        }
    }

    private void keep(long from, long to) {
        kept.write(file.bytes(), (int) from, (int) (to - from));
    }

    private static PictureRefused damaged() {
        return new PictureRefused(PictureFile.DAMAGED);
    }
}
