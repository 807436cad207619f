package org.tuanwei.engine;

import java.util.Map;

/** Takes messages that no running instance waits for, and begins what they ask for. */
public interface MessageTaker {

    /**
     * A message with what it carries.
     *
     * @param variables routing facts; empty for messages that were queued before these were kept
     */
    record Undelivered(String businessKey, String tenantId, Map<String, Object> variables) {}

    /** The message it takes, {@code supervision.opened}. */
    String message();

    /** In the sender's transaction. @return false when it cannot use the message, which then lies in the work queue */
    boolean take(Undelivered message);
}
