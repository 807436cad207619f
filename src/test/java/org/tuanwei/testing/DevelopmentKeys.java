package org.tuanwei.testing;

/** Keys for development and tests, worth nothing. */
public final class DevelopmentKeys {

    public static final String KEYS = "dev:ZGV2ZWxvcG1lbnQga2V5LCB3b3J0aCBub3RoaW5nISE=";
    public static final String SIGNING_KEY = "c2lnbmluZyBrZXkgZm9yIGRldmVsb3BtZW50IG9ubHk=";

    private DevelopmentKeys() {}
}
