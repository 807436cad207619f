package org.tuanwei.engine;

import java.util.HashSet;
import java.util.Set;

/** Marks, for the thread, the tasks whose submission has passed the form gate; any other completion is refused. */
final class GateOpening {

    private static final ThreadLocal<Set<String>> OPEN = ThreadLocal.withInitial(HashSet::new);

    private GateOpening() {}

    static boolean isOpen(String taskId) {
        return OPEN.get().contains(taskId);
    }

    static void run(String taskId, Runnable completion) {
        OPEN.get().add(taskId);
        try {
            completion.run();
        } finally {
            OPEN.get().remove(taskId);
        }
    }
}
