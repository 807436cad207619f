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

    public ListAddress with(String name, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            address.queryParam(name, value);
        }
        return this;
    }

    @Override
    public String toString() {
        return address.encode().build().toUriString();
    }
}
