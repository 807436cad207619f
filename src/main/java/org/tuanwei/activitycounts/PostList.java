package org.tuanwei.activitycounts;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tuanwei.engine.FormRefused;

/** Reads the lines an organisation types or pastes: one post each, its day, its link, how it begins. */
final class PostList {

    static final int MOST_LINES = 200;
    private static final int LONGEST = 600;
    private static final int WORDS_KEPT = 140;

    private static final Pattern LINK = Pattern.compile("https?://[^\\s｜|,，、；;）)]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern FULL_DAY = Pattern.compile("(20\\d{2})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");
    private static final Pattern SHORT_DAY =
            Pattern.compile("(?<![\\d-/.])(\\d{1,2})(?:月(\\d{1,2})日|[-/.](\\d{1,2})(?![\\d-/.]))");
    private static final Pattern SEPARATORS = Pattern.compile("^[\\s｜|,，、；;]+|[\\s｜|,，、；;]+$");

    private PostList() {}

    /**
     * The posts in their order, not yet judged.
     *
     * @throws FormRefused for {@code field}, naming the line, where one has no link, no day or no words
     */
    static List<Post> read(String text, Week week, String field) {
        List<Post> posts = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        int number = 0;
        for (String raw : text.split("\\R")) {
            String line = Normalizer.normalize(raw, Normalizer.Form.NFKC).strip();
            number++;
            if (line.isEmpty()) {
                continue;
            }
            if (posts.size() == MOST_LINES) {
                throw new FormRefused(field, "一次最多报 " + MOST_LINES + " 条，请只报原创的");
            }
            int row = number;
            Optional<String> why = wrong(line, week);
            why.ifPresent(what -> wrong.add("第 " + row + " 行" + what));
            if (why.isEmpty()) {
                posts.add(post(line, posts.size() + 1, week));
            }
        }
        if (!wrong.isEmpty()) {
            throw new FormRefused(
                    field,
                    String.join("；", wrong.subList(0, Math.min(5, wrong.size())))
                            + (wrong.size() > 5 ? "；等 " + wrong.size() + " 行" : "")
                            + "。每行应为：日期 链接 正文开头，如“" + week.monday()
                            + " http://t.qq.com/p/t/1001 我校举行升旗仪式”");
        }
        return posts;
    }

    private static Optional<String> wrong(String line, Week week) {
        if (line.length() > LONGEST) {
            return Optional.of("太长，正文只写开头即可");
        }
        Matcher link = LINK.matcher(line);
        if (!link.find()) {
            return Optional.of("没有链接（以 http:// 或 https:// 开头）");
        }
        if (link.find()) {
            return Optional.of("有两个链接，请一条一行");
        }
        Post post = post(line, 0, week);
        if (post.postedOn() == null) {
            return Optional.of("没有写发布日期，或日期不存在");
        }
        return post.words().length() < 2 ? Optional.of("没有写正文的开头") : Optional.empty();
    }

    private static Post post(String line, int number, Week week) {
        Matcher link = LINK.matcher(line);
        String found = link.find() ? link.group() : "";
        String rest = line.replace(found, " ");
        Matcher day = FULL_DAY.matcher(rest);
        LocalDate on = null;
        if (day.find()) {
            on = date(Integer.parseInt(day.group(1)), day.group(2), day.group(3));
            rest = day.replaceFirst(" ");
        } else {
            Matcher brief = SHORT_DAY.matcher(rest);
            if (brief.find()) {
                String dayOfMonth = brief.group(2) == null ? brief.group(3) : brief.group(2);
                on = nearest(week, brief.group(1), dayOfMonth);
                rest = brief.replaceFirst(" ");
            }
        }
        String words =
                SEPARATORS.matcher(rest).replaceAll("").replaceAll("\\s+", " ").strip();
        return new Post(number, found, on, words.substring(0, Math.min(WORDS_KEPT, words.length())), null, null);
    }

    /** A day without a year is meant in the year of the week; around New Year in the one that is nearer. */
    private static @Nullable LocalDate nearest(Week week, String month, String day) {
        LocalDate best = null;
        for (int year : new int[] {week.monday().getYear(), week.sunday().getYear()}) {
            LocalDate date = date(year, month, day);
            if (date != null && (best == null || week.contains(date))) {
                best = date;
            }
        }
        return best;
    }

    private static @Nullable LocalDate date(int year, String month, String day) {
        try {
            return LocalDate.of(year, Integer.parseInt(month), Integer.parseInt(day));
        } catch (DateTimeException none) {
            return null;
        }
    }

    /** Two spellings of one address are one link. */
    static String linkKey(String link) {
        return link.toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://", "")
                .replaceFirst("^(www|m)\\.", "")
                .replaceFirst("[?#].*$", "")
                .replaceFirst("/+$", "");
    }

    /** What is left of a text when marks, spaces and case do not matter. */
    static String wordsKey(String words) {
        return words.toLowerCase(Locale.ROOT).replaceAll("[\\p{P}\\p{S}\\s]+", "");
    }

    /** Whether the words say themselves that they are not the account's own. */
    static boolean repost(String words) {
        return words.contains("//@") || words.contains("||@") || words.matches("^(转发|RT|rt|[〔\\[【(]转(发)?[〕\\]】)]).*");
    }
}
