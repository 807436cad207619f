package org.tuanwei.activitycounts;

import java.sql.Date;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activitycounts.CountedAccounts.Account;
import org.tuanwei.activitycounts.Post.Finding;

/** Judges reported posts against each other, the week, the account and everything reported before, and keeps them (F4). */
@Repository
public class Posts {

    /** Shorter texts are alike by chance. */
    private static final int TELLING = 4;

    /** Only the latest report of each account and week claims its links. */
    private static final String CLAIMED = """
            select p.link_key, p.organization_id, p.week from activity_post p
            where p.link_key in (:keys) and p.finding is null
              and not (p.organization_id = :organization and p.week = :week)
              and not exists (select 1 from activity_count later join activity_count own on own.id = p.count_id
                    where later.organization_id = own.organization_id and later.week = own.week
                      and later.source = own.source and later.version > own.version)
            order by p.id""";

    private final JdbcClient jdbc;

    Posts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Claim(String linkKey, long organizationId, Week week) {}

    /** The posts with what is wrong with each. */
    List<Post> judge(Account account, Week week, List<Post> posts) {
        Map<String, Claim> claimed = claimed(account, week, posts);
        Set<String> links = new HashSet<>();
        Map<String, Integer> texts = new HashMap<>();
        List<Post> judged = new ArrayList<>();
        for (Post post : posts) {
            judged.add(judge(account, week, post, claimed, links, texts));
        }
        return judged;
    }

    private static Post judge(
            Account account,
            Week week,
            Post post,
            Map<String, Claim> claimed,
            Set<String> links,
            Map<String, Integer> texts) {
        String key = PostList.linkKey(post.link());
        if (!links.add(key)) {
            return post.with(Finding.DUPLICATE_LINK, "同一个链接在本次报送中出现不止一次");
        }
        if (post.postedOn() == null || !week.contains(post.postedOn())) {
            return post.with(Finding.OTHER_WEEK, "发布于 " + post.postedOn() + "，本周为 " + week.days());
        }
        if (foreignAddress(account, key)) {
            return post.with(Finding.OTHER_ACCOUNT, "链接不在本账号 " + account.address() + " 之下");
        }
        Claim claim = claimed.get(key);
        if (claim != null && claim.organizationId() == account.organizationId()) {
            return post.with(Finding.OTHER_WEEK, "已在 " + claim.week().label() + " 报送过");
        }
        if (claim != null) {
            return post.with(Finding.OTHER_ACCOUNT, "另一个账号已经报送过这个链接");
        }
        if (PostList.repost(post.words())) {
            return post.with(Finding.REPOST, "正文带有转发的标记");
        }
        String words = PostList.wordsKey(post.words());
        Integer before = words.length() < TELLING ? null : texts.putIfAbsent(words, post.line());
        return before == null ? post : post.with(Finding.DUPLICATE_TEXT, "与第 " + before + " 条内容相同");
    }

    /** A link below another account's own page; the platform's links of single posts name no account. */
    private static boolean foreignAddress(Account account, String linkKey) {
        if (account.address() == null) {
            return false;
        }
        String[] own = PostList.linkKey(account.address()).split("/");
        String[] link = linkKey.split("/");
        return own.length > 1
                && link.length > 1
                && own[0].equals(link[0])
                && !link[1].equals("p")
                && !link[1].equals(own[1].toLowerCase(Locale.ROOT));
    }

    private Map<String, Claim> claimed(Account account, Week week, List<Post> posts) {
        Map<String, Claim> claims = new HashMap<>();
        if (!posts.isEmpty()) {
            jdbc.sql(CLAIMED)
                    .param(
                            "keys",
                            posts.stream()
                                    .map(post -> PostList.linkKey(post.link()))
                                    .toList())
                    .param("organization", account.organizationId())
                    .param("week", Date.valueOf(week.monday()))
                    .query((row, n) -> new Claim(
                            row.getString(1),
                            row.getLong(2),
                            new Week(row.getDate(3).toLocalDate())))
                    .list()
                    .forEach(claim -> claims.putIfAbsent(claim.linkKey(), claim));
        }
        return claims;
    }

    void keep(long countId, long organizationId, Week week, List<Post> posts) {
        for (Post post : posts) {
            jdbc.sql("""
                            insert into activity_post (count_id, organization_id, week, line, link, link_key, posted_on,
                                words, words_key, finding, detail) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(
                            countId,
                            organizationId,
                            Date.valueOf(week.monday()),
                            post.line(),
                            post.link(),
                            PostList.linkKey(post.link()),
                            post.postedOn(),
                            post.words(),
                            PostList.wordsKey(post.words()),
                            post.finding() == null ? null : post.finding().name(),
                            post.detail())
                    .update();
        }
    }

    /** The posts of one report, in the order they were reported. */
    @Transactional(readOnly = true)
    public List<Post> of(long countId) {
        return jdbc.sql("select line, link, posted_on, words, finding, detail from activity_post where count_id = ?"
                        + " order by line")
                .param(countId)
                .query((row, n) -> {
                    Date on = row.getDate("posted_on");
                    @Nullable String finding = row.getString("finding");
                    return new Post(
                            row.getInt("line"),
                            Objects.requireNonNull(row.getString("link")),
                            on == null ? null : on.toLocalDate(),
                            row.getString("words"),
                            finding == null ? null : Finding.valueOf(finding),
                            row.getString("detail"));
                })
                .list();
    }
}
