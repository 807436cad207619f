package org.tuanwei.casefile;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what happened to a case; whoever asks has checked that it may be seen. */
@Component
@Transactional(readOnly = true)
public class CaseStory {

    /**
     * One line of it.
     *
     * @param kind key of its text in {@code story/*.properties}
     * @param onBehalf reason of whoever acted for another
     */
    public record Line(
            Instant at,
            String kind,
            String text,
            String actor,
            @Nullable String onBehalf) {}

    private final Story story;

    CaseStory(Story story) {
        this.story = story;
    }

    /** The latest first. */
    public List<Line> of(long caseId) {
        return story.of(caseId);
    }
}
