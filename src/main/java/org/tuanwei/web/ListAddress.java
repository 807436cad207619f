package org.tuanwei.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The address of a list with its filters, its order and its page; what is not given is left out. */
public final class ListAddress {

    private final UriComponentsBuilder address;

    private ListAddress(String path) {
        address = UriComponentsBuilder.fromPath(path);
    }

    public static ListAddress of(String path) {
        return new ListAddress(path);
    }

    /** An address typed wrongly or left empty narrows nothing; of a choice its name is said. */
    public ListAddress with(String name, @Nullable Object value) {
        String text = value instanceof Enum<?> choice ? choice.name() : String.valueOf(value);
        if (value != null && !text.isBlank()) {
            address.queryParam(name, text);
        }
        return this;
    }

    /** Where on the page the list stands that is not its first thing. */
    public ListAddress at(String anchor) {
        address.fragment(anchor);
        return this;
    }

    @Override
    public String toString() {
        return address.encode().build().toUriString();
    }
}
