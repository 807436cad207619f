package org.tuanwei.contacttable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.MailDomains;
import org.tuanwei.organization.Organization;

/**
 * Looks at the cells of one row and says what situations they are in; what can be understood without a guess is put
 * right in the entry: a mobile number in the column of the telephone, a zero that a number cell has swallowed.
 */
final class RowCheck {

    private static final Pattern NAME = Pattern.compile("[\\p{L}·.\\- ]+");
    private static final Pattern LINE = Pattern.compile("(0\\d{2,3}-)?[1-9]\\d{6,7}(-\\d{1,6})?");
    private static final Pattern MOBILE = Pattern.compile("0?(1\\d{10})");
    private static final Pattern SEVERAL_NUMBERS = Pattern.compile(".*\\d{6,}[\\s/,;、，；或和|]+\\+?[\\d-]{6,}.*");
    private static final Pattern SEVERAL_NAMES = Pattern.compile("\\p{IsHan}{2,}\\s*[,、，/;；]\\s*\\p{IsHan}{2,}.*");
    private static final Pattern SEVERAL_MAILS = Pattern.compile("[^@]+@[^@]+[\\s,;、，；/]+[^@]*@.+");

    /** Shorter texts need not be asked about one by one. */
    private static final int NEVER_TOO_LONG = 10;

    private final AreaCodes areas;
    private final List<Fact> facts = new ArrayList<>();
    private final ContactEntry written;
    private final @Nullable Organization school;
    private String phone;
    private String mobile;

    /** @param school of the registry; null where it is not certain */
    RowCheck(ContactEntry written, @Nullable Organization school, AreaCodes areas) {
        this.written = written.normalized();
        this.school = school;
        this.areas = areas;
        phone = this.written.phone();
        mobile = this.written.mobile();
    }

    /** The situations in the order of the columns; empty when all is well. */
    List<Fact> facts() {
        type();
        name();
        position();
        moveNumbers();
        phone();
        mobile();
        email();
        return List.copyOf(facts);
    }

    /** The entry as it is kept; to be asked after {@link #facts()}. */
    ContactEntry entry() {
        return new ContactEntry(
                written.school(),
                written.type(),
                written.contactName(),
                written.position(),
                phone,
                mobile,
                written.email());
    }

    private void note(Column column, String situation, String... values) {
        count(column, situation, 0, values);
    }

    private void count(Column column, String situation, int number, String... values) {
        java.util.HashMap<String, String> named = new java.util.HashMap<>();
        for (int i = 0; i + 1 < values.length; i += 2) {
            named.put(values[i], values[i + 1]);
        }
        facts.add(Fact.of(column, situation, number, named));
    }

    private void type() {
        String registered = school == null ? null : school.schoolType();
        String inRegistry = registered == null ? "" : "，名册里是“" + registered + "”";
        if (written.type().isEmpty()) {
            note(Column.TYPE, "EMPTY", "registered", inRegistry);
        } else if (!TableSheets.TYPES.contains(written.type())) {
            note(Column.TYPE, "NOT_ONE_OF_FOUR", "value", written.type(), "registered", inRegistry);
        } else if (registered != null && !registered.equals(written.type())) {
            note(Column.TYPE, "DIFFERS", "value", written.type(), "expected", registered);
        }
    }

    private void name() {
        String name = written.contactName();
        if (name.isEmpty()) {
            note(Column.NAME, "EMPTY");
        } else if (SEVERAL_NAMES.matcher(name).matches()) {
            note(Column.NAME, "SEVERAL");
        } else if (!NAME.matcher(name).matches()) {
            note(Column.NAME, "NOT_A_NAME", "value", name);
        } else if (name.length() < 2 || name.length() > NEVER_TOO_LONG) {
            count(Column.NAME, "LENGTH", name.length());
        }
    }

    private void position() {
        String position = written.position();
        if (position.contains("@") || position.replaceAll("\\D", "").length() >= 7) {
            note(Column.POSITION, "MISPLACED", "value", position);
        } else if (position.length() > NEVER_TOO_LONG) {
            count(Column.POSITION, "LENGTH", position.length());
        }
    }

