package org.tuanwei.people;

import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/**
 * What the list of accounts is narrowed to; all of it stands in the address.
 *
 * @param organization name, former name, initials or code
 * @param post name of a {@link Post}
 * @param state name of an {@link Account.State}
 */
record PeopleFilter(
        @Nullable String organization,
        @Nullable String post,
        @Nullable String state,
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

    public boolean narrowed() {
        return SortedList.given(organization) || SortedList.given(post) || SortedList.given(state);
    }

    /** What was typed to find the organisation; empty for all. */
    String searched() {
        return organization == null ? "" : organization.strip();
    }

    @Override
    public ListAddress narrowing() {
        return ListAddress.of("/people")
                .with("organization", organization)
                .with("post", post)
                .with("state", state);
    }
}
