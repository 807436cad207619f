package org.tuanwei.stuck;

/** Why an activity stands still; {@link #incident()} is the type of the engine's incident. */
public enum StuckKind {
    OVERDUE("overdue", "逾期"),
    BOUNCED("bounced", "退信"),
    PARTNER_SILENT("partnerSilent", "腾讯没有答复"),
    NO_RESPONSE("noResponse", "单位没有回应");

    private final String incident;
    private final String label;

    StuckKind(String incident, String label) {
        this.incident = incident;
        this.label = label;
    }

    public String incident() {
        return incident;
    }

    public String label() {
        return label;
    }
}
