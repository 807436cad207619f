package org.tuanwei.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;

/**
 * A decoded square, upright, free of colour models.
 *
 * @param argb row by row, not premultiplied
 */
@SuppressWarnings("ArrayRecordComponent")
record Pixels(int side, int[] argb) {

    /** Takes the decoded square as stored and turns it upright. */
    static Pixels of(BufferedImage stored, Orientation orientation) {
        int side = Math.min(stored.getWidth(), stored.getHeight());
        int[] raw = plain(stored, side);
        if (orientation == Orientation.UPRIGHT) {
            return new Pixels(side, raw);
        }
        int[] upright = new int[raw.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                upright[y * side + x] = raw[orientation.storedY(x, y, side) * side + orientation.storedX(x, y, side)];
            }
        }
        return new Pixels(side, upright);
    }

    private static int[] plain(BufferedImage image, int side) {
        if (!(image.getColorModel() instanceof ComponentColorModel model)) {
            return image.getRGB(0, 0, side, side, null, 0, side);
        }
        // read from the raster: the colour model would treat grey values as linear light and brighten them
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int shift = Math.max(0, model.getComponentSize(0) - 8);
        int[] row = new int[side * bands];
        int[] argb = new int[side * side];
        for (int y = 0; y < side; y++) {
            raster.getPixels(0, y, side, 1, row);
            for (int x = 0; x < side; x++) {
                int at = x * bands;
                int red = row[at] >>> shift;
                int green = bands < 3 ? red : row[at + 1] >>> shift;
                int blue = bands < 3 ? red : row[at + 2] >>> shift;
                int alpha = bands == 2 || bands == 4 ? row[at + bands - 1] >>> shift : 255;
                argb[y * side + x] = alpha << 24 | red << 16 | green << 8 | blue;
            }
        }
        return argb;
    }

    /** The same picture in fewer pixels, each the mean of the area it covers; never enlarged. */
    Pixels reducedTo(int target) {
        if (side <= target) {
            return this;
        }
        float[][] planes = new float[4][side * side];
        for (int i = 0; i < argb.length; i++) {
            float alpha = argb[i] >>> 24;
            planes[0][i] = alpha;
            planes[1][i] = (argb[i] >> 16 & 255) * alpha;
            planes[2][i] = (argb[i] >> 8 & 255) * alpha;
            planes[3][i] = (argb[i] & 255) * alpha;
        }
        for (int i = 0; i < 4; i++) {
            planes[i] = AreaMean.scale(planes[i], side, target);
        }
        int[] result = new int[target * target];
        for (int i = 0; i < result.length; i++) {
            float alpha = planes[0][i];
            if (alpha > 0) {
                result[i] = channel(alpha) << 24
                        | channel(planes[1][i] / alpha) << 16
                        | channel(planes[2][i] / alpha) << 8
                        | channel(planes[3][i] / alpha);
            }
        }
        return new Pixels(target, result);
    }

    /** Grey values as seen on a white page. */
    float[] grey() {
        float[] grey = new float[argb.length];
        for (int i = 0; i < argb.length; i++) {
            int p = argb[i];
            float alpha = (p >>> 24) / 255f;
            float light = 0.299f * (p >> 16 & 255) + 0.587f * (p >> 8 & 255) + 0.114f * (p & 255);
            grey[i] = light * alpha + 255 * (1 - alpha);
        }
        return grey;
    }

    boolean transparent() {
        for (int p : argb) {
            if (p >>> 24 != 255) {
                return true;
            }
        }
        return false;
    }

    /** An image without alpha, transparent parts on white. */
    BufferedImage opaqueImage() {
        int[] rgb = new int[argb.length];
        for (int i = 0; i < argb.length; i++) {
            int p = argb[i];
            int alpha = p >>> 24;
            rgb[i] = onWhite(p >> 16 & 255, alpha) << 16 | onWhite(p >> 8 & 255, alpha) << 8 | onWhite(p & 255, alpha);
        }
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, side, side, rgb, 0, side);
        return image;
    }

    BufferedImage image() {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, side, side, argb, 0, side);
        return image;
    }

    private static int onWhite(int channel, int alpha) {
        return (channel * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    private static int channel(float value) {
        return Math.max(0, Math.min(255, Math.round(value)));
    }
}
