package org.tuanwei.collection;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.tuanwei.contact.Contacts;
import org.tuanwei.mail.MailAttachment;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.mail.UnsafeMail;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.Directory;

/** The letters of a round: what to do, until when, where; they hold nobody's data but the recipient's own task. */
@Component
class CollectionLetters {

    static final String ASKED = "collection-asked";
    static final String URGED = "collection-urged";
    static final String ROW_RETURNED = "collection-row-returned";
    static final String UNIT_RETURNED = "collection-returned";
    static final String SUBMISSION = "collection-submission";
    static final String OVERDUE = "collection-overdue";
    static final String PROVIDED = "collection-provided";
    static final String CANCELLED = "collection-cancelled";

    private static final Logger log = LoggerFactory.getLogger(CollectionLetters.class);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M月d日（EEEE）", Locale.CHINA);
    private static final String AGAIN = "/";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Outbox outbox;
    private final MailLinks links;
    private final Directory directory;
    private final Contacts contacts;
    private final Mailboxes mailboxes;

    CollectionLetters(Outbox outbox, MailLinks links, Directory directory, Contacts contacts, Mailboxes mailboxes) {
        this.outbox = outbox;
        this.links = links;
        this.directory = directory;
        this.contacts = contacts;
        this.mailboxes = mailboxes;
    }

    /** Asks a school to fill in its row (A6). */
    void asked(SchoolRow row, UnitRound unit, Round round) {
        String mailbox = mailboxes
                .of(unit.unitCode())
                .map(address -> "也可以把填好的统计表发到" + unit.unitName() + "收表信箱：" + address + "\n")
                .orElse("");
        toSchool(ASKED + ":" + row.id(), ASKED, row, "请填报微博建设负责人信息：" + row.schoolName(), """
                您好：

                请%s团委于%s24:00前填报《高校团委微博建设负责人信息统计表》（%s）。

                登录后在待办“填报负责人信息”中填写：
                %s
                %s
                """.formatted(
                        row.schoolName(), day(unit.schoolDueOn()), round.source(), links.to("/desk"), mailbox));
    }

    /** Urges a school that has not filled in (E0); once a day. @return false when it was urged today */
    boolean urged(SchoolRow row, UnitRound unit, LocalDate today) {
        return toSchool(URGED + ":" + row.id() + ":" + today, URGED, row, "催办：请填报微博建设负责人信息", """
                您好：

                %s团委的微博建设负责人信息尚未填报，期限为%s24:00%s，请尽快办理：
                %s
                """.formatted(
                        row.schoolName(),
                        day(unit.schoolDueOn()),
                        today.isAfter(unit.schoolDueOn()) ? "，已逾期" : "",
                        links.to("/collections/rows/" + row.id())));
    }

    void rowReturned(SchoolRow row, int version, String reason) {
        toSchool(
                ROW_RETURNED + ":" + row.id() + ":" + version,
                ROW_RETURNED,
                row,
                "负责人信息被退回，请更正：" + row.schoolName(),
                """
                您好：

                %s团委填报的微博建设负责人信息被退回。

                原因：%s

                请在待办中更正：
                %s
                """.formatted(row.schoolName(), reason, links.to("/desk")));
    }

    /** Takes the workbook to the superior's mailbox (D6). @return the mail's key */
    String submission(Submission submission, UnitRound unit, Round round, String mailbox, int again, byte[] workbook) {
        String key = submissionKey(submission, mailbox) + (again == 0 ? "" : AGAIN + again);
        outbox.enqueue(
                new MailRequest(
                        key,
                        null,
                        SUBMISSION,
                        mailbox,
                        unit.unitName() + "高校团委微博建设负责人信息统计表" + (submission.late() ? "（逾期）" : ""),
                        """
                        团中央学校部：

                        现报送%s高校团委微博建设负责人信息统计表（%s，第 %d 次报送），共 %d 所高校，另有 %d 所经批准豁免，见附件。

                        附件 SHA-256：%s
                        系统中的报送：
                        %s
                        """.formatted(
                                        unit.unitName(),
                                        round.title(),
                                        submission.version(),
                                        submission.rows(),
                                        submission.exempt(),
                                        submission.sha256(),
                                        links.to("/collections/units/" + unit.id()))),
                List.of(new MailAttachment(submission.fileName(), XLSX, workbook)));
        return key;
    }

