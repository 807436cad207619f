package org.tuanwei.collection;

import java.util.List;
import org.springframework.stereotype.Component;
import org.tuanwei.contacttable.Column;
import org.tuanwei.contacttable.ContactEntry;
import org.tuanwei.contacttable.ContactTables;
import org.tuanwei.contacttable.Finding;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;

/** Holds what is typed into a form or page to the same rules as a row of a workbook. */
@Component
class EntryCheck {

    private final ContactTables tables;

    EntryCheck(ContactTables tables) {
        this.tables = tables;
    }

    /** The entry in the spelling in which it is kept. @throws FormRefused field by field */
    ContactEntry require(ContactEntry typed, Organization school) {
        ContactEntry entry = tables.kept(typed, school);
        List<FormRefused.Field> errors = tables.check(entry, school).stream()
                .filter(Finding::isError)
                .map(finding -> new FormRefused.Field(field(finding.column()), finding.text()))
                .toList();
        if (!errors.isEmpty()) {
            throw new FormRefused(errors);
        }
        return entry;
    }

    /** What should be looked at, though it is taken. */
    List<Finding> remarks(ContactEntry entry, Organization school) {
        return tables.check(entry, school).stream()
                .filter(finding -> !finding.isError())
                .toList();
    }

    private static String field(@org.jspecify.annotations.Nullable Column column) {
        if (column == null) {
            return "";
        }
        return switch (column) {
            case SCHOOL -> "";
            case TYPE -> "schoolType";
            case NAME -> "contactName";
            case POSITION -> "position";
            case PHONE -> "phone";
            case MOBILE -> "mobile";
            case EMAIL -> "email";
        };
    }
}
