package org.tuanwei.existing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.Contacts;
import org.tuanwei.mail.MailAttachment;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.Directory;
import org.tuanwei.spreadsheet.WorkbookWriter;

/** Asks a school whose address is proved, and tells each unit which of its schools were asked (C2). */
@Component
class OfferLetters {

    static final String TO_SCHOOL = "existing-account-school";
    static final String TO_UNIT = "existing-account-unit";

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final List<String> HEADINGS = List.of("学校标识码", "学校名称", "QQ号", "微博地址", "受理号", "登记链接");

    private final Outbox outbox;
    private final Contacts contacts;
    private final Directory directory;
    private final AnswerRoll roll;
    private final MailLinks links;

    OfferLetters(Outbox outbox, Contacts contacts, Directory directory, AnswerRoll roll, MailLinks links) {
        this.outbox = outbox;
        this.contacts = contacts;
        this.directory = directory;
        this.roll = roll;
        this.links = links;
    }

    /** One letter a question, whoever asks how often; an address nobody has proved is not written to. */
    void toSchool(Offer offer, CaseFile file) {
        contacts.current(file.organizationId())
                .filter(ContactCard::proved)
                .ifPresent(card -> outbox.enqueue(new MailRequest(
                        TO_SCHOOL + ":" + offer.id(),
                        file.id(),
                        TO_SCHOOL,
                        card.email(),
                        "请确认本校团委已有的微博账号（受理号 " + file.receipt() + "）",
                        """
                        %s：

                        腾讯公司的账号名单显示，贵校团委已有微博账号：
                        QQ 号：%s
                        %s
                        请登录系统，在待办「注册基本信息」中确认它是不是贵校的：
                        %s
                        确认是贵校的，不再申请新号码，审核通过后设置头像、备案运营机制即可；不是的，写明原因，照常登记。

                        还没有系统账号的，请在登记页面登记，并注明已有账号和上面的 QQ 号：
                        %s
                        """.formatted(
                                        file.organizationName(),
                                        offer.qqNumber(),
                                        offer.url().isEmpty() ? "" : "微博地址：" + offer.url() + "\n",
                                        links.to("/cases/" + file.id()),
                                        register(file.organizationCode())))));
    }

    /** One letter a list and unit, with the schools that were asked; those not written to are the unit's to tell. */
    void toUnits(AccountList list) {
        Map<String, List<AnswerRoll.Row>> byUnit = roll.asked(list.id()).stream()
                .collect(Collectors.groupingBy(AnswerRoll.Row::unitCode, TreeMap::new, Collectors.toList()));
        byUnit.forEach((unit, schools) -> toUnit(list, unit, schools));
    }

    private void toUnit(AccountList list, String unitCode, List<AnswerRoll.Row> schools) {
        List<String> staff = directory.mailsOf(Groups.staffOf(unitCode));
        long unreached = schools.stream().filter(row -> !row.reached()).count();
        byte[] book = WorkbookWriter.write(
                "请确认账号的学校",
                HEADINGS,
                schools.stream()
                        .map(row -> List.of(
                                row.code(),
                                row.name(),
                                row.qqNumber(),
                                row.url(),
                                String.valueOf(row.receipt()),
                                row.reached() ? "已去信" : register(row.code())))
                        .toList());
        int number = 0;
        for (String mail : staff.isEmpty() ? directory.mailsOf(Groups.leadOf(unitCode)) : staff) {
            outbox.enqueue(
                    new MailRequest(
                            TO_UNIT + ":" + list.id() + ":" + unitCode + ":" + ++number,
                            null,
                            TO_UNIT,
                            mail,
                            "请督促 " + schools.size() + " 所高校确认已有的微博账号",
                            """
                            %s团委学校部：

                            腾讯公司的账号名单显示，贵省下列 %d 所高校团委已有微博账号，系统已在各校待办中请其确认，名单见附件。
                            %s
                            谁确认了、谁没有，随时可看：
                            %s
                            """.formatted(
                                            schools.get(0).unitName(),
                                            schools.size(),
                                            unreached == 0
                                                    ? "各校都有经过验证的邮箱，已另行去信。"
                                                    : "其中 " + unreached + " 所没有经过验证的邮箱，请把附件中的登记链接转给学校。",
                                            links.to("/collections/accounts/answers?unit=" + unitCode))),
                    List.of(new MailAttachment("请确认账号的学校.xlsx", XLSX, book)));
        }
    }

    private String register(String schoolCode) {
        return links.to("/register?school=" + schoolCode);
    }
}
