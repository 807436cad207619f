package org.tuanwei.contact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.Audit;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Keeps the contact cards: every change is a new version, and its mail address is asked for a proof. */
@Service
@Transactional
public class Contacts {

    private static final String CARD = """
            select id, organization_id, version, contact_name, position, phone, mobile, email, address, postcode,
                   proved_at is not null as proved, source, recorded_at
            from contact""";

    private final JdbcClient jdbc;
    private final MailProofs proofs;
    private final Viewers viewers;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Contacts(
            JdbcClient jdbc,
            MailProofs proofs,
            Viewers viewers,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.proofs = proofs;
        this.viewers = viewers;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<ContactCard> current(long organizationId) {
        return jdbc.sql(CARD + " where organization_id = :organization and replaced_at is null")
                .param("organization", organizationId)
                .query(Contacts::map)
                .optional();
    }

    /** The current contact of each of these organisations that has one, by organisation. */
    @Transactional(readOnly = true)
    public Map<Long, ContactCard> current(Collection<Long> organizationIds) {
        Map<Long, ContactCard> cards = new HashMap<>();
        jdbc.sql(CARD + " where organization_id = any(?) and replaced_at is null")
                .param(organizationIds.toArray(Long[]::new))
                .query(Contacts::map)
                .list()
                .forEach(card -> cards.put(card.organizationId(), card));
        return cards;
    }

    /** A version by its id, also one that was replaced. */
    @Transactional(readOnly = true)
    public Optional<ContactCard> version(long contactId) {
        return jdbc.sql(CARD + " where id = :id")
                .param("id", contactId)
                .query(Contacts::map)
                .optional();
    }

    /** The card that letters to this organisation go to: its own, for a class branch without one its school's. */
    @Transactional(readOnly = true)
    public Optional<ContactCard> reaching(long organizationId) {
        return jdbc.sql(CARD + """
                         where replaced_at is null and organization_id in (:organization,
                            (select s.id from organization o join organization s on s.code = o.school_code
                             where o.id = :organization))
                        order by organization_id = :organization desc limit 1""")
                .param("organization", organizationId)
                .query(Contacts::map)
                .optional();
    }

    /** Why mail to the card's address is refused, as far as the mail server has told. */
    @Transactional(readOnly = true)
    public Optional<String> refusal(ContactCard card) {
        return jdbc.sql("select refused_reason from contact where id = :id and refused_at is not null")
                .param("id", card.id())
                .query(String.class)
                .optional();
    }

    /** All versions, the current one first. */
    @Transactional(readOnly = true)
    public List<ContactCard> versions(long organizationId) {
        return jdbc.sql(CARD + " where organization_id = :organization order by version desc")
                .param("organization", organizationId)
                .query(Contacts::map)
                .list();
    }

    /**
     * Records what was filled in; the same again changes nothing. Throws {@link FormRefused} with every wrong field.
     *
     * @param source where it comes from: {@code registration}, {@code import} …
     */
    public ContactCard record(long organizationId, ContactDetails details, String source) {
        return keep(organizationId, details, source, null);
    }

    /** Puts a card right, with the reason; the old version stays (C7, C8: before and after kept). */
    public ContactCard correct(long organizationId, ContactDetails details, String reason) {
        Map<String, String> problems = new LinkedHashMap<>(details.problems());
        if (reason.isBlank()) {
            problems.put("reason", "请填写更正原因");
        }
        refuse(problems);
        ContactCard card = keep(organizationId, details, "correction", reason.strip());
        audit.record("contact.corrected", "organization:" + organizationId, "联系人卡 " + card.id());
        return card;
    }

    private ContactCard keep(long organizationId, ContactDetails details, String source, @Nullable String reason) {
        refuse(details.problems());
        // corrections of the same organisation queue here, so that versions follow one another
        jdbc.sql("select id from organization where id = :id for update")
                .param("id", organizationId)
                .query(Long.class)
                .single();
        Optional<ContactCard> before = current(organizationId);
        if (before.isPresent() && before.get().details().equals(details)) {
            return before.get();
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        before.ifPresent(card -> jdbc.sql("update contact set replaced_at = :now where id = :id")
                .param("now", now)
                .param("id", card.id())
                .update());
        boolean alreadyProved = before.isPresent()
                && before.get().proved()
                && before.get().email().equalsIgnoreCase(details.email());
        long id = jdbc.sql("""
                        insert into contact (organization_id, version, contact_name, position, phone, mobile, email,
                            address, postcode, source, reason, recorded_by, recorded_at, proved_at)
                        values (:organization, :version, :name, :position, :phone, :mobile, :email,
                            :address, :postcode, :source, :reason, :by, :now, :proved)
                        returning id""")
                .param("organization", organizationId)
                .param("version", before.map(ContactCard::version).orElse(0) + 1)
                .param("name", details.contactName())
                .param("position", details.position())
                .param("phone", details.phone())
                .param("mobile", details.mobile())
                .param("email", details.email())
                .param("address", details.address())
                .param("postcode", details.postcode())
                .param("source", source)
                .param("reason", reason)
                .param("by", viewers.currentOrNone().map(Viewer::userId).orElse("public"))
                .param("now", now)
                .param("proved", alreadyProved ? now : null)
                .query(Long.class)
                .single();
        ContactCard card = current(organizationId).orElseThrow();
        if (!alreadyProved) {
            proofs.ask(card);
        }
        events.publishEvent(new ContactChanged(organizationId, id));
        return card;
    }

    private static void refuse(Map<String, String> problems) {
        if (!problems.isEmpty()) {
            throw new FormRefused(problems.entrySet().stream()
                    .map(problem -> new FormRefused.Field(problem.getKey(), problem.getValue()))
                    .toList());
        }
    }

    static ContactCard map(ResultSet row, int number) throws SQLException {
        return new ContactCard(
                row.getLong("id"),
                row.getLong("organization_id"),
                row.getInt("version"),
                row.getString("contact_name"),
                row.getString("position"),
                row.getString("phone"),
                row.getString("mobile"),
                row.getString("email"),
                row.getString("address"),
                row.getString("postcode"),
                row.getBoolean("proved"),
                row.getString("source"),
                row.getTimestamp("recorded_at").toInstant());
    }
}
