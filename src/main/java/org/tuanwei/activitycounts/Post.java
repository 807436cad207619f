package org.tuanwei.activitycounts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One post as an organisation reports it.
 *
 * @param line of the report, from 1
 * @param words how its text begins
 * @param finding why it does not count, null where it counts as an original
 * @param detail which other one it repeats, and the like
 */
public record Post(
        int line,
        String link,
        @Nullable LocalDate postedOn,
        String words,
        @Nullable Finding finding,
        @Nullable String detail) {

    /** Why a post is no original of this account's week (F4). */
    public enum Finding {
        REPOST("转发，不是原创"),
        DUPLICATE_LINK("链接重复"),
        DUPLICATE_TEXT("内容重复"),
        OTHER_WEEK("不是本周的"),
        OTHER_ACCOUNT("别的账号的");

        private final String label;

        Finding(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public boolean counts() {
        return finding == null;
    }

    Post with(Finding why, String what) {
        return new Post(line, link, postedOn, words, why, what);
    }
}
