package org.tuanwei.spreadsheet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;

/** Turns what a cell holds into the text a person would have typed. */
public final class CellText {

    private static final Pattern ZEROS = Pattern.compile("0{2,20}");

    private CellText() {}

    /** Full-width letters, digits, punctuation and spaces as half-width ones; for numbers and codes, never for names. */
    public static String halfWidth(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '\uFF01' && c <= '\uFF5E') {
                out.append((char) (c - 0xFEE0));
            } else if (c == '\u3000' || c == '\u00A0') {
                out.append(' ');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Without the white space around it, the ones that Chinese input methods and web pages leave included. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
    }

    /** A number in plain digits (12345678901, never 1.23E10), a date as 2026-03-14. */
    static String number(double value, int formatIndex, String format, boolean windowing1904) {
        if (DateUtil.isADateFormat(formatIndex, format) && DateUtil.isValidExcelDate(value)) {
            String text = DateUtil.getLocalDateTime(value, windowing1904).toString();
            return text.endsWith("T00:00") ? text.substring(0, 10) : text.replace('T', ' ');
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "";
        }
        // Excel keeps 15 significant digits; what a double adds behind them was never typed
        BigDecimal number = new BigDecimal(value).round(new MathContext(15, RoundingMode.HALF_UP));
        String plain = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        if (ZEROS.matcher(format).matches() && plain.indexOf('.') < 0 && number.signum() >= 0) {
            return "0".repeat(Math.max(0, format.length() - plain.length())) + plain;
        }
        return plain;
    }

    /** The formatter that the streaming reader asks; only numbers pass through it. */
    static DataFormatter formatter() {
        return new DataFormatter(Locale.CHINA) {
            @Override
            public String formatRawCellContents(double value, int formatIndex, String formatString) {
                return number(value, formatIndex, formatString, false);
            }

            @Override
            public String formatRawCellContents(
                    double value, int formatIndex, String formatString, boolean use1904Windowing) {
                return number(value, formatIndex, formatString, use1904Windowing);
            }
        };
    }
}
