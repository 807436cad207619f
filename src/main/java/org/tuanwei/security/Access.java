package org.tuanwei.security;

/**
 * A cell of the access table.
 *
 * @param verb what he may
 * @param scope on which objects
 */
public record Access(Verb verb, Scope scope) {

    /** Weakest first, so that the strongest of several roles can be taken. */
    public enum Verb {
        NONE,
        MASKED,
        SEE,
        DO
    }

    /** OWN = own organisation and what hangs below it; STEP = what waits for the partner or has a problem with it. */
    public enum Scope {
        OWN,
        BRANCHES,
        STEP,
        ALL
    }

    static Access parse(String cell) {
        String[] parts = cell.strip().split("-");
        Verb verb = Verb.valueOf(parts[0].toUpperCase(java.util.Locale.ROOT));
        return new Access(
                verb, parts.length < 2 ? Scope.OWN : Scope.valueOf(parts[1].toUpperCase(java.util.Locale.ROOT)));
    }
}
