package org.tuanwei.review;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tuanwei.security.Viewer;

/**
 * A kind of task that asks for {@code decision} (approve or return) and, with a return, a {@code reason}: what a feature
 * shows of it on the review page. One bean for each kind; deciding itself goes through the task's own form.
 */
public interface ReviewKind {

    /** How much a mark weighs: a doubt keeps a row out of what is approved unread, a hint only says something. */
    enum Weight {
        DOUBT,
        HINT
    }

    /** Something that was noticed beforehand, in words. */
    record Mark(Weight weight, String text) {

        public static Mark doubt(String text) {
            return new Mark(Weight.DOUBT, text);
        }

        public static Mark hint(String text) {
            return new Mark(Weight.HINT, text);
        }

        public boolean doubtful() {
            return weight == Weight.DOUBT;
        }
    }

    /**
     * What is to be judged, personal data masked.
     *
     * @param version says exactly what was seen; it changes with everything the verdict rests on
     * @param searchText what a search finds it by, in small letters
     * @param values one for each of the {@link #columns()}
     * @param picture address of a small picture, or null
     * @param own whether the viewer may not approve it because it is his own entry
     */
    record Evidence(
            String version,
            String code,
            String name,
            String type,
            String searchText,
            String href,
            Instant submittedAt,
            List<String> values,
            List<Mark> marks,
            @Nullable String picture,
            boolean own) {

        public boolean doubtful() {
            return marks.stream().anyMatch(Mark::doubtful);
        }

        public List<String> doubts() {
            return texts(true);
        }

        /** All hints in a line; empty when there is none. */
        public String hints() {
            return String.join("；", texts(false));
        }

        private List<String> texts(boolean doubtful) {
            return marks.stream()
                    .filter(mark -> mark.doubtful() == doubtful)
                    .map(Mark::text)
                    .toList();
        }
    }

    /**
     * What became of a version.
     *
     * @param approved null while nobody has decided
     * @param by name of whoever decided
     */
    record Past(
            String name,
            String href,
            @Nullable Boolean approved,
            @Nullable String by,
            @Nullable Instant at) {}

    /** Its part of the address: {@code registrations}. */
    String id();

    /** What is reviewed: 登记资料. */
    String label();

    /** Its place among the kinds. */
    int order();

    /** The task it is decided at: {@code account-opening.Task_Review}. */
    String task();

    List<String> columns();

    /** Whether a grid of pictures serves better than a table. */
    boolean pictures();

    /** What happens after a yes, in a sentence. */
    String afterApproval();

    /** What is said to whoever returned one. */
    default String afterReturn() {
        return "已退回，原因会发给登记的邮箱";
    }

    /** Whether opening one shows personal data in clear, which leaves a trace. */
    default boolean personal() {
        return false;
    }

    /** For many at once, by business key; keys without anything to judge are left out. */
    Map<String, Evidence> evidence(Collection<String> businessKeys, Viewer viewer);

    /** All that is to be read before deciding, in order; in clear only for whoever has opened it. */
    Map<String, String> facts(String businessKey, boolean clear);

    /** Somebody opens it and reads what is in clear: leaves the trace that the access table asks for. */
    void opened(String businessKey, Viewer viewer);

    /** Holds what is judged still until the transaction ends. @return its version as it is now */
    String hold(String businessKey);

    /** What became of a version that was seen; empty where it never was, or is none of the current viewer's business. */
    Optional<Past> past(String version);
}
