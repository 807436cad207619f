package org.tuanwei.activitycounts;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activitycounts.Count.Numbers;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.CountedAccounts.Account;
import org.tuanwei.activitycounts.Post.Finding;
import org.tuanwei.engine.FormRefused;

/** Takes an organisation's own report of its week: only originals of this account and this week count (F4). */
@Service
@Transactional
public class OwnReports {

    private final CountedAccounts accounts;
    private final Counts counts;
    private final Posts posts;
    private final Closing closing;
    private final Clock clock;

    OwnReports(CountedAccounts accounts, Counts counts, Posts posts, Closing closing, Clock clock) {
        this.accounts = accounts;
        this.counts = counts;
        this.posts = posts;
        this.closing = closing;
        this.clock = clock;
    }

    /**
     * What was reported.
     *
     * @param lines one post a line; empty where nothing was published
     */
    public record Report(String lines, int reposts, boolean avatar) {}

    /** What became of it. */
    public record Taken(long countId, List<Post> posts, int originals) {

        /** Those that do not count. */
        public List<Post> struck() {
            return posts.stream().filter(post -> !post.counts()).toList();
        }
    }

    /** Whether an own report of the week is taken now. */
    @Transactional(readOnly = true)
    public boolean open(String unitCode, Week week) {
        Instant now = clock.instant();
        return !now.isBefore(week.begins()) && now.isBefore(closing.until(unitCode, week));
    }

    /** @throws FormRefused field by field ({@code posts reposts}), or for the whole when it is too late or too early */
    public Taken take(long organizationId, Week week, Report report, Source source) {
        Account account = requireOpen(organizationId, week);
        List<Post> judged = posts.judge(account, week, PostList.read(report.lines(), week, "posts"));
        int originals = (int) judged.stream().filter(Post::counts).count();
        int flagged = (int)
                judged.stream().filter(post -> post.finding() == Finding.REPOST).count();
        Optional<LocalDate> last = judged.stream()
                .map(Post::postedOn)
                .filter(Objects::nonNull)
                .filter(week::contains)
                .max(Comparator.naturalOrder());
        long count = counts.add(
                organizationId,
                week,
                source,
                new Numbers(originals, Math.max(report.reposts(), flagged), last.orElse(null), report.avatar()),
                null);
        posts.keep(count, organizationId, week, judged);
        return new Taken(count, judged, originals);
    }

    private Account requireOpen(long organizationId, Week week) {
        Instant now = clock.instant();
        if (now.isBefore(week.begins())) {
            throw new FormRefused("", week.label() + "还没有开始");
        }
        Account account = accounts.takingPart(organizationId, week)
                .orElseThrow(() -> new FormRefused("", "本单位的账号在" + week.label() + "还不参加核查：从开通后的第一个整周开始"));
        if (!now.isBefore(closing.until(account.unitCode(), week))) {
            throw new FormRefused(
                    "", week.label() + "的报送已于 " + closing.text(account.unitCode(), week) + " 截止；公布后对结果有异议的，可以在异议期内提出");
        }
        return account;
    }
}
