package org.tuanwei.contact;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.mail.LateText;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRefused;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.web.Formats;
import org.tuanwei.web.OneTimeLink;
import org.tuanwei.web.OneTimeTokens;

/** The round trip that proves a mail address (clause C7): a link goes there, its holder follows it and says yes. */
@Component
class MailProofs implements OneTimeLink, LateText {

    static final String NAME = "contact-proof";
    private static final int VALID_WORKING_DAYS = 5;

    private final JdbcClient jdbc;
    private final OneTimeTokens tokens;
    private final Outbox outbox;
    private final MailLinks links;
    private final WorkingCalendar calendar;
    private final Organizations organizations;
    private final Formats formats;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    MailProofs(
            JdbcClient jdbc,
            OneTimeTokens tokens,
            Outbox outbox,
            MailLinks links,
            WorkingCalendar calendar,
            Organizations organizations,
            Formats formats,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.outbox = outbox;
        this.links = links;
        this.calendar = calendar;
        this.organizations = organizations;
        this.formats = formats;
        this.events = events;
        this.clock = clock;
    }

    private record Open(long contactId, long organizationId, String contactName, String email, boolean proved) {}

    /** Sends a fresh link to the card's address; links sent before lose their validity. Joins the transaction. */
    void ask(ContactCard card) {
        Instant now = clock.instant();
        Instant expires = calendar.due(now, VALID_WORKING_DAYS);
        jdbc.sql("update mail_proof set expires_at = :now where contact_id = :contact and expires_at > :now")
                .param("now", utc(now))
                .param("contact", card.id())
                .update();
        // an address whose mail came back has to be proved anew
        jdbc.sql("update contact set proved_at = case when refused_at is null then proved_at end,"
                        + " refused_at = null, refused_reason = null where id = :id")
                .param("id", card.id())
                .update();
        String seed = tokens.seed();
        jdbc.sql("""
                        insert into mail_proof (contact_id, token_hash, asked_at, expires_at)
                        values (:contact, :hash, :now, :expires)""")
                .param("contact", card.id())
                .param("hash", tokens.hash(tokens.token(NAME, seed)))
                .param("now", utc(now))
                .param("expires", utc(expires))
                .update();
        Organization organization = organizations.get(card.organizationId());
        outbox.enqueue(new MailRequest(
                NAME + "-" + seed, null, NAME, card.email(), "请确认联系邮箱：" + organization.title(), """
                您好：

                %s在团微登记的微博建设联系邮箱是本邮箱。请打开下面的链接，按页面上的按钮确认邮箱可以收到邮件：

                {{late:%s:%s}}

                链接%s前有效，只能使用一次。以后的号码、审核结果和期限提醒都发到这个邮箱。
                如果您不了解这件事，请不要理会本邮件，不会有任何后果。

                团微 · 高校团组织微博体系建设
                """.formatted(
                                organization.title(), NAME, seed, formats.deadline(expires))));
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
        return find(token).map(open -> new Shown(open.proved() ? "contact/proved" : "contact/prove", model(open)));
    }

    @Override
    @Transactional
    public Optional<Shown> use(String token, Map<String, String> form) {
        return find(token).map(open -> {
            if (!open.proved()) {
                OffsetDateTime now = utc(clock.instant());
                jdbc.sql("update mail_proof set proved_at = :now where token_hash = :hash and proved_at is null")
                        .param("now", now)
                        .param("hash", tokens.hash(token))
                        .update();
                int first = jdbc.sql("update contact set proved_at = :now, refused_at = null"
                                + " where id = :id and proved_at is null")
                        .param("now", now)
                        .param("id", open.contactId())
                        .update();
                if (first > 0) {
                    events.publishEvent(new ContactProved(open.organizationId(), open.contactId()));
                }
            }
            return new Shown("contact/proved", model(open));
        });
    }

    /** A letter that will not arrive, whatever it is about, says that the address is wrong long before it is missed. */
    @EventListener
    @Transactional
    public void refused(MailRefused refusal) {
        jdbc.sql("""
                        update contact set refused_at = :now, refused_reason = :reason
                        where lower(email) = lower(:email) and replaced_at is null and refused_at is null""")
                .param("now", utc(clock.instant()))
                .param("reason", refusal.reason())
                .param("email", refusal.recipient())
                .update();
    }

    private Map<String, Object> model(Open open) {
        return Map.of(
                "organization",
                organizations.get(open.organizationId()).title(),
                "contactName",
                Mask.name(open.contactName()),
                "email",
                Mask.email(open.email()));
    }

    private Optional<Open> find(String token) {
        return jdbc.sql("""
                        select c.id, c.organization_id, c.contact_name, c.email, p.proved_at is not null as proved
                        from mail_proof p join contact c on c.id = p.contact_id
                        where p.token_hash = :hash and p.expires_at > :now and c.replaced_at is null""")
                .param("hash", tokens.hash(token))
                .param("now", utc(clock.instant()))
                .query((row, number) -> new Open(
                        row.getLong("id"),
                        row.getLong("organization_id"),
                        row.getString("contact_name"),
                        row.getString("email"),
                        row.getBoolean("proved")))
                .optional();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
