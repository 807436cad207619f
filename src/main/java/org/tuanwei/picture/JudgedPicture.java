package org.tuanwei.picture;

/**
 * The square picture as it may be stored, re-encoded from pixels, with its measures.
 *
 * @param bytes the new file
 * @param preview a small JPEG of it, for forms that carry their pictures inside
 * @param contentType {@code image/png} or {@code image/jpeg}
 * @param side pixels of the stored square
 */
@SuppressWarnings("ArrayRecordComponent")
public record JudgedPicture(byte[] bytes, byte[] preview, String contentType, int side, Measures measures) {}
