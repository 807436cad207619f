package org.tuanwei.collection;

import java.time.Instant;
import org.tuanwei.contacttable.ContactEntry;

/**
 * What somebody filled in for a row at one moment; never changed.
 *
 * @param adopted whether it became the row's content at that moment
 */
record RowVersion(
        long id,
        long rowId,
        int version,
        ContactEntry entry,
        Source source,
        Channel channel,
        boolean adopted,
        String recordedBy,
        Instant recordedAt) {

    /** Who filled it in (J1). */
    enum Source {
        SCHOOL("学校填报"),
        UNIT("省级代填"),
        CENTRE("中央代填");

        private final String label;

        Source(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** How it came. */
    enum Channel {
        FORM("待办表单"),
        PAGE("网页"),
        FILE("工作簿");

        private final String label;

        Channel(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Whether both say the same, whatever the spelling. */
    boolean says(ContactEntry other) {
        return withoutSchool(entry).equals(withoutSchool(other));
    }

    private static ContactEntry withoutSchool(ContactEntry entry) {
        ContactEntry one = entry.normalized();
        return new ContactEntry(
                "", one.type(), one.contactName(), one.position(), one.phone(), one.mobile(), one.email());
    }

    @Override
    public String toString() {
        return "RowVersion[" + id + "]";
    }
}
