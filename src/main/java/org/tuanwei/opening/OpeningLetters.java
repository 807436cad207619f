package org.tuanwei.opening;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.Level;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.Contacts;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;

/** The letters an opening writes to the recorded contact; texts only, nothing secret and nobody's data in them. */
@Component
class OpeningLetters {

    static final String RECEIPT = "registration-receipt";
    static final String AGAIN = "registration-again";
    static final String RETURNED = "registration-returned";
    static final String APPROVED = "registration-approved";
    static final String RESUBMITTED = "data-resubmitted";
    static final String OPENED = "account-opened";
    static final String ENDED = "case-ended";
    static final String URGED = "urging";
    static final String RESENT = "notice-resent";

    private final Outbox outbox;
    private final Contacts contacts;
    private final MailLinks links;

    OpeningLetters(Outbox outbox, Contacts contacts, MailLinks links) {
        this.outbox = outbox;
        this.contacts = contacts;
        this.links = links;
    }

    /** Whom letters go to: the organisation's contact, for a class branch without one its school's. */
    Optional<ContactCard> recipient(CaseFile file) {
        return contacts.reaching(file.organizationId());
    }

    void receipt(CaseFile file, int version) {
        send(
                file,
                RECEIPT + ":" + file.id() + ":" + version,
                RECEIPT,
                "登记已收到（受理号 " + file.receipt() + "）",
                """
                贵单位的微博登记资料已经收到。受理号：%s

                请保存好受理号。登记资料先由上级团组织审核，通过后提交腾讯公司登记 QQ 号和初始密码。
                凭受理号和登记时设置的取号口令，可以随时查询办理情况：
                %s

                这封信也用来确认邮箱可用。号码和取号链接都会发到这个邮箱，邮箱有误请尽快联系上级团组织更正。
                """.formatted(file.receipt(), receipts(file)));
    }

    /** @param day so that one attempt after the other makes one letter a day at most */
    void again(CaseFile file, String day) {
        send(file, AGAIN + ":" + file.id() + ":" + day, AGAIN, "有人再次登记贵单位（受理号 " + file.receipt() + "）", """
                今天有人在登记页面再次填写了贵单位的资料。贵单位已经登记，这次填写的内容没有保存，已登记的资料没有变化。

                贵单位的受理号：%s
                如果是您本人忘了已经登记，凭受理号和取号口令即可查询办理情况：
                %s

                如果不是贵单位的人员所为，请告知上级团组织。
                """.formatted(
                        file.receipt(), receipts(file)));
    }

    void returned(CaseFile file, int version, String reason) {
        send(
                file,
                RETURNED + ":" + file.id() + ":" + version,
                RETURNED,
                "登记资料被退回，请更正（受理号 " + file.receipt() + "）",
                """
                贵单位的登记资料经上级团组织审核，需要更正后重新提交。

                退回原因：%s

                请凭受理号 %s 和取号口令打开下面的页面更正：
                %s
                已有系统账号的，也可以登录后在待办「注册基本信息」中更正：
                %s
                """.formatted(reason, file.receipt(), receipts(file), caseUrl(file)));
    }

    void approved(CaseFile file, int version, boolean existingAccount) {
        send(
                file,
                APPROVED + ":" + file.id() + ":" + version,
                APPROVED,
                "登记审核已通过（受理号 " + file.receipt() + "）",
                """
                贵单位的登记资料已审核通过。

                %s
                %s
                查看办理情况：
                %s
                """.formatted(
                                existingAccount
                                        ? "贵单位已有微博账号，现予补录，接下来请在系统中上传头像并备案运营机制。"
                                        : "资料已提交腾讯公司。腾讯登记 QQ 号和初始密码后，取号链接会发到这个邮箱，请及时查收。",
                                file.level() == Level.SCHOOL ? "系统账号的激活信另行发出，请按信中的链接设置密码。" : "请登录系统，在待办中继续办理。",
                                caseUrl(file)));
    }

    void resubmitted(CaseFile file, String occasion) {
        send(
                file,
                RESUBMITTED + ":" + file.id() + ":" + occasion,
                RESUBMITTED,
                "更正后的资料已重新提交腾讯（受理号 " + file.receipt() + "）",
                """
                贵单位更正后的资料已重新提交腾讯公司。腾讯登记 QQ 号和初始密码后，取号链接会发到这个邮箱，请及时查收。

                查看办理情况：
                %s
                """.formatted(caseUrl(file)));
    }

    void opened(CaseFile file) {
        send(file, OPENED + ":" + file.id(), OPENED, "微博账号已开通（受理号 " + file.receipt() + "）", """
                %s的官方微博已开通，账号、头像和运营机制均已齐备，转入常态运营。
                %s
                请按备案的运营机制安排专人值守，每周原创微博不少于 5 条。

                查看案件：
                %s
                """.formatted(
                        file.organizationName(),
                        file.qqNumber() == null ? "" : "QQ 号：" + file.qqNumber() + "\n",
                        caseUrl(file)));
    }

    void ended(CaseFile file, String how, String reason) {
        send(file, ENDED + ":" + file.id(), ENDED, "微博开通事项已终止（受理号 " + file.receipt() + "）", """
                %s的微博开通事项已终止：%s。

                理由：%s

                如有疑问，请联系上级团组织。
                """.formatted(
                        file.organizationName(), how, reason));
    }

    /** @param recipient of one of those the case waits for */
    void urged(CaseFile file, long urgingId, int number, String recipient, String task, String text) {
        outbox.enqueue(new MailRequest(
                URGED + ":" + urgingId + ":" + number,
                file.id(),
                URGED,
                recipient,
                "催办：" + file.organizationName() + "「" + task + "」",
                greeting(file) + """
                        上级团组织催办贵方待办事项「%s」：

                        %s

                        请登录系统办理：
                        %s
                        """.formatted(task, text, caseUrl(file))));
    }

    /** What a letter that came back had to say, as the case stands now. */
    void resend(CaseFile file, long mailId, String kind) {
        send(file, RESENT + ":" + mailId, RESENT, "补发：微博开通事项的通知（受理号 " + file.receipt() + "）", """
                此前发给贵单位的一封通知（%s）被退回，上级团组织核实邮箱后现予补发。

                受理号：%s
                目前阶段：%s

                凭受理号和取号口令可以查询办理情况，资料被退回的也在那里更正：
                %s
                已有系统账号的，请登录查看：
                %s
                """.formatted(
                        subjectOf(kind), file.receipt(), file.phase().label(), receipts(file), caseUrl(file)));
    }

    private static String subjectOf(String kind) {
        return switch (kind) {
            case RECEIPT -> "登记已收到";
            case RETURNED -> "登记资料被退回";
            case APPROVED -> "登记审核已通过";
            case RESUBMITTED -> "资料已重新提交腾讯";
            case OPENED -> "微博账号已开通";
            case URGED -> "催办";
            case "reminder" -> "期限提醒";
            default -> "办理通知";
        };
    }

    private void send(CaseFile file, String key, String kind, String subject, String text) {
        recipient(file)
                .ifPresent(card -> outbox.enqueue(
                        new MailRequest(key, file.id(), kind, card.email(), subject, greeting(file) + text)));
    }

    private static String greeting(CaseFile file) {
        return file.organizationName() + "：\n\n";
    }

    private String receipts(CaseFile file) {
        return links.to("/receipts?receipt=" + file.receipt());
    }

    private String caseUrl(CaseFile file) {
        return links.to("/cases/" + file.id());
    }
}
