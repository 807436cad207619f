package org.tuanwei.activity;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activity.Check.State;
import org.tuanwei.activity.Samples.Item;
import org.tuanwei.activitycounts.Count;
import org.tuanwei.activitycounts.Count.Numbers;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.CountSource;
import org.tuanwei.activitycounts.CountSource.PlatformSilent;
import org.tuanwei.activitycounts.Counts;
import org.tuanwei.activitycounts.ReportRequests;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.Viewers;

/** The steps of a unit's week: ask, decide, look at the sample, publish; vacation weeks (C3–C5, F4). */
@Service
@Transactional
public class CheckService {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int SHORTEST = 4;
    private static final int LONGEST = 500;

    private final Checks checks;
    private final Decider decider;
    private final Results results;
    private final Samples samples;
    private final Holidays holidays;
    private final Counts counts;
    private final ReportRequests requests;
    private final ObjectProvider<CountSource> platforms;
    private final Standard standard;
    private final ActivityStory story;
    private final ActivityProperties properties;
    private final Viewers viewers;
    private final JdbcClient jdbc;
    private final Clock clock;

    CheckService(
            Checks checks,
            Decider decider,
            Results results,
            Samples samples,
            Holidays holidays,
            Counts counts,
            ReportRequests requests,
            ObjectProvider<CountSource> platforms,
            Standard standard,
            ActivityStory story,
            ActivityProperties properties,
            Viewers viewers,
            JdbcClient jdbc,
            Clock clock) {
        this.checks = checks;
        this.decider = decider;
        this.results = results;
        this.samples = samples;
        this.holidays = holidays;
        this.counts = counts;
        this.requests = requests;
        this.platforms = platforms;
        this.standard = standard;
        this.story = story;
        this.properties = properties;
        this.viewers = viewers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Check get(long id) {
        return checks.get(id);
    }

    void askForCounts(long id) {
        Check check = checks.get(id);
        if (!holiday(id)) {
            platforms.forEach(platform -> fetch(platform, check));
            int asked = requests.ask(check.unitCode(), check.week());
            if (asked > 0) {
                story.tell(id, "asked", Map.of("count", Integer.toString(asked)));
            } else {
                story.tell(id, "known", Map.of());
            }
        }
    }

    private void fetch(CountSource platform, Check check) {
        try {
            platform.fetch(check.unitCode(), check.week());
            story.tell(check.id(), "fetched", Map.of());
        } catch (PlatformSilent silent) {
            story.tell(check.id(), "platformSilent", Map.of("reason", String.valueOf(silent.getMessage())));
        }
    }

    @Transactional(readOnly = true)
    boolean holiday(long id) {
        Check check = checks.get(id);
        return holidays.of(check.unitCode(), check.week()).isPresent();
    }

    void excuse(long id) {
        Check check = checks.lock(id);
        requests.close(check.unitCode(), check.week());
        String reason = holidays.of(check.unitCode(), check.week())
                .map(Holidays.Holiday::reason)
                .orElse("");
        int version = check.version() + 1;
        decider.excuse(check, version, reason);
        checks.decided(id, version);
        note(id, version, "假期周：" + reason);
        checks.published(id, State.HOLIDAY, clock.instant());
        story.tell(id, "excused", Map.of("reason", reason));
    }

    /** Decides all accounts anew, as the next version, and draws the sample of it. */
    void decide(long id) {
        Check check = checks.lock(id);
        requests.close(check.unitCode(), check.week());
        int version = check.version() + 1;
        int decided = decider.decide(check, version);
        int drawn = samples.draw(check, version, properties.sample());
        checks.decided(id, version);
        story.tell(
                id,
                "decided",
                Map.of(
                        "standard",
                        standard.version(),
                        "count",
                        Integer.toString(decided),
                        "sample",
                        Integer.toString(drawn)));
    }

    /**
     * What the unit found in the sample.
     *
     * @param genuine whether to publish; otherwise the week is decided anew without what was not found as reported
     * @param wrong numbers of links not found as reported, in any spelling
     * @throws FormRefused field by field
     */
    void check(long id, boolean genuine, String wrong, @Nullable String reason) {
        Check check = checks.lock(id);
        List<Item> items = samples.of(id, check.version());
        Set<Integer> numbers = numbers(wrong, items.size());
        String by = viewers.current().userId();
        if (genuine && !numbers.isEmpty()) {
            throw new FormRefused("notGenuine", "写了不属实的序号，请选择“重新核定”；属实的请清空序号");
        }
        samples.judge(check, numbers, by);
        if (genuine) {
            checks.checked(id, by, null);
            checks.enter(id, State.PUBLISHING);
            story.tell(id, "checked", Map.of());
            return;
        }
        String note = words("reason", "原因", reason);
        strike(check, items, numbers, note);
        checks.checked(id, by, note);
        story.tell(
                id,
                numbers.isEmpty() ? "redecided" : "struck",
                Map.of("count", Integer.toString(numbers.size()), "note", note));
    }

    private void strike(Check check, List<Item> items, Set<Integer> numbers, String note) {
        Map<Long, Long> struck = new TreeMap<>();
        items.stream()
                .filter(item -> numbers.contains(item.number()))
                // an account whose page does not show what was said has shown nothing
                .forEach(item ->
                        struck.merge(item.organizationId(), item.postId() == null ? Count.MOST : 1L, Long::sum));
        struck.forEach((organization, lost) -> counts.holding(organization, check.week())
                .ifPresent(count -> counts.add(
                        organization,
                        check.week(),
                        Source.CORRECTION,
                        new Numbers(
                                (int) Math.max(0, count.originals() - lost),
                                count.reposts(),
                                count.lastPostOn(),
                                count.avatar()),
                        "抽查不属实：" + note)));
    }

    private static Set<Integer> numbers(String text, int most) {
        Set<Integer> numbers = new TreeSet<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            String found = matcher.group();
            int number = found.length() > 3 ? 0 : Integer.parseInt(found);
            if (number < 1 || number > most) {
                throw new FormRefused(
                        "notGenuine", most == 0 ? "本周没有抽到链接，序号请留空" : "序号 " + found + " 不在抽查名单里，应为 1 至 " + most);
            }
            numbers.add(number);
        }
        return numbers;
    }

