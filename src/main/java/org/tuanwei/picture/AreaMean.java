package org.tuanwei.picture;

/** Scales a square plane of values so that each new value is the mean of the area it covers. */
final class AreaMean {

    private AreaMean() {}

    static float[] scale(float[] source, int from, int to) {
        if (from == to) {
            return source;
        }
        float[] rows = new float[from * to];
        double step = (double) from / to;
        for (int x = 0; x < to; x++) {
            double start = x * step;
            double end = start + step;
            for (int i = (int) start; i < end && i < from; i++) {
                float weight = (float) ((Math.min(i + 1, end) - Math.max(i, start)) / step);
                for (int y = 0; y < from; y++) {
                    rows[y * to + x] += source[y * from + i] * weight;
                }
            }
        }
        float[] result = new float[to * to];
        for (int y = 0; y < to; y++) {
            double start = y * step;
            double end = start + step;
            for (int i = (int) start; i < end && i < from; i++) {
                float weight = (float) ((Math.min(i + 1, end) - Math.max(i, start)) / step);
                for (int x = 0; x < to; x++) {
                    result[y * to + x] += rows[i * to + x] * weight;
                }
            }
        }
        return result;
    }
}
