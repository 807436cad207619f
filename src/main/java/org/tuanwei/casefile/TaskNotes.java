package org.tuanwei.casefile;

import java.util.Collection;
import java.util.Map;

/** What a feature has to say about an open task to whoever is to do it, in a line; shown on his desk. */
public interface TaskNotes {

    /** By the engine's task id; only tasks that there is something to say about. */
    Map<String, String> of(Collection<String> taskIds);
}
