package org.tuanwei.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tuanwei.picture.Finding.Aspect;
import org.tuanwei.picture.Pictures.Motif;

class ImageJudgeTest {

    private static final Requirements REQUIRED = new Requirements(180, 2.0, 4.0, 92);
    private static final ImageJudge JUDGE = new ImageJudge(PictureLimits.standard());

    @AfterAll
    static void close() {
        JUDGE.close();
    }

    @ParameterizedTest
    @EnumSource(Motif.class)
    void acceptsSharpPicturesOfEveryKindAndSize(Motif motif) throws Exception {
        for (int side : new int[] {180, 260, 512}) {
            byte[] file = Pictures.jpeg(Pictures.sharp(motif, side, side, side), 0.85f);
            assertThat(failed(JUDGE.judge(file, null))).as("%s %d", motif, side).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Motif.class)
    void findsPicturesOutOfFocusBlurred(Motif motif) throws Exception {
        for (int side : new int[] {240, 512}) {
            for (double deviation : new double[] {2, 3, 5}) {
                BufferedImage blurred = Pictures.blurred(Pictures.sharp(motif, side, side, side), deviation);
                assertThat(failed(JUDGE.judge(Pictures.jpeg(blurred, 0.85f), null)))
                        .as("%s %d blurred by %s", motif, side, deviation)
                        .contains(Aspect.SHARPNESS);
            }
        }
    }

    @Test
    void findsAnIconBlownUpBlurred() throws Exception {
        BufferedImage enlarged = Pictures.enlargedFrom(Pictures.sharp(Motif.PORTRAIT, 600, 600, 1), 40);
        assertThat(failed(JUDGE.judge(Pictures.jpeg(enlarged, 0.9f), null))).contains(Aspect.SHARPNESS);
    }

    @Test
    void moreBlurNeverLooksSharper() throws Exception {
        for (Motif motif : Motif.values()) {
            BufferedImage sharp = Pictures.sharp(motif, 400, 400, 11);
            double before = Double.MAX_VALUE;
            for (double deviation : new double[] {0.5, 1, 1.5, 2, 3}) {
                double now = JUDGE.judge(Pictures.png(Pictures.blurred(sharp, deviation)), null)
                        .measures()
                        .sharpness();
                assertThat(now).as("%s blurred by %s", motif, deviation).isLessThan(before);
                before = now;
            }
        }
    }

    @Test
    void saysWithNumbersWhatIsWrong() throws Exception {
        byte[] small = Pictures.png(Pictures.sharp(Motif.EMBLEM, 120, 400, 1));
        assertThat(text(JUDGE.judge(small, null), Aspect.SIZE)).isEqualTo("图片太小：宽 120 像素，要求不少于 180 像素");
        byte[] large = Pictures.png(Pictures.sharp(Motif.EMBLEM, 400, 400, 1));
        assertThat(text(JUDGE.judge(large, new Crop(10, 10, 100)), Aspect.SIZE))
                .startsWith("裁剪范围太小：边长 100 像素，要求不少于 180 像素");
        assertThat(text(JUDGE.judge(Pictures.bad(), null), Aspect.SHARPNESS))
                .matches("图片模糊：清晰度 \\d\\.\\d，要求不低于 2\\.0（.*）");
    }

    @Test
    void knowsDefaultPicturesInOtherColoursSizesAndPlaces() throws Exception {
        List<DefaultPictures.Figure> figures =
                List.of(DefaultPictures.silhouette(0.37), DefaultPictures.ringedSilhouette(), DefaultPictures.camera());
        int[][] colours = {{0xdddddd, 0x888888}, {0xffffff, 0x3366cc}, {0x3366cc, 0xffffff}, {0x444444, 0xeeeeee}};
        for (DefaultPictures.Figure figure : figures) {
            for (int[] colour : colours) {
                for (double shift : new double[] {0, 0.02}) {
                    byte[] file = Pictures.jpeg(drawn(figure, 300, colour[0], colour[1], shift), 0.7f);
                    assertThat(failed(JUDGE.judge(file, null))).contains(Aspect.DEFAULT_PICTURE);
                }
            }
        }
    }

    @Test
    void findsOneColourAndNextToNothing() throws Exception {
        BufferedImage flat = drawn((x, y) -> false, 300, 0x3366cc, 0, 0);
        assertThat(failed(JUDGE.judge(Pictures.jpeg(flat, 0.8f), null))).contains(Aspect.VARIETY);
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            flat.setRGB(random.nextInt(300), random.nextInt(300), 0x3464ca);
        }
        assertThat(failed(JUDGE.judge(Pictures.png(flat), null))).contains(Aspect.VARIETY);
    }

