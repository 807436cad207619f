package org.tuanwei.opening;

import java.util.Optional;

/** What the partner has against the data of a case; answered by whoever takes its objections. */
public interface DataObjections {

    /**
     * @param kind as the table {@code problem-triage} knows it: DATA_INCOMPLETE, ADDRESS_INVALID, CANNOT_SEND
     * @param by id of the user who said so; empty where nobody did
     */
    record Objection(String kind, String text, String by) {}

    /** The latest objection to the data of the case. */
    Optional<Objection> latest(long caseId);
}
