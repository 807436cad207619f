package org.tuanwei.people;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.organization.SearchText;
import org.tuanwei.organization.SubtreeScope;
import org.tuanwei.web.SortedList;

/** The rows of the accounts. */
@Repository
class Accounts {

    static final int PAGE = 50;

    private static final long LOCK = 0x6163636f756e74L;

    private static final Map<String, String> SORTABLE = Map.of(
            "name", "(coalesce(i.last_, '') || coalesce(i.first_, '')) collate \"zh-x-icu\"",
            "user", "a.user_id",
            "organization", "o.name collate \"zh-x-icu\"",
            "post", SortedList.ranked("a.post", Post.values()),
            "state", SortedList.ranked("a.state", Account.State.values()));

    private static final String COLUMNS =
            "a.user_id, a.organization_id, a.post, a.state, a.groups_held, a.created_at, a.activated_at";

    private final JdbcClient jdbc;
    private final Clock clock;

    Accounts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One page of accounts. */
    record Page(List<Account> accounts, long total, int number, int pages) {}

    /** Nodes that start together, and approvals that meet, make the same account once. */
    void oneAtATime() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(row -> {});
    }

    Optional<Account> byId(String userId) {
        return jdbc.sql("select " + COLUMNS + " from account a where a.user_id = :id")
                .param("id", userId)
                .query(Accounts::map)
                .optional();
    }

    Optional<Account> lock(String userId) {
        return jdbc.sql("select " + COLUMNS + " from account a where a.user_id = :id for update")
                .param("id", userId)
                .query(Accounts::map)
                .optional();
    }

    boolean anyOf(Post post) {
        return jdbc.sql("select exists (select 1 from account where post = :post and state <> 'INACTIVE')")
                .param("post", post.name())
                .query(Boolean.class)
                .single();
    }

    List<Account> ofOrganization(long organizationId) {
        return jdbc.sql("select " + COLUMNS
                        + " from account a where a.organization_id = :organization order by a.created_at, a.user_id")
                .param("organization", organizationId)
                .query(Accounts::map)
                .list();
    }

    Page page(PeopleFilter filter, SubtreeScope scope) {
        Map<String, Object> params = new LinkedHashMap<>(scope.params());
        String from = " from account a join organization o on o.id = a.organization_id";
        StringBuilder where = new StringBuilder(" where " + scope.predicate("o"));
        where.append(" and ").append(SearchText.condition(filter.searched(), params));
        if (SortedList.given(filter.post())) {
            where.append(" and a.post = :post");
            params.put("post", String.valueOf(filter.post()));
        }
        if (SortedList.given(filter.state())) {
            where.append(" and a.state = :state");
            params.put("state", String.valueOf(filter.state()));
        }
        long total = jdbc.sql("select count(*)" + from + where)
                .params(params)
                .query(Long.class)
                .single();
        int pages = (int) Math.max(1, (total + PAGE - 1) / PAGE);
        int page = Math.min(filter.pageNumber(), pages);
        params.put("limit", PAGE);
        params.put("offset", (page - 1) * PAGE);
        List<Account> accounts = jdbc.sql(
                        "select " + COLUMNS + from + " left join public.act_id_user i on i.id_ = a.user_id" + where
                                + " order by "
                                + filter.orderBy(SORTABLE, "o.unit_code, coalesce(o.school_code, ''), a.user_id")
                                + " limit :limit offset :offset")
                .params(params)
                .query(Accounts::map)
                .list();
        return new Page(accounts, total, page, pages);
    }

    void insert(
            String userId, long organizationId, Post post, Account.State state, Collection<String> groups, String by) {
        jdbc.sql("""
                        insert into account (user_id, organization_id, post, state, groups_held, created_by, created_at,
                            changed_by, changed_at, activated_at)
                        values (:id, :organization, :post, :state, string_to_array(:groups, ','), :by, :now, :by, :now,
                            case when :state = 'ACTIVE' then cast(:now as timestamptz) end)""")
                .param("id", userId)
                .param("organization", organizationId)
                .param("post", post.name())
                .param("state", state.name())
                .param("groups", String.join(",", groups))
                .param("by", by)
                .param("now", now())
                .update();
    }

    void changeState(
            String userId, Account.State state, Collection<String> groups, String by, @Nullable String reason) {
        jdbc.sql("""
                        update account set state = :state, groups_held = string_to_array(:groups, ','),
                            changed_by = :by, changed_at = :now, change_reason = :reason,
                            activated_at = case when :state = 'ACTIVE'
                                then coalesce(activated_at, cast(:now as timestamptz)) else activated_at end
                        where user_id = :id""")
                .param("state", state.name())
                .param("groups", String.join(",", groups))
                .param("by", by)
                .param("now", now())
                .param("reason", reason)
                .param("id", userId)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Account map(ResultSet row, int number) throws SQLException {
        Array groups = row.getArray("groups_held");
        Timestamp activated = row.getTimestamp("activated_at");
        return new Account(
                row.getString("user_id"),
                row.getLong("organization_id"),
                Post.valueOf(row.getString("post")),
                Account.State.valueOf(row.getString("state")),
                Set.of((String[]) groups.getArray()),
                row.getTimestamp("created_at").toInstant(),
                activated == null ? null : activated.toInstant());
    }
}