    /** How often the submission was mailed to this mailbox again, by the key of its last mail; empty where it never was. */
    static Optional<Integer> mailed(Submission submission, String mailbox) {
        String first = submissionKey(submission, mailbox);
        String last = submission.mailKey();
        if (last == null || !last.equals(first) && !last.startsWith(first + AGAIN)) {
            return Optional.empty();
        }
        return Optional.of(last.equals(first) ? 0 : Integer.parseInt(last.substring(first.length() + AGAIN.length())));
    }

    private static String submissionKey(Submission submission, String mailbox) {
        return SUBMISSION + ":" + submission.id() + ":"
                + mailbox.toLowerCase(Locale.ROOT).hashCode();
    }

    void returned(UnitRound unit, int submissionVersion, String reason) {
        toGroup(
                UNIT_RETURNED + ":" + unit.id() + ":" + submissionVersion,
                UNIT_RETURNED,
                Groups.staffOf(unit.unitCode()),
                "统计表被退回，请修改后再报：" + unit.unitName(),
                """
                您好：

                %s高校团委微博建设负责人信息统计表被团中央学校部退回。

                原因：%s

                请打开统计表查看被退回的各行，修改后重新提交：
                %s
                """.formatted(unit.unitName(), reason, links.to("/collections/units/" + unit.id())));
    }

    void overdue(UnitRound unit) {
        String text =
                """
                您好：

                %s高校团委微博建设负责人信息统计表应于%s24:00前报送，现已逾期，尚未报送。逾期报送仍予接收，并标注逾期。

                %s
                """.formatted(unit.unitName(), day(unit.unitDueOn()), links.to("/collections/units/" + unit.id()));
        String subject = "【逾期】" + unit.unitName() + "尚未报送统计表";
        String key = OVERDUE + ":" + unit.id();
        toGroup(key, OVERDUE, Groups.leadOf(unit.unitCode()), subject, text);
        toGroup(key + ":CN", OVERDUE, Groups.CENTRE_STAFF, subject, text);
    }

    void provided(UnitRound unit, int rows) {
        toGroup(
                PROVIDED + ":" + unit.id(),
                PROVIDED,
                Groups.TENCENT,
                unit.unitName() + "高校团委微博建设负责人名录已核定",
                """
                您好：

                %s %d 所高校团委的微博建设负责人名录已核定，请登录后查看，并据此与各校工作人员直接联系：
                %s
                """.formatted(unit.unitName(), rows, links.to("/collections/directory?unit=" + unit.unitCode())));
    }

    void cancelled(UnitRound unit, String reason) {
        toGroup(
                CANCELLED + ":" + unit.id(),
                CANCELLED,
                Groups.staffOf(unit.unitCode()),
                "统计表报送已撤销：" + unit.unitName(),
                """
                您好：

                本轮统计表报送已撤销，学校不必再填报。

                原因：%s
                """.formatted(reason));
    }

    private void toGroup(String key, String kind, String group, String subject, String text) {
        for (String address : directory.mailsOf(group)) {
            send(key + ":" + Integer.toHexString(address.hashCode()), kind, address, subject, text);
        }
    }

    private boolean toSchool(String key, String kind, SchoolRow row, String subject, String text) {
        List<String> addresses = contacts.current(row.organizationId())
                .map(card -> List.of(card.email()))
                .orElseGet(() -> directory.mailsOf(Groups.school(row.schoolCode())));
        boolean sent = false;
        for (String address : addresses) {
            sent |= send(key + ":" + Integer.toHexString(address.hashCode()), kind, address, subject, text);
        }
        return sent;
    }

    /** One address that is none must not keep the others from being written to. */
    private boolean send(String key, String kind, String address, String subject, String text) {
        try {
            outbox.enqueue(new MailRequest(key, null, kind, address, subject, text));
            return true;
        } catch (UnsafeMail unsafe) {
            log.warn("a letter of kind {} was not queued: {}", kind, unsafe.getMessage());
            return false;
        }
    }

    private static String day(LocalDate day) {
        return DAY.format(day);
    }
}
