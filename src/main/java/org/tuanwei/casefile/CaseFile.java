package org.tuanwei.casefile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tuanwei.security.AccessPolicy;

/** A case as everybody reads it. */
public record CaseFile(
        long id,
        String receipt,
        long organizationId,
        String organizationCode,
        String organizationName,
        @Nullable String schoolType,
        String unitCode,
        String unitName,
        @Nullable String schoolCode,
        Level level,
        String platform,
        Phase phase,
        State state,
        @Nullable String endedHow,
        @Nullable String qqNumber,
        @Nullable String accountUrl,
        Instant createdAt,
        @Nullable Instant closedAt,
        boolean atPartner) {

    /** The one platform there is until the notice on 移动微博 comes. */
    public static final String TENCENT_WEIBO = "TENCENT_WEIBO";

    /** RUNNING = on its way, OPEN = account in operation, ENDED = closed without an account. */
    public enum State {
        RUNNING("办理中"),
        OPEN("已开通"),
        ENDED("已终止");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Its place for the access table. */
    public AccessPolicy.Target target() {
        return new AccessPolicy.Target(unitCode, schoolCode, level == Level.BRANCH, atPartner);
    }

    public boolean running() {
        return state == State.RUNNING;
    }
}
