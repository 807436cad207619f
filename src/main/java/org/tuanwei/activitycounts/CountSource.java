package org.tuanwei.activitycounts;

/** Fetches what a platform says of a unit's week, before anybody is asked; several may be plugged in. */
public interface CountSource {

    /** Stores what it learns. @throws PlatformSilent where the platform does not answer, or not as agreed; nothing is stored then */
    void fetch(String unitCode, Week week) throws PlatformSilent;

    /** Says in Chinese why there are no numbers; the check goes on and people are asked instead. */
    class PlatformSilent extends Exception {

        private static final long serialVersionUID = 1L;

        public PlatformSilent(String message) {
            super(message);
        }
    }
}
