package org.tuanwei.figures;

import java.util.Locale;

/** Says the figures the way the notice says them: 还有 4 个省级团委学校部、近一半的高校团委没有开通微博 (C1–C3). */
final class NoticeSentence {

    private static final double NEAR = 0.02;

    private NoticeSentence() {}

    /** @param units the League units @param schools the schools */
    static String opening(Count units, Count schools) {
        String provinces = units.notOpened() == 0 ? "省级团委学校部都已开通微博" : "还有 " + units.notOpened() + " 个省级团委学校部没有开通微博";
        if (schools.all() == 0) {
            return provinces + "。";
        }
        String rest = schools.notOpened() == 0
                ? "高校团委都已开通微博"
                : share(schools.notOpened(), schools.all()) + "的高校团委没有开通微博（" + number(schools.notOpened()) + " 所，占 "
                        + number(schools.all()) + " 所的 " + Count.percent(schools.notOpened(), schools.all()) + "）";
        return provinces + "，" + rest + "。";
    }

    /** 各省级团委学校部微博仅有 1/3 达到了基础活跃标准; without a measurement it says so. */
    static String activity(Count units) {
        if (units.measured() == 0) {
            return "活跃度尚未统计。";
        }
        double ratio = (double) units.active() / units.measured();
        return "已开通并统计的省级团委学校部微博中，" + (ratio < 0.5 ? "仅有 " : "有 ") + share(units.active(), units.measured())
                + " 达到了基础活跃标准（" + units.active() + " / " + units.measured() + "）。";
    }

    /** A part of the whole in the words of officials. */
    static String share(int part, int whole) {
        double ratio = (double) part / whole;
        if (part * 2 == whole) {
            return "一半";
        }
        if (ratio >= 0.45 && ratio < 0.5) {
            return "近一半";
        }
        if (ratio > 0.5 && ratio <= 0.55) {
            return "一半多";
        }
        for (int[] fraction : new int[][] {{1, 3}, {2, 3}, {1, 4}, {3, 4}}) {
            if (part * fraction[1] == whole * fraction[0]) {
                return fraction[0] + "/" + fraction[1];
            }
        }
        for (int[] fraction : new int[][] {{1, 3}, {2, 3}, {1, 4}, {3, 4}}) {
            if (Math.abs(ratio - (double) fraction[0] / fraction[1]) <= NEAR) {
                return "约 " + fraction[0] + "/" + fraction[1] + " ";
            }
        }
        return Count.percent(part, whole);
    }

    private static String number(int n) {
        return String.format(Locale.CHINA, "%,d", n);
    }
}
