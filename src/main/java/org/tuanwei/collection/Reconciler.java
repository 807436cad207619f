package org.tuanwei.collection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.collection.SchoolRows.Counts;

/** Compares the registry and a unit's table (D4). */
@Component
class Reconciler {

    private final SchoolRows rows;
    private final ObjectMapper json;

    Reconciler(SchoolRows rows, ObjectMapper json) {
        this.rows = rows;
        this.json = json;
    }

    /** How many of what, to be kept when the table is archived. */
    String countsAsJson(UnitRound unit) {
        Counts counts = rows.counts(unit.id());
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("expected", counts.expected());
        kept.put("filled", counts.filled());
        kept.put("exempt", counts.exempt());
        kept.put("late", counts.late());
        try {
            return json.writeValueAsString(kept);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
