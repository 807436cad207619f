package org.tuanwei.campaign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which schools a campaign is for; all of it stands in the address of its preview.
 *
 * @param unit code of the League unit, null for the whole country
 * @param type one of the four types of schools, null for all
 * @param freshOnly only schools without a case; otherwise also those whose case still waits for the registration
 */
record Scope(@Nullable String unit, @Nullable String type, boolean freshOnly) {

    static final List<String> TYPES = List.of("普通高校", "高职学校", "民办高校", "独立学院");

    static Scope of(@Nullable String unit, @Nullable String type, boolean freshOnly) {
        return new Scope(
                unit == null || unit.isBlank() ? null : unit.strip(),
                type != null && TYPES.contains(type) ? type : null,
                freshOnly);
    }

    /** Condition over the aliases {@code o} (school) and {@code c} (its living case, may be null). */
    String condition() {
        return "o.kind = 'SCHOOL' and o.status = 'ACTIVE'"
                + (unit == null ? "" : " and o.unit_code = :unit")
                + (type == null ? "" : " and o.school_type = :type")
                + (freshOnly
                        ? " and c.id is null"
                        : " and (c.id is null or c.state = 'RUNNING' and c.phase = 'REGISTRATION'"
                                + " and not exists (select 1 from registration r where r.case_id = c.id))");
    }

    /** In words, by code. */
    String inWords() {
        return (unit == null ? "全国" : unit) + (type == null ? "" : "，" + type) + (freshOnly ? "，尚无案件" : "");
    }

    Map<String, Object> params() {
        Map<String, Object> params = new LinkedHashMap<>();
        if (unit != null) {
            params.put("unit", unit);
        }
        if (type != null) {
            params.put("type", type);
        }
        return params;
    }
}
