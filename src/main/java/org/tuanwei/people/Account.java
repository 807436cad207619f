package org.tuanwei.people;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account and the state it is in. */
record Account(
        String userId,
        long organizationId,
        Post post,
        State state,
        Set<String> groupsHeld,
        Instant createdAt,
        @Nullable Instant activatedAt) {

    /** INVITED: waits for its first password. INACTIVE: has lost its groups and cannot sign in. */
    enum State {
        INVITED("待激活"),
        ACTIVE("正常"),
        INACTIVE("已停用");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
