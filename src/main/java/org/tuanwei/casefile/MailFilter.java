package org.tuanwei.casefile;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tuanwei.mail.MailState;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/** What the list of mails is narrowed to; all of it stands in the address. */
record MailFilter(
        @Nullable String q,
        @Nullable String unit,
        @Nullable Standing standing,
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

    /** How a mail stands, as people ask for it. */
    enum Standing {
        WAITING("待发送", List.of(MailState.QUEUED)),
        SENT("已发出", List.of(MailState.SENT)),
        LOST("没有送到", List.of(MailState.REFUSED, MailState.BOUNCED, MailState.WITHHELD)),
        WITHDRAWN("已撤下", List.of(MailState.WITHDRAWN));

        private final String label;
        private final List<MailState> states;

        Standing(String label, List<MailState> states) {
            this.label = label;
            this.states = states;
        }

        public String label() {
            return label;
        }

        List<String> states() {
            return states.stream().map(MailState::name).toList();
        }
    }

    public boolean narrowed() {
        return SortedList.given(q) || SortedList.given(unit) || standing != null;
    }

    @Override
    public ListAddress narrowing() {
        return ListAddress.of("/mails")
                .with("q", q)
                .with("unit", unit)
                .with("standing", standing == null ? null : standing.name());
    }
}
