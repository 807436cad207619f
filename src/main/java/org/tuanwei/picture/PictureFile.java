package org.tuanwei.picture;

import java.util.Locale;

/**
 * What is known of a file before a single pixel is decoded.
 *
 * @param width pixels as stored, before the orientation
 * @param height pixels as stored, before the orientation
 * @param orientation EXIF 1–8
 * @param bytes the file without everything that is not needed to decode its pixels
 */
@SuppressWarnings("ArrayRecordComponent")
record PictureFile(Format format, int width, int height, Orientation orientation, byte[] bytes) {

    /** The two formats taken. */
    enum Format {
        JPEG("jpeg", "image/jpeg"),
        PNG("png", "image/png");

        final String reader;
        final String contentType;

        Format(String reader, String contentType) {
            this.reader = reader;
            this.contentType = contentType;
        }
    }

    static final String DAMAGED = "图片文件不完整或已损坏，请用看图软件另存一份后再上传";

    /** Reads the structure of the file within the limits; decodes nothing. */
    static PictureFile read(byte[] bytes, PictureLimits limits) throws PictureRefused {
        if (bytes.length == 0) {
            throw new PictureRefused("没有选择图片，或图片是空文件");
        }
        if (bytes.length > limits.maximumBytes()) {
            throw new PictureRefused(
                    "图片文件 " + megabytes(bytes.length) + " MB，不得超过 " + megabytes(limits.maximumBytes()) + " MB，请缩小后再上传");
        }
        ByteView file = new ByteView(bytes);
        if (file.has(0, PngStructure.SIGNATURE)) {
            return PngStructure.read(file, limits);
        }
        if (file.at(0) == 0xff && file.at(1) == 0xd8 && file.at(2) == 0xff) {
            return JpegStructure.read(file, limits);
        }
        throw FileKind.refusal(file);
    }

    /** Called as soon as the header is read, before anything of the size of the picture is touched. */
    static void checkDimensions(long width, long height, PictureLimits limits) throws PictureRefused {
        if (width <= 0 || height <= 0) {
            throw new PictureRefused(DAMAGED);
        }
        if (width > limits.maximumSide() || height > limits.maximumSide()) {
            throw new PictureRefused(
                    "图片尺寸 " + width + "×" + height + " 像素，任一边不得超过 " + limits.maximumSide() + " 像素，请缩小后再上传");
        }
        if (width * height > limits.maximumPixels()) {
            throw new PictureRefused("图片尺寸 " + width + "×" + height + " 像素，共 " + width * height / 10_000 + " 万像素，不得超过 "
                    + limits.maximumPixels() / 10_000 + " 万像素，请缩小后再上传");
        }
    }

    private static String megabytes(int bytes) {
        return bytes % 1_048_576 == 0
                ? String.valueOf(bytes / 1_048_576)
                : String.format(Locale.ROOT, "%.1f", Math.ceil(bytes / 104_857.6) / 10);
    }

    int uprightWidth() {
        return orientation.swapsSides() ? height : width;
    }

    int uprightHeight() {
        return orientation.swapsSides() ? width : height;
    }
}
