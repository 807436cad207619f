package org.tuanwei.figures;

/**
 * The numbers of a set of organisations.
 *
 * @param measured how many of them have an activity, of which {@code active} reached the standard
 */
record Count(
        int all,
        int opened,
        int inProgress,
        int notSubmitted,
        int overdue,
        int contactSubmitted,
        int contactMissing,
        int measured,
        int active,
        int certified) {

    static final Count NONE = new Count(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    Count plus(Count other) {
        return new Count(
                all + other.all,
                opened + other.opened,
                inProgress + other.inProgress,
                notSubmitted + other.notSubmitted,
                overdue + other.overdue,
                contactSubmitted + other.contactSubmitted,
                contactMissing + other.contactMissing,
                measured + other.measured,
                active + other.active,
                certified + other.certified);
    }

    public int notOpened() {
        return all - opened;
    }

    /** In tenths of a per cent, for ranking and bars; 0 where there is nobody. */
    int openedPerMille() {
        return all == 0 ? 0 : (int) Math.round(1000.0 * opened / all);
    }

    /** 51.9%, or a dash where there is nobody. */
    public String rate() {
        return percent(opened, all);
    }

    /** For the bar: a whole number of per cent. */
    public int bar() {
        return Math.round(openedPerMille() / 10f);
    }

    static String percent(int part, int whole) {
        return whole == 0 ? "—" : Math.round(1000.0 * part / whole) / 10.0 + "%";
    }
}
