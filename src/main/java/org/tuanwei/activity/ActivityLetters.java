package org.tuanwei.activity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.tuanwei.contact.Contacts;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.mail.UnsafeMail;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.Directory;

/** The letters of a week: what is missing, what was corrected, what stays; only about the recipient's own account. */
@Component
class ActivityLetters {

    static final String MISSED = "activity-missed";
    static final String UNREPORTED = "activity-unreported";
    static final String URGED = "activity-urged";
    static final String CORRECTED = "activity-corrected";
    static final String UPHELD = "activity-upheld";

    private static final Logger log = LoggerFactory.getLogger(ActivityLetters.class);

    private final Outbox outbox;
    private final MailLinks links;
    private final Directory directory;
    private final Contacts contacts;

    ActivityLetters(Outbox outbox, MailLinks links, Directory directory, Contacts contacts) {
        this.outbox = outbox;
        this.links = links;
        this.directory = directory;
        this.contacts = contacts;
    }

    /** The first week not 达标: what is missing. */
    void missed(Check check, Result result) {
        send(
                MISSED,
                check,
                result.organizationId(),
                result.schoolCode(),
                "活跃度提醒：" + check.week().days() + result.verdict().label(),
                """
                您好：

                %s的微博在%s的核查结果为“%s”：%s。

                标准：有清晰的头像，并且每周至少 %s 条原创微博，转发不计（《%s》，标准版本 %s）。
                本周请补上；连续两周未达标的由省级团委联系，连续四周的由团中央学校部督办。

                对结果有异议的，请在本周日 24:00 前提出：
                %s
                """.formatted(
                                result.name(),
                                check.week().label(),
                                result.verdict().label(),
                                result.missing(),
                                result.needed(),
                                result.notice(),
                                result.standard(),
                                page(result.code())));
    }

    /** The second week without any report. */
    void unreported(Check check, Result result, int weeks) {
        send(
                UNREPORTED,
                check,
                result.organizationId(),
                result.schoolCode(),
                "请报送每周发布情况：已连续 " + weeks + " 周未报",
                """
                您好：

                %s已连续 %d 周没有报送微博发布情况，也没有其他来源的数据（到%s）。未报不计为未达标，但中断连续达标的周数，省级团委将与贵单位联系。

                在待办里或下面的页面报送本周：
                %s
                """.formatted(result.name(), weeks, check.week().label(), page(result.code())));
    }

    /** 催办. @param standing what is urged about. @param words of whoever urges. @return how many letters */
    int urged(long urging, Check check, Result result, String standing, String words) {
        return send(
                URGED + ":" + urging,
                URGED,
                check,
                result.organizationId(),
                result.schoolCode(),
                "催办：每周活跃度",
                """
                您好：

                %s%s。

                上级催办：%s

                各周的数字和报送：
                %s
                """.formatted(result.name(), standing, words, page(result.code())));
    }

    void corrected(Check check, Dispute dispute, Result result) {
        send(
                CORRECTED + ":" + dispute.id(),
                CORRECTED,
                check,
                dispute.organizationId(),
                result.schoolCode(),
                "异议成立，结果已更正：" + check.week().days(),
                """
                您好：

                %s对%s结果的异议成立，已更正为“%s”（第 %d 版）。

                复核意见：%s

                %s
                """.formatted(
                                dispute.organizationName(),
                                check.week().label(),
                                result.verdict().label(),
                                result.version(),
                                dispute.verdict(),
                                page(dispute.organizationCode())));
    }

    void upheld(Check check, Dispute dispute) {
        String code = dispute.organizationCode();
        send(
                UPHELD + ":" + dispute.id(),
                UPHELD,
                check,
                dispute.organizationId(),
                code.equals(check.unitCode()) ? null : code,
                "异议复核结果：维持原结果，" + check.week().days(),
                """
                您好：

                %s对%s结果的异议已经复核，维持原结果。

                复核意见：%s

                %s
                """.formatted(dispute.organizationName(), check.week().label(), dispute.verdict(), page(code)));
    }

    private String page(String code) {
        return links.to("/activity/" + code);
    }

    private void send(
            String kind, Check check, long organizationId, @Nullable String schoolCode, String subject, String text) {
        send(kind + ":" + check.id() + ":" + organizationId, kind, check, organizationId, schoolCode, subject, text);
    }

    /** The recorded contact; where there is none, the people of the organisation. */
    List<String> addresses(long organizationId, String unitCode, @Nullable String schoolCode) {
        return contacts.current(organizationId)
                .map(card -> List.of(card.email()))
                .orElseGet(() ->
                        directory.mailsOf(schoolCode == null ? Groups.staffOf(unitCode) : Groups.school(schoolCode)));
    }

    private int send(
            String key,
            String kind,
            Check check,
            long organizationId,
            @Nullable String schoolCode,
            String subject,
            String text) {
        int sent = 0;
        for (String address : addresses(organizationId, check.unitCode(), schoolCode)) {
            try {
                outbox.enqueue(new MailRequest(
                        key + ":" + Integer.toHexString(address.hashCode()), null, kind, address, subject, text));
                sent++;
            } catch (UnsafeMail unsafe) {
                // one address that is none must not keep the others from being written to
                log.warn("a letter of kind {} was not queued: {}", kind, unsafe.getMessage());
            }
        }
        return sent;
    }
}
