package org.tuanwei.review;

/** What became of one review that somebody wanted to decide. @param words for him, in a sentence */
record Outcome(Result result, String words) {

    /** The kinds of outcome, with the light that stands beside the words. */
    enum Result {
        APPROVED("GREEN"),
        RETURNED("GREEN"),
        BY_OTHER("GREY"),
        TAKEN("YELLOW"),
        CHANGED("YELLOW"),
        REFUSED("YELLOW"),
        FAILED("YELLOW"),
        GONE("GREY");

        private final String light;

        Result(String light) {
            this.light = light;
        }

        public String light() {
            return light;
        }

        /** Whether it was decided as he wanted. */
        public boolean done() {
            return this == APPROVED || this == RETURNED;
        }
    }
}
