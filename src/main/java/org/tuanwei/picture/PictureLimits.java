package org.tuanwei.picture;

import java.time.Duration;

/**
 * What a file may cost before and while it is decoded.
 *
 * @param maximumBytes size of the file
 * @param maximumSide pixels of either side
 * @param maximumPixels width times height
 * @param patience longest wait for a free place and for one decoding
 * @param atOnce decodings at the same time
 */
public record PictureLimits(int maximumBytes, int maximumSide, long maximumPixels, Duration patience, int atOnce) {

    /** 5 MB, 6000 pixels, 24 megapixels, ten seconds, two at once. */
    public static PictureLimits standard() {
        return new PictureLimits(5 * 1024 * 1024, 6000, 24_000_000L, Duration.ofSeconds(10), 2);
    }
}
