package org.tuanwei.contact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One version of an organisation's contact. */
public record ContactCard(
        long id,
        long organizationId,
        int version,
        String contactName,
        @Nullable String position,
        @Nullable String phone,
        @Nullable String mobile,
        String email,
        String address,
        @Nullable String postcode,
        boolean proved,
        String source,
        Instant recordedAt) {

    /** The same with everything personal covered; the postal address is the organisation's and stays. */
    public ContactCard masked() {
        return new ContactCard(
                id,
                organizationId,
                version,
                Mask.name(contactName),
                position,
                phone == null ? null : Mask.phone(phone),
                mobile == null ? null : Mask.mobile(mobile),
                Mask.email(email),
                address,
                postcode,
                proved,
                source,
                recordedAt);
    }

    /** What the card says, without when and how it came to be. */
    public ContactDetails details() {
        return new ContactDetails(contactName, position, phone, mobile, email, address, postcode);
    }

    /** Records end up in logs sooner or later; this one says nothing there. */
    @Override
    public String toString() {
        return "ContactCard[" + id + "]";
    }
}
