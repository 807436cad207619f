package org.tuanwei.opening;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tuanwei.casefile.CaseFile;

/** The accounts that organisations have already by the partner's own list (C2); kept by whoever imports that list. */
public interface ListedAccounts {

    /** What the organisation has said about it so far. */
    enum Answer {
        NONE,
        MINE,
        FOREIGN
    }

    /**
     * An account the list gives to one organisation.
     *
     * @param url of the microblog; null where the list has none
     * @param reason why it is not its own; null unless the answer is FOREIGN
     */
    record Listed(
            long id,
            String qqNumber,
            @Nullable String url,
            Answer answer,
            @Nullable String reason) {}

    /** The accounts to be asked about, by organisation; those the list has none for are left out. */
    Map<Long, Listed> of(Collection<Long> organizationIds);

    /** The account to be asked about; empty where the list has none for it. */
    default Optional<Listed> of(long organizationId) {
        return Optional.ofNullable(of(List.of(organizationId)).get(organizationId));
    }

    /**
     * Takes the organisation's answer; the same again changes nothing.
     *
     * @param reason why it is not its own; empty where it is
     * @param taskId of the task that is being completed; null at the public door
     */
    void answered(CaseFile file, Listed listed, boolean mine, String reason, @Nullable String taskId);
}
