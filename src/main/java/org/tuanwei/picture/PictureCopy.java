package org.tuanwei.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A whole picture as it may be kept: upright, not larger than a page needs, made anew from its pixels, so that no
 * metadata and nothing foreign comes along.
 *
 * @param contentType {@code image/png} or {@code image/jpeg}
 */
@SuppressWarnings("ArrayRecordComponent")
public record PictureCopy(byte[] bytes, String contentType) {

    /** The longest side of a copy; enough to read a screen shot. */
    private static final int LONGEST_SIDE = 2560;

    static PictureCopy of(PictureFile picture, AtomicBoolean givenUp) throws IOException, PictureRefused {
        BufferedImage upright = upright(decode(picture, givenUp), picture.orientation());
        boolean png = picture.format() == PictureFile.Format.PNG;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(upright, png ? "png" : "jpeg", bytes)) {
            throw new PictureRefused(PictureFile.DAMAGED);
        }
        return new PictureCopy(bytes.toByteArray(), picture.format().contentType);
    }

    private static BufferedImage decode(PictureFile picture, AtomicBoolean givenUp) throws IOException, PictureRefused {
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(picture.format().reader).next();
        reader.addIIOReadProgressListener(new Patience(givenUp));
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.bytes()))) {
            reader.setInput(input, true, true);
            if (reader.getWidth(0) != picture.width() || reader.getHeight(0) != picture.height()) {
                throw new PictureRefused(PictureFile.DAMAGED);
            }
            ImageReadParam param = reader.getDefaultReadParam();
            int longest = Math.max(picture.width(), picture.height());
            int step = Math.max(1, longest / LONGEST_SIDE);
            param.setSourceSubsampling(step, step, 0, 0);
            return scaled(reader.read(0, param));
        } finally {
            reader.dispose();
        }
    }

    /** On white and without alpha: what is sent about a problem is looked at, not laid over something. */
    private static BufferedImage scaled(BufferedImage image) {
        double factor = Math.min(1.0, (double) LONGEST_SIDE / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        BufferedImage plain = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = plain.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(image, 0, 0, width, height, null);
        pen.dispose();
        return plain;
    }

    private static BufferedImage upright(BufferedImage stored, Orientation orientation) {
        if (orientation == Orientation.UPRIGHT) {
            return stored;
        }
        int width = orientation.swapsSides() ? stored.getHeight() : stored.getWidth();
        int height = orientation.swapsSides() ? stored.getWidth() : stored.getHeight();
        BufferedImage upright = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                upright.setRGB(
                        x,
                        y,
                        stored.getRGB(
                                orientation.storedX(x, y, stored.getWidth()),
                                orientation.storedY(x, y, stored.getHeight())));
            }
        }
        return upright;
    }
}