    void publish(long id) {
        Check check = checks.lock(id);
        note(id, check.version(), "公布");
        checks.published(id, State.PUBLISHED, Week.of(clock.instant()).ends());
        story.tell(id, "published", Map.of("tally", tally(check)));
    }

    /** 达标 12 个，不活跃 3 个. */
    @Transactional(readOnly = true)
    public String tally(Check check) {
        return (check.state().published()
                        ? results.publishedTally(check.id())
                        : results.tally(check.id(), check.version()))
                .stream()
                        .map(tally -> tally.verdict().label() + " " + tally.accounts() + " 个")
                        .collect(Collectors.joining("，"));
    }

    /** From this moment on the version counts. */
    void note(long id, int version, String reason) {
        jdbc.sql("insert into activity_publication (check_id, version, published_at, published_by, reason)"
                        + " values (?, ?, ?, ?, ?)")
                .params(
                        id,
                        version,
                        Timestamp.from(clock.instant()),
                        viewers.currentOrNone().map(one -> one.userId()).orElse("system"),
                        reason)
                .update();
    }

    void followUp(long id, String text) {
        String words = words("followUp", "联系情况", text);
        checks.followedUp(id, words, viewers.current().userId());
        story.tell(id, "followedUp", Map.of("text", words));
    }

    /**
     * Declares weeks to be vacation, from the first to the last.
     *
     * @return how many were new
     * @throws FormRefused field by field ({@code from to reason})
     */
    public int declareHoliday(String unitCode, Week from, Week to, String reason) {
        String words = words("reason", "理由", reason);
        if (to.compareTo(from) < 0) {
            throw new FormRefused("to", "结束的一周不能早于开始的一周");
        }
        if (to.compareTo(from.plus(11)) > 0) {
            throw new FormRefused("to", "一次最多 12 周；更长的请分几次写明理由");
        }
        for (Week week = from; week.compareTo(to) <= 0; week = week.plus(1)) {
            requireUndecided(unitCode, week, "from");
        }
        int declared = 0;
        for (Week week = from; week.compareTo(to) <= 0; week = week.plus(1)) {
            declared +=
                    holidays.declare(unitCode, week, words, viewers.current().userId()) ? 1 : 0;
        }
        return declared;
    }

    /** Takes a declared week back. @throws FormRefused where it has been decided */
    public boolean withdrawHoliday(String unitCode, Week week) {
        requireUndecided(unitCode, week, "");
        return holidays.withdraw(unitCode, week, viewers.current().userId());
    }

    private void requireUndecided(String unitCode, Week week, String field) {
        boolean decided = checks.of(unitCode, week)
                .filter(check -> check.state() != State.COLLECTING)
                .isPresent();
        if (decided) {
            throw new FormRefused(field, week.label() + "已经核定，不能再改是否假期周");
        }
    }

    static String words(String field, String what, @Nullable String text) {
        String stripped = text == null ? "" : text.strip();
        if (stripped.length() < SHORTEST || stripped.length() > LONGEST) {
            throw new FormRefused(field, "请用 " + SHORTEST + " 至 " + LONGEST + " 个字写明" + what);
        }
        return stripped;
    }
}
