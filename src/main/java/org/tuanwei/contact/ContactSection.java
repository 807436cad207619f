package org.tuanwei.contact;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationSection;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.Viewer;

/** The contact card on an organisation's page, masked until somebody asks. */
@Component
public class ContactSection implements OrganizationSection {

    private static final int AFTER_THE_FACTS = 100;

    private final Contacts contacts;
    private final ContactDesk desk;

    ContactSection(Contacts contacts, ContactDesk desk) {
        this.contacts = contacts;
        this.desk = desk;
    }

    /**
     * What the fragment shows.
     *
     * @param card masked, null where nobody has registered yet
     * @param refusal why mail to its address is refused, null where none is
     */
    public record Model(
            String organizationCode,
            @Nullable ContactCard card,
            @Nullable String refusal,
            boolean mayReveal,
            boolean mayCorrect) {}

    @Override
    public int order() {
        return AFTER_THE_FACTS;
    }

    @Override
    public String fragment() {
        return "contact/section :: card";
    }

    @Override
    public @Nullable Model model(Organization organization, Viewer viewer) {
        Verb verb = desk.verb(viewer, organization);
        if (verb == Verb.NONE || organization.isBranch()) {
            return null;
        }
        Optional<ContactCard> card = contacts.current(organization.id());
        return new Model(
                organization.code(),
                card.map(ContactCard::masked).orElse(null),
                card.flatMap(contacts::refusal).orElse(null),
                card.isPresent() && verb.compareTo(Verb.SEE) >= 0,
                verb == Verb.DO);
    }
}
