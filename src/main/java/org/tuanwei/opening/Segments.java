package org.tuanwei.opening;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.FormRefused;

/** The ledger of number segments (E4): which numbers a unit has, and which class branch got which. */
@Service
@Transactional
public class Segments {

    /** A run of numbers, both ends included. */
    public record Segment(long first, long last, long left) {

        public long size() {
            return last - first + 1;
        }
    }

    private final JdbcClient jdbc;
    private final OpeningProperties properties;
    private final Clock clock;

    Segments(JdbcClient jdbc, OpeningProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** Enters a segment of a unit. @throws FormRefused when it is empty, too large or overlaps another one */
    public void provide(String unitCode, long first, long last, String by) {
        if (last < first) {
            throw new FormRefused("lastNumber", "终止号码不能小于起始号码");
        }
        if (last - first >= properties.largestSegment()) {
            throw new FormRefused("lastNumber", "一个号段最多 " + properties.largestSegment() + " 个号码，请核对起止号码");
        }
        // entries queue here, so that an overlap is answered in words before the constraint has to speak
        queue("number_segment");
        overlapping(first, last).ifPresent(other -> {
            throw new FormRefused("firstNumber", "与已登记的号段 " + other.first() + "–" + other.last() + " 重叠，请核对");
        });
        jdbc.sql("""
                        insert into number_segment (unit_code, numbers, provided_by, provided_at)
                        values (:unit, int8range(:first, :last, '[]'), :by, :now)""")
                .param("unit", unitCode)
                .param("first", first)
                .param("last", last)
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** The segments of a unit with how many numbers are left in each. */
    @Transactional(readOnly = true)
    public List<Segment> of(String unitCode) {
        return jdbc.sql("""
                        select lower(s.numbers) as first, upper(s.numbers) - 1 as last,
                            upper(s.numbers) - lower(s.numbers) - (select count(*) from number_allotment a
                                where a.segment_id = s.id and a.released_at is null) as left_over
                        from number_segment s where s.unit_code = ? order by s.numbers""")
                .param(unitCode)
                .query((row, n) -> new Segment(row.getLong(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    /** Gives the case the smallest free number of the unit, or the one it has; empty when none is left. */
    Optional<Long> allot(long caseId, String unitCode) {
        Optional<Long> has = allotted(caseId);
        if (has.isPresent()) {
            return has;
        }
        // allotments of one unit queue here, so that no number is given twice
        queue("number_segment:" + unitCode);
        Optional<long[]> free = jdbc.sql("""
                        select candidate.segment_id, candidate.number from (
                            select s.id as segment_id, lower(s.numbers) as number from number_segment s
                            where s.unit_code = :unit
                            union all
                            select s.id, a.number + 1 from number_segment s
                            join number_allotment a on a.segment_id = s.id and a.released_at is null
                            where s.unit_code = :unit and s.numbers @> (a.number + 1)) candidate
                        where not exists (select 1 from number_allotment taken
                            where taken.number = candidate.number and taken.released_at is null)
                        order by candidate.number limit 1""")
                .param("unit", unitCode)
                .query((row, n) -> new long[] {row.getLong(1), row.getLong(2)})
                .optional();
        free.ifPresent(number -> jdbc.sql("""
                        insert into number_allotment (segment_id, number, case_id, allotted_at)
                        values (:segment, :number, :caseId, :now)""")
                .param("segment", number[0])
                .param("number", number[1])
                .param("caseId", caseId)
                .param("now", Timestamp.from(clock.instant()))
                .update());
        return free.map(number -> number[1]);
    }

    @Transactional(readOnly = true)
    Optional<Long> allotted(long caseId) {
        return jdbc.sql("select number from number_allotment where case_id = ? and released_at is null")
                .param(caseId)
                .query(Long.class)
                .optional();
    }

    /** Takes the number back: the case ended before the partner heard of it. */
    void release(long caseId) {
        jdbc.sql("update number_allotment set released_at = ? where case_id = ? and released_at is null")
                .params(Timestamp.from(clock.instant()), caseId)
                .update();
    }

    private void queue(String name) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(name)
                .query((row, n) -> true)
                .single();
    }

    private Optional<Segment> overlapping(long first, long last) {
        return jdbc.sql("""
                        select lower(numbers), upper(numbers) - 1 from number_segment
                        where numbers && int8range(:first, :last, '[]') order by numbers limit 1""")
                .param("first", first)
                .param("last", last)
                .query((row, n) -> new Segment(row.getLong(1), row.getLong(2), 0))
                .optional();
    }
}
