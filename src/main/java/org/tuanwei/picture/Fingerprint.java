package org.tuanwei.picture;

/**
 * A perceptual fingerprint of what a picture roughly shows: a thumbnail freed of brightness and contrast, so that
 * scaling, compression, another colour and even the negative of a picture leave it nearly as it is.
 */
final class Fingerprint {

    private static final int SIDE = 20;

    private final float[] values;

    private Fingerprint(float[] values) {
        this.values = values;
    }

    static Fingerprint of(float[] grey, int side) {
        float[] thumbnail = AreaMean.scale(grey, side, SIDE);
        double mean = 0;
        for (float v : thumbnail) {
            mean += v / (double) thumbnail.length;
        }
        double squares = 0;
        for (float v : thumbnail) {
            squares += (v - mean) * (v - mean);
        }
        double length = Math.sqrt(squares);
        float[] values = new float[thumbnail.length];
        for (int i = 0; i < values.length && length > 0; i++) {
            values[i] = (float) ((thumbnail[i] - mean) / length);
        }
        return new Fingerprint(values);
    }

    /** Agreement in per cent; a picture and its negative agree. */
    int likeness(Fingerprint other) {
        double product = 0;
        for (int i = 0; i < values.length; i++) {
            product += values[i] * other.values[i];
        }
        return (int) Math.round(100 * Math.min(1, Math.abs(product)));
    }
}
