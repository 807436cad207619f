package org.tuanwei.certification;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.figures.FigureSource;
import org.tuanwei.web.Formats;

/** Gives the daily figures which accounts in operation were certified that day and which were not (F5). */
@Component
class CertifiedFigure implements FigureSource {

    private static final String AT_MOMENT = """
            select f.organization_id, exists (select from certification c
                where c.case_id = f.id and c.certified_at < :moment and (c.ended_at is null or c.ended_at >= :moment))
            from case_file f
            where f.level in ('UNIT', 'SCHOOL') and not (f.state = 'ENDED' and f.closed_at < :moment)
                and exists (select from case_phase p
                    where p.case_id = f.id and p.phase = 'OPEN' and p.entered_at < :moment)
            order by f.id""";

    private final JdbcClient jdbc;

    CertifiedFigure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Measure measure() {
        return Measure.CERTIFIED;
    }

    @Override
    public Map<Long, Boolean> asOf(LocalDate day) {
        Map<Long, Boolean> certified = new HashMap<>();
        jdbc.sql(AT_MOMENT)
                .param(
                        "moment",
                        Timestamp.from(
                                day.plusDays(1).atStartOfDay(Formats.ZONE).toInstant()))
                .query((row, n) -> certified.put(row.getLong(1), row.getBoolean(2)))
                .list();
        return certified;
    }
}
