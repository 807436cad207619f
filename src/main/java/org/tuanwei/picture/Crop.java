package org.tuanwei.picture;

/**
 * The square that the uploader cut out, in pixels of the upright picture (after its EXIF orientation).
 *
 * @param x left edge
 * @param y upper edge
 * @param side length of the square
 */
public record Crop(int x, int y, int side) {

    /** The largest square in the middle, used when nothing was cut out. */
    static Crop centre(int width, int height) {
        int side = Math.min(width, height);
        return new Crop((width - side) / 2, (height - side) / 2, side);
    }

    boolean inside(int width, int height) {
        return x >= 0 && y >= 0 && side > 0 && side <= width - x && side <= height - y;
    }
}
