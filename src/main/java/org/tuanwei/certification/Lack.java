package org.tuanwei.certification;

/**
 * One condition of certification that an account does not fulfil, and by whose word it is one.
 *
 * @param words what is missing, for people
 * @param clause of the notice
 * @param notice title of the notice
 */
record Lack(Condition condition, String words, Provenance provenance, String clause, String notice) {

    /** What can be missing; tells the pages where it is mended. */
    enum Condition {
        ACCOUNT,
        AVATAR,
        CONTACT,
        PROBLEM,
        WEEKS
    }

    /** Whether the notice itself asks for it. */
    enum Provenance {
        NOTICE("通知要求"),
        DEFAULT("系统默认");

        private final String label;

        Provenance(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
