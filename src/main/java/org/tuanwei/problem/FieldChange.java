package org.tuanwei.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.ContactDetails;

/** One field of a contact before and after a correction, masked: 电子邮箱 l***@a.example → w***@b.example (C7, C8). */
record FieldChange(String label, String before, String after) {

    private static final String NONE = "（空）";
    private static final Map<String, Function<ContactDetails, @Nullable String>> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("联系人", ContactDetails::contactName);
        FIELDS.put("职务", ContactDetails::position);
        FIELDS.put("电话", ContactDetails::phone);
        FIELDS.put("手机", ContactDetails::mobile);
        FIELDS.put("电子邮箱", ContactDetails::email);
        FIELDS.put("通信地址", ContactDetails::address);
        FIELDS.put("邮政编码", ContactDetails::postcode);
    }

    /** What differs, in the order of the form. @param before none where there was no contact yet */
    static List<FieldChange> between(@Nullable ContactCard before, ContactCard after) {
        List<FieldChange> changes = new ArrayList<>();
        FIELDS.forEach((label, field) -> {
            String old = before == null ? null : field.apply(before.details());
            if (!Objects.equals(old, field.apply(after.details()))) {
                changes.add(new FieldChange(label, before == null ? NONE : shown(field, before), shown(field, after)));
            }
        });
        return changes;
    }

    /** All on one line. */
    static String inWords(List<FieldChange> changes) {
        return changes.stream()
                .map(change -> change.label + ' ' + change.before + " → " + change.after)
                .collect(Collectors.joining("；"));
    }

    private static String shown(Function<ContactDetails, @Nullable String> field, ContactCard card) {
        return Objects.requireNonNullElse(field.apply(card.masked().details()), NONE);
    }
}
