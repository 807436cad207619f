package org.tuanwei.picture;

/** A picture reduced to grey at the size at which an avatar is shown; everything judged is measured on it. */
final class GreyPicture {

    /** The side of an avatar on the page: blur that cannot be seen at this size does not count. */
    static final int SIDE = 180;

    /** What JPEG compression leaves behind in a flat or blurred picture; keeps it from passing for detail. */
    private static final double NOISE = 5;

    private static final int REACH = 3;
    private static final float[] GAUSSIAN = gaussian();

    private final float[] grey;

    private GreyPicture(float[] grey) {
        this.grey = grey;
    }

    static GreyPicture of(Pixels pixels) {
        return new GreyPicture(AreaMean.scale(pixels.grey(), pixels.side(), SIDE));
    }

    static GreyPicture of(float[] grey) {
        return new GreyPicture(grey);
    }

    /** Standard deviation of the grey values. */
    double contrast() {
        return Math.sqrt(variance(grey));
    }

    /**
     * How many times the variance of the Laplacian falls when the picture is blurred by one more pixel: a sharp
     * picture loses most of it (5–30 times), a blurred one has nothing left to lose (about once). The quotient
     * does not depend on how busy or how pale the picture is, which the bare variance does.
     */
    double sharpness() {
        return detail(grey) / (detail(blurredByOnePixel()) + NOISE);
    }

    private static double detail(float[] grey) {
        float[] laplacian = new float[(SIDE - 2) * (SIDE - 2)];
        int k = 0;
        for (int y = 1; y < SIDE - 1; y++) {
            for (int x = 1; x < SIDE - 1; x++) {
                int i = y * SIDE + x;
                laplacian[k++] = grey[i - 1] + grey[i + 1] + grey[i - SIDE] + grey[i + SIDE] - 4 * grey[i];
            }
        }
        return variance(laplacian);
    }

    private float[] blurredByOnePixel() {
        float[] across = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                for (int k = 0; k < GAUSSIAN.length; k++) {
                    across[y * SIDE + x] += GAUSSIAN[k] * grey[y * SIDE + inside(x + k - REACH)];
                }
            }
        }
        float[] both = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int k = 0; k < GAUSSIAN.length; k++) {
                int row = inside(y + k - REACH) * SIDE;
                for (int x = 0; x < SIDE; x++) {
                    both[y * SIDE + x] += GAUSSIAN[k] * across[row + x];
                }
            }
        }
        return both;
    }

    private static int inside(int index) {
        return Math.max(0, Math.min(SIDE - 1, index));
    }

    private static float[] gaussian() {
        float[] weights = new float[2 * REACH + 1];
        float sum = 0;
        for (int i = -REACH; i <= REACH; i++) {
            weights[i + REACH] = (float) Math.exp(-i * i / 2.0);
            sum += weights[i + REACH];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(grey, SIDE);
    }

    private static double variance(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float v : values) {
            sum += v;
            squares += (double) v * v;
        }
        double mean = sum / values.length;
        return Math.max(0, squares / values.length - mean * mean);
    }
}
