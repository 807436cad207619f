package org.tuanwei.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.tuanwei.figures.FigureSource.Measure;

/** Asks the features that have docked on what they measured, in the form in which {@link Standing} takes it. */
@Component
class Measures {

    private final ObjectProvider<FigureSource> sources;
    private final ObjectMapper json;

    Measures(ObjectProvider<FigureSource> sources, ObjectMapper json) {
        this.sources = sources;
        this.json = json;
    }

    /** What was measured as of one day. */
    final class Measured {

        private final Map<Measure, Map<Long, Boolean>> values = new EnumMap<>(Measure.class);

        boolean any(Measure measure) {
            return !of(measure).isEmpty();
        }

        /** A JSON object from organisation id to true or false. */
        String json(Measure measure) {
            try {
                return json.writeValueAsString(of(measure));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private Map<Long, Boolean> of(Measure measure) {
            return values.getOrDefault(measure, Map.of());
        }
    }

    /** As of 24:00 of the day; of today, which is not over, as of now. */
    Measured asOf(LocalDate day) {
        Measured measured = new Measured();
        sources.orderedStream().forEach(source -> measured.values.put(source.measure(), source.asOf(day)));
        return measured;
    }

    /** Whether anybody measures it: then nobody is 0, not 尚未统计. */
    boolean has(Measure measure) {
        return sources.stream().anyMatch(source -> source.measure() == measure);
    }
}
