package org.tuanwei.existing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tuanwei.contacttable.Account;
import org.tuanwei.organization.Organization;

/**
 * A line of Tencent's list as it stands against registry and cases now.
 *
 * @param school null where none is certain
 * @param candidates which schools may be meant; empty unless somebody has to choose one of them
 * @param caseId the case at Tencent that waits for a new number though this account is listed; null for all others
 * @param detail what else there is to know, in words
 */
record ListedRow(
        int line,
        Account account,
        Finding finding,
        @Nullable Organization school,
        List<Organization> candidates,
        @Nullable Long caseId,
        String detail) {

    ListedRow {
        candidates = List.copyOf(candidates);
    }
}
