package org.tuanwei.figures;

import java.time.LocalDate;
import java.util.Map;

/** Lets a feature put its own measure into the daily figures; a measure without a source is shown as 尚未统计. */
public interface FigureSource {

    /** What can be docked on. */
    enum Measure {
        /** 达到基础活跃标准 (C3, C5). */
        ACTIVE,
        /** 已认证 (F5). */
        CERTIFIED
    }

    Measure measure();

    /**
     * Whether an organisation reached it as of 24:00 of this day, or as of now when the day is today, by the organisation's id; an absent one was not
     * measured and counts neither way.
     */
    Map<Long, Boolean> asOf(LocalDate day);
}