    /** Each number into its own column where there is no doubt which is meant. */
    private void moveNumbers() {
        Matcher inPhone = MOBILE.matcher(phone);
        boolean lineInMobile = isLine(mobile);
        if (inPhone.matches() && areas.withLostZero(phone).isEmpty()) {
            if (mobile.isEmpty() || mobile.equals(inPhone.group(1))) {
                mobile = inPhone.group(1);
                phone = "";
                note(Column.PHONE, "MOBILE_MOVED");
            } else if (lineInMobile) {
                String line = Spelling.phone(mobile);
                mobile = inPhone.group(1);
                phone = line;
                note(Column.PHONE, "MOBILE_MOVED");
                note(Column.MOBILE, "LINE_MOVED");
            }
        } else if (lineInMobile && phone.isEmpty()) {
            phone = Spelling.phone(mobile);
            mobile = "";
            note(Column.MOBILE, "LINE_MOVED");
        }
    }

    private void phone() {
        if (phone.isEmpty()) {
            return;
        }
        String lost = areas.withLostZero(phone).orElse("");
        if (Spelling.isScientific(phone)) {
            note(Column.PHONE, "ROUNDED", "value", phone);
        } else if (SEVERAL_NUMBERS.matcher(phone).matches()) {
            note(Column.PHONE, "SEVERAL");
        } else if (!lost.isEmpty()) {
            note(Column.PHONE, "LOST_ZERO", "value", phone, "full", lost);
            phone = lost;
            area();
        } else if (MOBILE.matcher(phone).matches()) {
            note(Column.PHONE, "MOBILE_HERE", "value", phone);
        } else if (phone.matches("[1-9]\\d*(-\\d{1,6})?")) {
            int digits = phone.contains("-") ? phone.indexOf('-') : phone.length();
            count(Column.PHONE, "NO_AREA", digits, "value", phone, "area", shownArea());
        } else if (LINE.matcher(phone).matches()) {
            area();
        } else {
            note(Column.PHONE, "NOT_A_NUMBER", "value", phone);
        }
    }

    private String shownArea() {
        String city = school == null ? null : school.city();
        return areas.of(city)
                .map(code -> "；" + city + "的区号是" + code + "，即" + code + "-" + phone)
                .orElse("");
    }

    private void area() {
        String city = school == null ? null : school.city();
        areas.of(city)
                .filter(code -> !phone.startsWith(code + "-"))
                .ifPresent(code -> note(
                        Column.PHONE,
                        "AREA_DIFFERS",
                        "value",
                        phone,
                        "city",
                        Objects.requireNonNullElse(city, ""),
                        "area",
                        code));
    }

    private static boolean isLine(String number) {
        return number.startsWith("0") && LINE.matcher(Spelling.phone(number)).matches();
    }

    private void mobile() {
        if (mobile.isEmpty()) {
            if (phone.isEmpty()) {
                note(Column.MOBILE, "EMPTY_BOTH");
            } else {
                note(Column.MOBILE, "EMPTY", "phone", phone);
            }
        } else if (Spelling.isScientific(mobile)) {
            note(Column.MOBILE, "ROUNDED", "value", mobile);
        } else if (SEVERAL_NUMBERS.matcher(mobile).matches()) {
            note(Column.MOBILE, "SEVERAL");
        } else if (isLine(mobile)) {
            note(Column.MOBILE, "LINE_HERE", "value", Spelling.phone(mobile));
        } else if (!mobile.matches("\\d+")) {
            note(Column.MOBILE, "NOT_A_NUMBER", "value", mobile);
        } else if (mobile.length() != 11) {
            count(Column.MOBILE, "DIGITS", mobile.length(), "value", mobile);
        } else if (!mobile.startsWith("1")) {
            note(Column.MOBILE, "WRONG_START", "value", mobile);
        } else if (mobile.charAt(1) < '3') {
            note(Column.MOBILE, "NO_SUCH_RANGE", "value", mobile);
        }
    }

    private void email() {
        String email = written.email();
        if (email.isEmpty()) {
            note(Column.EMAIL, "EMPTY");
            return;
        }
        if (SEVERAL_MAILS.matcher(email).matches()) {
            note(Column.EMAIL, "SEVERAL");
            return;
        }
        String wrong = ContactDetails.emailProblem(email);
        if (wrong != null) {
            note(Column.EMAIL, "WRONG_FORM", "detail", wrong, "value", email);
            return;
        }
        int at = email.indexOf('@');
        String meant = MailDomains.meant(email);
        if (meant != null) {
            note(Column.EMAIL, "LIKELY_TYPO", "value", email, "suggestion", email.substring(0, at + 1) + meant);
        }
    }
}
