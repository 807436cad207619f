package org.tuanwei.people;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.mail.LateText;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Audit;
import org.tuanwei.security.IdentityTables;
import org.tuanwei.web.Formats;
import org.tuanwei.web.OneTimeLink;
import org.tuanwei.web.OneTimeTokens;

/** Single-use activation codes by mail: whoever holds one chooses the account's password, once, before it expires. */
@Component
class Activations implements OneTimeLink, LateText {

    static final String NAME = "account-activation";
    private static final int VALID_WORKING_DAYS = 5;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final IdentityTables tables;
    private final PasswordRules rules;
    private final OneTimeTokens tokens;
    private final Outbox outbox;
    private final MailLinks links;
    private final WorkingCalendar calendar;
    private final Organizations organizations;
    private final Formats formats;
    private final Audit audit;
    private final Clock clock;

    Activations(
            JdbcClient jdbc,
            Accounts accounts,
            IdentityTables tables,
            PasswordRules rules,
            OneTimeTokens tokens,
            Outbox outbox,
            MailLinks links,
            WorkingCalendar calendar,
            Organizations organizations,
            Formats formats,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.tables = tables;
        this.rules = rules;
        this.tokens = tokens;
        this.outbox = outbox;
        this.links = links;
        this.calendar = calendar;
        this.organizations = organizations;
        this.formats = formats;
        this.audit = audit;
        this.clock = clock;
    }

    /** A password nobody knows, good enough for the policy: what an account has until its holder chooses one. */
    static String unknownPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return "aA1!" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Sends a new code; codes sent before are void from now on. Joins the transaction. */
    void send(Account account, String by) {
        send(account, tables.person(account.userId()).orElseThrow(), by);
    }

    /** The same for a person just made: inside a step of a process the engine writes him only when the step ends. */
    void send(Account account, IdentityTables.Person person, String by) {
        Instant now = clock.instant();
        Instant expires = calendar.due(now, VALID_WORKING_DAYS);
        revoke(account.userId());
        String seed = tokens.seed();
        jdbc.sql("""
                        insert into account_activation (user_id, token_hash, created_by, created_at, expires_at)
                        values (:user, :hash, :by, :now, :expires)""")
                .param("user", account.userId())
                .param("hash", tokens.hash(tokens.token(NAME, seed)))
                .param("by", by)
                .param("now", utc(now))
                .param("expires", utc(expires))
                .update();
        Organization organization = organizations.get(account.organizationId());
        outbox.enqueue(new MailRequest(
                NAME + "-" + seed, null, NAME, person.email(), "激活团微账号：" + organization.title(), """
                %s，您好：

                已为您开通团微账号，用于办理%s的团组织微博建设事项。

                用户名：%s
                请打开下面的链接设置密码，设置后即可登录：

                {{late:%s:%s}}

                链接%s前有效，只能使用一次；过期请联系上级团组织重新发送。请不要把本邮件转发给他人。

                团微 · 高校团组织微博体系建设
                """.formatted(
                        person.name(), organization.title(), account.userId(), NAME, seed, formats.deadline(expires))));
    }

    /** Voids the codes of an account that are still open. */
    void revoke(String userId) {
        jdbc.sql("""
                        update account_activation set revoked_at = :now
                        where user_id = :user and used_at is null and revoked_at is null""").param("now", utc(clock.instant())).param("user", userId).update();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String value(String seed) {
        return links.to("/activate/" + tokens.token(NAME, seed));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Shown> open(String token) {
        return userOf(token).map(userId -> form(userId, List.of(), 200));
    }

    @Override
    @Transactional
    public Optional<Shown> use(String token, Map<String, String> form) {
        Optional<String> holder = userOf(token);
        if (holder.isEmpty()) {
            return Optional.empty();
        }
        String userId = holder.get();
        String password = form.getOrDefault("password", "");
        List<String> problems = password.equals(form.getOrDefault("passwordAgain", ""))
                ? rules.problems(userId, password)
                : List.of("两次输入的密码不一样");
        if (!problems.isEmpty()) {
            return Optional.of(form(userId, problems, 422));
        }
        // of two people using the code at the same moment one finds the row used
        int used = jdbc.sql("""
                        update account_activation set used_at = :now
                        where token_hash = :hash and used_at is null and revoked_at is null and expires_at > :now""")
                .param("now", utc(clock.instant()))
                .param("hash", tokens.hash(token))
                .update();
        if (used == 0) {
            return Optional.empty();
        }
        Account account = accounts.lock(userId).orElseThrow();
        tables.setPassword(userId, password);
        tables.setGroups(userId, account.groupsHeld());
        accounts.changeState(userId, Account.State.ACTIVE, account.groupsHeld(), userId, null);
        audit.record("account.activated", "user:" + userId, "");
        return Optional.of(new Shown("people/activated", Map.of("userId", userId)));
    }

    private Shown form(String userId, List<String> problems, int status) {
        Account account = accounts.byId(userId).orElseThrow();
        return new Shown(
                "people/activate",
                Map.of(
                        "userId",
                        userId,
                        "organization",
                        organizations.get(account.organizationId()).title(),
                        "problems",
                        problems,
                        "rules",
                        PasswordRules.IN_WORDS),
                status);
    }

    private Optional<String> userOf(String token) {
        return jdbc.sql("""
                        select a.user_id from account_activation c join account a on a.user_id = c.user_id
                        where c.token_hash = :hash and c.used_at is null and c.revoked_at is null
                          and c.expires_at > :now and a.state <> 'INACTIVE'""")
                .param("hash", tokens.hash(token))
                .param("now", utc(clock.instant()))
                .query(String.class)
                .optional();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
