package org.tuanwei.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** An issued report with its table, as it was on the day it was issued. */
record Report(
        long id,
        int year,
        int serial,
        String title,
        String body,
        LocalDate day,
        List<Ranking.Line> ranking,
        String issuedName,
        Instant issuedAt) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    public String number() {
        return "团学通报〔" + year + "〕" + serial + "号";
    }

    public String issuedDay() {
        return DAY.format(issuedAt.atZone(Standing.ZONE));
    }

    public String dayText() {
        return DAY.format(day);
    }

    public List<String> paragraphs() {
        return body.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
