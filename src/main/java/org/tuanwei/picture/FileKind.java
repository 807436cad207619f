package org.tuanwei.picture;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says by content what a file is, so that a refusal can call it by its name. */
final class FileKind {

    private static final String WANTED = "请使用 JPEG 或 PNG 格式的图片";

    private record Signature(int offset, String magic, String name) {}

    private static final List<Signature> KNOWN = List.of(
            new Signature(0, "GIF8", "GIF 动图"),
            new Signature(8, "WEBP", "WebP 图片"),
            new Signature(0, "BM", "BMP 位图"),
            new Signature(0, "II*\0", "TIFF 图片"),
            new Signature(0, "MM\0*", "TIFF 图片"),
            new Signature(4, "ftyphei", "HEIC 图片（苹果手机原图）"),
            new Signature(4, "ftyphev", "HEIC 图片（苹果手机原图）"),
            new Signature(4, "ftypmif1", "HEIC 图片（苹果手机原图）"),
            new Signature(4, "ftypavi", "AVIF 图片"),
            new Signature(4, "ftyp", "视频文件"),
            new Signature(0, "%PDF", "PDF 文档"),
            new Signature(0, "PK", "压缩包或 Office 文档"),
            new Signature(0, "Rar!", "压缩包"),
            new Signature(0, "7z\u00bc\u00af", "压缩包"),
            new Signature(0, "\u001f\u008b", "压缩包"),
            new Signature(0, "\u00d0\u00cf\u0011\u00e0", "Office 文档"),
            new Signature(0, "8BPS", "Photoshop 文档"),
            new Signature(0, "MZ", "可执行程序"),
            new Signature(0, "\u007fELF", "可执行程序"),
            new Signature(0, "\0\0\u0001\0", "图标文件"),
            new Signature(0, "\0\0\0\fjP", "JPEG 2000 图片"),
            new Signature(0, "RIFF", "音视频文件"));

    /** Contents that turn a picture into a second kind of file when they stand outside its pixels. */
    private static final List<Signature> FOREIGN = List.of(
            new Signature(0, "<script", "网页脚本"),
            new Signature(0, "<html", "网页"),
            new Signature(0, "<!doctype html", "网页"),
            new Signature(0, "<iframe", "网页"),
            new Signature(0, "<svg", "SVG 矢量图"),
            new Signature(0, "<?php", "程序代码"),
            new Signature(0, "pk\3\4", "压缩包"),
            new Signature(0, "pk\5\6", "压缩包"),
            new Signature(0, "rar!\u001a\7", "压缩包"),
            new Signature(0, "7z\u00bc\u00af'\u001c", "压缩包"),
            new Signature(0, "%pdf-", "PDF 文档"),
            new Signature(0, "gif89a", "GIF 动图"),
            new Signature(0, "\u007felf", "可执行程序"));

    private FileKind() {}

    /** The refusal of a file that starts neither as JPEG nor as PNG. */
    static PictureRefused refusal(ByteView file) {
        String name = name(file);
        if (name == null) {
            return new PictureRefused("无法识别这个文件的格式，" + WANTED);
        }
        String hint = name.startsWith("HEIC") ? "，可在手机上截图或另存为 JPEG 后再上传" : "";
        return new PictureRefused("这是" + name + "，不能用作头像，" + WANTED + hint);
    }

    private static @Nullable String name(ByteView file) {
        for (Signature s : KNOWN) {
            if (file.has(s.offset(), s.magic())) {
                return s.name();
            }
        }
        String head = file.text(0, 1024).replace("\u0000", "").toLowerCase(Locale.ROOT);
        if (head.contains("<svg")) {
            return "SVG 矢量图";
        }
        if (head.contains("<html") || head.contains("<!doctype html") || head.contains("<script")) {
            return "网页文件";
        }
        return head.contains("<?xml") ? "XML 文件" : null;
    }

    /** Refuses a picture that carries another kind of file in the given stretch, which holds no pixels. */
    static void refuseForeign(ByteView file, long from, long to) throws PictureRefused {
        for (Signature s : FOREIGN) {
            if (file.containsIgnoringCase(s.magic(), from, to)) {
                throw new PictureRefused("图片中夹带了" + s.name() + "，不能用作头像，请用看图软件另存一份后再上传");
            }
        }
    }
}
