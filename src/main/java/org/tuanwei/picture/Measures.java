package org.tuanwei.picture;

/**
 * The numbers of one picture, kept so that a changed requirement can be applied to it again without decoding.
 *
 * @param width pixels of the uploaded picture, upright
 * @param height pixels of the uploaded picture, upright
 * @param side pixels of the square cut out of it
 * @param sharpness how many times fine detail falls under one more pixel of blur, about 1 for a blurred picture
 * @param contrast standard deviation of the grey values, 0–127
 * @param likeness per cent of agreement with the nearest known default picture
 */
public record Measures(int width, int height, int side, double sharpness, double contrast, int likeness) {}
