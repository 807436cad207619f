package org.tuanwei.demo;

import java.nio.file.Path;

/** The environment of the development application, with its defaults. */
final class DemoSettings {

    static final String PASSWORD = "Tuanwei-2026";

    private DemoSettings() {}

    static Path dataFolder() {
        return Path.of(get("TUANWEI_DATA_DIR", "./.data"));
    }

    static int port(String name, int fallback) {
        return Integer.parseInt(get(name, String.valueOf(fallback)));
    }

    /** Whether cases at every stage are made on a new database. */
    static boolean cases() {
        return !"false".equals(get("TUANWEI_DEMO_CASES", "true"));
    }

    static String get(String name, String fallback) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? fallback : value.strip();
    }
}
