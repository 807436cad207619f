package org.tuanwei.campaign;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.Contacts;
import org.tuanwei.mail.MailAttachment;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.spreadsheet.WorkbookWriter;

/** What a campaign writes: to a school whose address is proved, and to a unit with the list of all the others (E0). */
@Component
class CampaignLetters {

    static final String TO_SCHOOL = "campaign-school";
    static final String TO_UNIT = "campaign-unit";

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final List<String> HEADINGS = List.of("学校标识码", "学校名称", "学校类型", "受理号", "登记链接");

    private final Outbox outbox;
    private final Contacts contacts;
    private final MailLinks links;

    CampaignLetters(Outbox outbox, Contacts contacts, MailLinks links) {
        this.outbox = outbox;
        this.contacts = contacts;
        this.links = links;
    }

    /** One letter a campaign and school, whoever asks how often; schools without a contact get none. */
    void toSchools(Campaign campaign, List<CaseFile> files) {
        Map<Long, ContactCard> cards =
                contacts.current(files.stream().map(CaseFile::organizationId).toList());
        outbox.enqueue(files.stream()
                .filter(file -> cards.containsKey(file.organizationId()))
                .map(file -> toSchool(
                        campaign,
                        file,
                        Objects.requireNonNull(cards.get(file.organizationId())).email()))
                .toList());
    }

    private MailRequest toSchool(Campaign campaign, CaseFile file, String recipient) {
        return new MailRequest(
                TO_SCHOOL + ":" + campaign.id() + ":" + file.organizationId(),
                file.id(),
                TO_SCHOOL,
                recipient,
                "请登记本校团委微博信息（" + campaign.title() + "）",
                """
                %s：

                按照高校团组织微博体系建设的安排，请贵校尽快登记本校团委微博的基本信息；期限为建立案件后 5 个工作日（系统默认）。
                受理号：%s
                %s
                登记页面（不需要账号，已有微博账号的在其中注明）：
                %s
                """.formatted(
                        file.organizationName(), file.receipt(), remark(campaign), register(file.organizationCode())));
    }

    /** @return to how many people it goes */
    int toUnit(
            Campaign campaign, String unitCode, String unitName, List<String> mails, List<CampaignRoll.Row> schools) {
        byte[] list = WorkbookWriter.write(
                "待登记学校",
                HEADINGS,
                schools.stream()
                        .map(row -> List.of(
                                row.code(),
                                row.name(),
                                row.type(),
                                String.valueOf(row.receipt()),
                                register(row.code())))
                        .toList());
        int number = 0;
        for (String mail : mails) {
            outbox.enqueue(
                    new MailRequest(
                            TO_UNIT + ":" + campaign.id() + ":" + unitCode + ":" + ++number,
                            null,
                            TO_UNIT,
                            mail,
                            "请转告 " + schools.size() + " 所高校登记（" + campaign.title() + "）",
                            """
                            %s团委学校部：

                            本次督导已为贵省 %d 所高校建立登记案件，系统里没有这些学校经过验证的邮箱，名单见附件。
                            请把附件中各校的登记链接转给学校；或在系统中补录学校联系人，邮箱验证后系统自动去信：
                            %s
                            %s
                            学校应在建立案件后 5 个工作日内登记（系统默认）。谁登记了、谁没有，随时可看：
                            %s
                            """.formatted(
                                    unitName,
                                    schools.size(),
                                    links.to("/registry"),
                                    remark(campaign),
                                    links.to("/campaigns/" + campaign.id() + "?unit=" + unitCode + "&stand=MISSING"))),
                    List.of(new MailAttachment("待登记学校名单.xlsx", XLSX, list)));
        }
        return number;
    }

    private String register(String schoolCode) {
        return links.to("/register?school=" + schoolCode);
    }

    private static String remark(Campaign campaign) {
        return campaign.remark().isEmpty() ? "" : "\n附言：" + campaign.remark() + "\n";
    }
}
