package org.tuanwei.problem;

import java.time.Instant;
import org.tuanwei.casefile.Party;

/** One entry of a problem's thread; written once, never changed. */
record ProblemEntry(Instant at, Party party, String actorName, What what, String text) {

    enum What {
        OPENED("提出"),
        JOINED("再次提出"),
        CORRECTED("更正资料"),
        HANDLED("处理答复"),
        CONFIRMED("确认已解决"),
        NOT_SOLVED("反映未解决"),
        NOTE("补充说明"),
        SETTLED("了结");

        private final String label;

        What(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** The same for whoever may not see personal data. */
    ProblemEntry masked() {
        return new ProblemEntry(at, party, actorName, what, PlainWords.masked(text));
    }
}