    @Test
    void keepsPixelsAndNothingElse() throws Exception {
        byte[] jpeg = Pictures.jpeg(Pictures.sharp(Motif.CAMPUS, 900, 700, 4), 0.9f);
        byte[] loaded = Files.withSegment(
                Files.withSegment(jpeg, 0xe1, Files.join(Files.exif(1), Files.text("GPS 31.2304N Zhang"))),
                0xfe,
                Files.text("taken by Zhang San"));
        JudgedPicture kept = JUDGE.judge(loaded, null);
        assertThat(latin(kept.bytes())).doesNotContain("GPS", "Zhang", "Exif");
        assertThat(latin(kept.preview())).doesNotContain("GPS", "Zhang", "Exif");
        byte[] png = Files.withChunk(
                Pictures.png(Pictures.sharp(Motif.CAMPUS, 300, 300, 4)), "tEXt", Files.text("Author\0Zhang San"));
        assertThat(latin(JUDGE.judge(png, null).bytes())).doesNotContain("Author", "Zhang");
    }

    @Test
    void storesASquareOfAtMost640Pixels() throws Exception {
        for (int[] size : new int[][] {{180, 180}, {200, 900}, {3000, 2000}, {641, 640}}) {
            JudgedPicture kept =
                    JUDGE.judge(Pictures.jpeg(Pictures.sharp(Motif.LANDSCAPE, size[0], size[1], 2), 0.8f), null);
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(kept.bytes()));
            assertThat(image.getWidth()).isEqualTo(image.getHeight()).isEqualTo(kept.side());
            assertThat(kept.side()).isEqualTo(Math.min(640, Math.min(size[0], size[1])));
            assertThat(kept.measures().width()).isEqualTo(size[0]);
            assertThat(kept.measures().height()).isEqualTo(size[1]);
        }
    }

    @Test
    void cutsOutWhatWasMarked() throws Exception {
        BufferedImage image = Pictures.sharp(Motif.CHARACTERS, 800, 600, 9);
        JudgedPicture kept = JUDGE.judge(Pictures.png(image), new Crop(350, 120, 300));
        BufferedImage cut = ImageIO.read(new ByteArrayInputStream(kept.bytes()));
        for (int i = 0; i < 300; i += 7) {
            assertThat(cut.getRGB(i, 299 - i)).isEqualTo(image.getRGB(350 + i, 120 + 299 - i));
        }
    }

    @Test
    void refusesAMarkOutsideThePicture() {
        byte[] file = Pictures.png(Pictures.sharp(Motif.EMBLEM, 300, 300, 1));
        for (Crop crop : List.of(
                new Crop(-1, 0, 200),
                new Crop(0, 101, 200),
                new Crop(0, 0, 301),
                new Crop(0, 0, 0),
                new Crop(Integer.MAX_VALUE, 0, 200),
                new Crop(0, 0, Integer.MAX_VALUE))) {
            assertRefused(() -> JUDGE.judge(file, crop), "裁剪范围");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsThePictureUprightFirst(int value) throws Exception {
        BufferedImage upright = Pictures.sharp(Motif.CAMPUS, 400, 300, 5);
        Orientation orientation = Orientation.values()[value - 1];
        boolean swapped = orientation.swapsSides();
        BufferedImage stored = new BufferedImage(swapped ? 300 : 400, swapped ? 400 : 300, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 400; x++) {
                stored.setRGB(
                        orientation.storedX(x, y, stored.getWidth()),
                        orientation.storedY(x, y, stored.getHeight()),
                        upright.getRGB(x, y));
            }
        }
        Crop crop = new Crop(90, 20, 250);
        BufferedImage expected = upright.getSubimage(90, 20, 250, 250);
        for (boolean little : new boolean[] {true, false}) {
            byte[] png = Files.withChunk(Pictures.png(stored), "eXIf", Files.orientation(value, little));
            JudgedPicture kept = JUDGE.judge(png, crop);
            assertThat(kept.measures().width()).isEqualTo(400);
            assertSame(kept, expected, 0);
        }
        byte[] jpeg = Files.withSegment(Pictures.jpeg(stored, 0.98f), 0xe1, Files.exif(value));
        assertSame(JUDGE.judge(jpeg, crop), expected, 12);
    }

    @Test
    void keepsGreyValuesAndTransparency() throws Exception {
        BufferedImage grey = new BufferedImage(200, 200, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage clear = new BufferedImage(200, 200, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 200; x++) {
                grey.getRaster().setSample(x, y, 0, x);
                clear.setRGB(x, y, x < 100 ? 0x00ffffff : 0xff2040c0);
            }
        }
        BufferedImage keptGrey = ImageIO.read(
                new ByteArrayInputStream(JUDGE.judge(Pictures.png(grey), null).bytes()));
        assertThat(keptGrey.getRGB(120, 50) & 0xff).isEqualTo(120);
        BufferedImage keptClear = ImageIO.read(
                new ByteArrayInputStream(JUDGE.judge(Pictures.png(clear), null).bytes()));
        assertThat(keptClear.getRGB(20, 20) >>> 24).isZero();
        assertThat(keptClear.getRGB(150, 20)).isEqualTo(0xff2040c0);
    }

    @Test
    void callsOtherFilesByTheirName() {
        Map<String, byte[]> files = new HashMap<>();
        files.put("SVG 矢量图", Files.text("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
        files.put("GIF 动图", Files.text("GIF89a.........."));
        files.put("WebP 图片", Files.text("RIFF\0\0\0\0WEBPVP8 "));
        files.put("BMP 位图", Files.text("BM.............."));
        files.put("TIFF 图片", Files.text("II*\0............"));
        files.put("HEIC 图片", Files.text("\0\0\0\u0018ftypheic...."));
        files.put("PDF 文档", Files.text("%PDF-1.7 ......."));
        files.put("网页文件", Files.text("  <!DOCTYPE html><html><script>alert(1)</script>"));
        files.put("压缩包或 Office 文档", Files.zip());
        files.put("可执行程序", Files.text("MZ.............."));
        files.put("无法识别", Files.text("just some text in a file called avatar.jpg"));
        files.forEach((name, bytes) -> assertRefused(() -> JUDGE.judge(bytes, null), name));
        byte[] utf16 = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_16);
        assertRefused(() -> JUDGE.judge(utf16, null), "SVG 矢量图");
        assertRefused(() -> JUDGE.judge(new byte[0], null), "没有选择图片");
    }

    @Test
    void refusesPicturesThatAreASecondKindOfFile() {
        byte[] jpeg = Pictures.good();
        byte[] png = Pictures.png(Pictures.sharp(Motif.EMBLEM, 300, 300, 1));
        for (byte[] picture : List.of(jpeg, png)) {
            assertRefused(() -> JUDGE.judge(Files.join(picture, Files.zip()), null), "夹带了压缩包");
            assertRefused(() -> JUDGE.judge(Files.join(picture, Files.text("<HTML><body>")), null), "夹带了网页");
            assertRefused(() -> JUDGE.judge(Files.join(picture, Files.text("<?php eval($_GET[0]);")), null), "夹带了程序代码");
        }
        byte[] script = Files.text("*/=1;</style><ScRiPt src=//x.example></script>");
        assertRefused(() -> JUDGE.judge(Files.withSegment(jpeg, 0xfe, script), null), "夹带了网页脚本");
        assertRefused(() -> JUDGE.judge(Files.withSegment(jpeg, 0xe1, script), null), "夹带了网页脚本");
        assertRefused(() -> JUDGE.judge(Files.withSegment(jpeg, 0xe0, script), null), "夹带了网页脚本");
        assertRefused(() -> JUDGE.judge(Files.withChunk(png, "tEXt", script), null), "夹带了网页脚本");
        assertRefused(() -> JUDGE.judge(Files.withChunk(png, "eXIf", script), null), "夹带了网页脚本");
        assertRefused(() -> JUDGE.judge(Files.withSegment(jpeg, 0xfe, Files.text("%PDF-1.4 obj")), null), "夹带了PDF");
    }

    @Test
    void toleratesWhatPhonesAppend() throws Exception {
        byte[] motionPhoto = Files.join(Pictures.good(), Files.text("\0\0\0\u0018ftypmp42"), new byte[5000]);
        assertThat(failed(JUDGE.judge(motionPhoto, null))).isEmpty();
        byte[] twoPictures = Files.join(Pictures.good(), Pictures.good());
        assertThat(failed(JUDGE.judge(twoPictures, null))).isEmpty();
    }

    @Test
    void refusesBySizeBeforeDecoding() {
        byte[] tooLong = Arrays.copyOf(Pictures.good(), 5 * 1024 * 1024 + 1);
        assertRefused(() -> JUDGE.judge(tooLong, null), "不得超过 5 MB");
        byte[] few = new byte[100];
        assertRefused(() -> JUDGE.judge(Files.png(6001, 10, 8, 2, few), null), "任一边不得超过 6000 像素");
        assertRefused(() -> JUDGE.judge(Files.png(6000, 4001, 8, 2, few), null), "不得超过 2400 万像素");
        assertRefused(() -> JUDGE.judge(Files.png(Integer.MAX_VALUE, Integer.MAX_VALUE, 8, 2, few), null), "不得超过");
        assertRefused(() -> JUDGE.judge(Files.png(-5, 100, 8, 2, few), null), "不得超过");
        assertRefused(() -> JUDGE.judge(Files.png(0, 100, 8, 2, few), null), "损坏");
        byte[] jpeg = Pictures.good();
        int frame = Files.frame(jpeg);
        Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xff);
        assertRefused(() -> JUDGE.judge(jpeg, null), "65535×65535 像素，任一边不得超过 6000 像素");
    }

    @Test
    void decodesTheLargestPictureInLittleMemory() throws Exception {
        // 16 bits and alpha: 192 MB when decoded as a whole
        byte[] rows = new byte[4000 * (1 + 6000 * 8)];
        byte[] file = Files.png(6000, 4000, 16, 6, rows);
        assertThat(file.length).isLessThan(1024 * 1024);
        JudgedPicture kept = JUDGE.judge(file, null);
        assertThat(kept.side()).isEqualTo(640);
        assertThat(failed(kept)).contains(Aspect.VARIETY);
    }

    @Test
    void refusesDeceptiveStructures() {
        byte[] jpeg = Pictures.good();
        byte[] png = Pictures.png(Pictures.sharp(Motif.EMBLEM, 300, 300, 1));
        assertRefused(() -> JUDGE.judge(Arrays.copyOf(jpeg, jpeg.length - 400), null), "不完整");
        assertRefused(() -> JUDGE.judge(Arrays.copyOf(png, png.length - 40), null), "不完整");
        byte[] flipped = png.clone();
        flipped[60] ^= 1;
        assertRefused(() -> JUDGE.judge(flipped, null), "损坏");
        int frame = Files.frame(jpeg);
        int length = (jpeg[frame + 2] & 0xff) << 8 | jpeg[frame + 3] & 0xff;
        byte[] twice = Files.join(
                Arrays.copyOf(jpeg, frame),
                Arrays.copyOfRange(jpeg, frame, frame + 2 + length),
                Arrays.copyOfRange(jpeg, frame, jpeg.length));
        assertRefused(() -> JUDGE.judge(twice, null), "损坏");
        byte[] cmyk = jpeg.clone();
        cmyk[frame + 9] = 4;
        assertRefused(() -> JUDGE.judge(cmyk, null), "CMYK");
        byte[] arithmetic = jpeg.clone();
        arithmetic[frame + 1] = (byte) 0xc9;
        assertRefused(() -> JUDGE.judge(arithmetic, null), "编码方式");
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0};
        byte[] manyScans = Arrays.copyOf(jpeg, jpeg.length - 2);
        for (int i = 0; i < 60; i++) {
            manyScans = Files.join(manyScans, scan);
        }
        byte[] endless = Files.join(manyScans, new byte[] {(byte) 0xff, (byte) 0xd9});
        assertRefused(() -> JUDGE.judge(endless, null), "损坏");
        assertRefused(() -> JUDGE.judge(Files.png(300, 300, 8, 2, new byte[300]), null), "损坏");
    }

    @Test
    void endsInAJudgementOrARefusalWhateverBytesCome() {
        byte[] jpeg = Pictures.jpeg(Pictures.sharp(Motif.PORTRAIT, 200, 200, 1), 0.7f);
        byte[] png = Pictures.png(Pictures.sharp(Motif.EMBLEM, 200, 200, 1));
        Random random = new Random(20261122);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = (round % 2 == 0 ? jpeg : png).clone();
            int changes = 1 + random.nextInt(8);
            for (int i = 0; i < changes; i++) {
                // headers are where decoders go wrong
                int reach = random.nextBoolean() ? Math.min(700, bytes.length) : bytes.length;
                bytes[random.nextInt(reach)] = (byte) random.nextInt(256);
            }
            if (round % 5 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            byte[] file = bytes;
            try {
                JudgedPicture kept = JUDGE.judge(file, null);
                assertThat(kept.side()).isBetween(1, 640);
                assertThat(kept.bytes()).isNotEmpty();
            } catch (PictureRefused refused) {
                assertThat(refused.reason()).isNotBlank();
            }
        }
    }

    @Test
    void givesUpInTimeAndFreesThePlace() throws Exception {
        byte[] large = Pictures.jpeg(Pictures.sharp(Motif.LANDSCAPE, 3000, 3000, 2), 0.8f);
        var hasty = new PictureLimits(5 << 20, 6000, 24_000_000L, java.time.Duration.ofMillis(1), 1);
        try (ImageJudge judge = new ImageJudge(hasty)) {
            for (int i = 0; i < 3; i++) {
                PictureRefused refused = catchThrowableOfType(PictureRefused.class, () -> judge.judge(large, null));
                assertThat(refused.reason()).containsAnyOf("超时", "稍后再试");
            }
        }
        var single = new PictureLimits(5 << 20, 6000, 24_000_000L, java.time.Duration.ofSeconds(20), 1);
        try (ImageJudge judge = new ImageJudge(single)) {
            for (int i = 0; i < 3; i++) {
                assertThat(judge.judge(large, null).side()).isEqualTo(640);
            }
        }
    }

    private static List<Aspect> failed(JudgedPicture picture) {
        return REQUIRED.judge(picture.measures()).stream()
                .filter(finding -> !finding.passed())
                .map(Finding::aspect)
                .toList();
    }

    private static String text(JudgedPicture picture, Aspect aspect) {
        return REQUIRED.judge(picture.measures()).stream()
                .filter(finding -> finding.aspect() == aspect)
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static BufferedImage drawn(DefaultPictures.Figure figure, int side, int ground, int colour, double shift) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean covered = figure.covers((x + 0.5) / side + shift, (y + 0.5) / side - shift);
                image.setRGB(x, y, covered ? colour : ground);
            }
        }
        return image;
    }

    private static void assertSame(JudgedPicture kept, BufferedImage expected, int tolerance) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(kept.bytes()));
        assertThat(image.getWidth()).isEqualTo(expected.getWidth());
        double difference = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                difference += Math.abs((image.getRGB(x, y) >> 8 & 255) - (expected.getRGB(x, y) >> 8 & 255));
            }
        }
        assertThat(difference / (image.getWidth() * image.getHeight())).isCloseTo(0, within(tolerance + 0.001));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String reason) {
        assertThatThrownBy(call).isInstanceOf(PictureRefused.class).hasMessageContaining(reason);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
