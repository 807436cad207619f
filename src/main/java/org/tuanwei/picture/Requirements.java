package org.tuanwei.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tuanwei.picture.Finding.Aspect;

/**
 * What an avatar must reach, and the sentences that say so with the measured numbers beside.
 *
 * @param minimumSide pixels, width and height
 * @param minimumSharpness as in {@link Measures#sharpness()}
 * @param minimumContrast standard deviation of the grey values
 * @param maximumLikeness per cent; from here on a picture counts as a default picture
 */
public record Requirements(int minimumSide, double minimumSharpness, double minimumContrast, int maximumLikeness) {

    /** One finding per aspect, in the order in which they are shown. */
    public List<Finding> judge(Measures m) {
        List<Finding> findings = new ArrayList<>();
        findings.add(size(m));
        findings.add(sharpness(m));
        findings.add(variety(m));
        findings.add(likeness(m));
        return List.copyOf(findings);
    }

    private Finding size(Measures m) {
        if (m.width() < minimumSide || m.height() < minimumSide) {
            List<String> parts = new ArrayList<>();
            if (m.width() < minimumSide) {
                parts.add("宽 " + m.width() + " 像素");
            }
            if (m.height() < minimumSide) {
                parts.add("高 " + m.height() + " 像素");
            }
            return new Finding(Aspect.SIZE, false, "图片太小：" + String.join("、", parts) + "，要求不少于 " + minimumSide + " 像素");
        }
        if (m.side() < minimumSide) {
            return new Finding(
                    Aspect.SIZE, false, "裁剪范围太小：边长 " + m.side() + " 像素，要求不少于 " + minimumSide + " 像素，请把裁剪框放大一些");
        }
        return new Finding(
                Aspect.SIZE,
                true,
                "裁剪后 " + m.side() + "×" + m.side() + " 像素，要求不少于 " + minimumSide + "×" + minimumSide + " 像素");
    }

    private Finding sharpness(Measures m) {
        boolean passed = m.sharpness() >= minimumSharpness;
        return new Finding(
                Aspect.SHARPNESS,
                passed,
                (passed ? "清晰度 " : "图片模糊：清晰度 ") + number(m.sharpness()) + "，要求不低于 " + number(minimumSharpness)
                        + (passed ? "" : "（清晰的图片一般在 4 以上）"));
    }

    private Finding variety(Measures m) {
        boolean passed = m.contrast() >= minimumContrast;
        return new Finding(
                Aspect.VARIETY,
                passed,
                (passed ? "明暗变化 " : "画面几乎是同一种颜色：明暗变化 ") + number(m.contrast()) + "，要求不低于 " + number(minimumContrast));
    }

    private Finding likeness(Measures m) {
        boolean passed = m.likeness() < maximumLikeness;
        return new Finding(
                Aspect.DEFAULT_PICTURE,
                passed,
                passed
                        ? "与已知默认头像相似度 " + m.likeness() + "%，达到 " + maximumLikeness + "% 视为默认头像"
                        : "看上去是系统默认头像：相似度 " + m.likeness() + "%，达到 " + maximumLikeness + "% 即视为默认头像");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
