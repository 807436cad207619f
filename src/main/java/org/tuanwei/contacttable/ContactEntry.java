package org.tuanwei.contacttable;

/** The seven cells of a row; an empty text where nothing is filled in. */
public record ContactEntry(
        String school, String type, String contactName, String position, String phone, String mobile, String email) {

    /** The cell of a column. */
    public String get(Column column) {
        return switch (column) {
            case SCHOOL -> school;
            case TYPE -> type;
            case NAME -> contactName;
            case POSITION -> position;
            case PHONE -> phone;
            case MOBILE -> mobile;
            case EMAIL -> email;
        };
    }

    /** Whether only the name of the school, and perhaps its type, is there: a row nobody has filled in yet. */
    public boolean isUnfilled() {
        return contactName.isEmpty() && position.isEmpty() && phone.isEmpty() && mobile.isEmpty() && email.isEmpty();
    }

    /** The same in the one spelling in which entries are kept and compared: 13800000000, 021-55500001, a@b.example. */
    public ContactEntry normalized() {
        return new ContactEntry(
                Spelling.name(school),
                Spelling.name(type),
                Spelling.personName(contactName),
                Spelling.text(position),
                Spelling.phone(phone),
                Spelling.mobile(mobile),
                Spelling.email(email));
    }

    @Override
    public String toString() {
        return "ContactEntry[" + school + ", …]";
    }
}
