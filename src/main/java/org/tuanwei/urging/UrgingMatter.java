package org.tuanwei.urging;

import org.jspecify.annotations.Nullable;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.NotVisible;

/**
 * What people are urged about in bulk (E0), such as the step a case waits for: one bean each. Preview, interval, record
 * and trail are the same for all of them.
 */
public interface UrgingMatter {

    /** So many at once. */
    int MOST = 200;

    /** As it stands in forms and in the record; empty for running cases. */
    String key();

    /** What it is called on the pages. */
    String label();

    /** The list that one urges from. */
    String home();

    /** Words to begin with; may be empty. */
    String words();

    /**
     * What urging this case would do now.
     *
     * @param about what is urged
     * @param letters how many mail addresses it would reach
     * @param skipped why it is passed over, or null
     */
    record Look(
            String name,
            String about,
            int letters,
            @Nullable String skipped) {}

    /** @throws NotVisible for a foreign case; @throws NotAllowed for one he may not urge */
    Look look(long caseId);

    /**
     * Urges.
     *
     * @return how many mail addresses it reaches
     * @throws FormRefused when it may not be urged now
     */
    int urge(long caseId, String text);
}
