package org.tuanwei.supervision;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.tuanwei.contact.Contacts;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.mail.UnsafeMail;
import org.tuanwei.security.Directory;

/** The letters of a supervision: what is owed, until when, where to answer; what came of it. */
@Component
class SupervisionLetters {

    static final String ISSUED = "supervision-issued";
    static final String CHANGED = "supervision-changed";
    static final String RETURNED = "supervision-returned";
    static final String CLOSED = "supervision-closed";
    static final String ENDED = "supervision-ended";

    private static final Logger log = LoggerFactory.getLogger(SupervisionLetters.class);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日（EEEE）", Locale.CHINA);

    private final Outbox outbox;
    private final MailLinks links;
    private final Directory directory;
    private final Contacts contacts;
    private final Lapses lapses;

    SupervisionLetters(Outbox outbox, MailLinks links, Directory directory, Contacts contacts, Lapses lapses) {
        this.outbox = outbox;
        this.links = links;
        this.directory = directory;
        this.contacts = contacts;
        this.lapses = lapses;
    }

    /** 督办通知 (E0). */
    void issued(Supervision supervision) {
        String owed = lapses.of(supervision.id()).stream()
                .map(lapse -> "· " + lapse.text() + (lapse.mendedAt() == null ? "" : "（已补）"))
                .collect(Collectors.joining("\n"));
        toUnit(
                supervision,
                ISSUED + ":" + supervision.id(),
                ISSUED,
                "【督办】" + supervision.title() + "：请签收并办理",
                """
                %s现就下列事项对贵单位督办（%s）：

                %s

                督办要求：%s

                办理期限：%s24:00 前。请先签收，再办理并由负责人反馈结果；确有困难的，可以在办理时申请延期。
                """.formatted(
                                supervision.supervisorName(),
                                supervision.title(),
                                owed,
                                supervision.demand(),
                                day(supervision.dueOn())));
    }

    void lapseAdded(Supervision supervision, String lapse) {
        int number = lapses.of(supervision.id()).size();
        toUnit(
                supervision,
                CHANGED + ":" + supervision.id() + ":lapse:" + number,
                CHANGED,
                "【督办】" + supervision.title() + "增加督办事项",
                """
                %s增加了督办事项，请一并办理和反馈，办理期限不变（%s24:00 前）：

                · %s
                """.formatted(supervision.title(), day(supervision.dueOn()), lapse));
    }

    void extensionDecided(Supervision supervision, long extensionId, boolean granted, String reason) {
        toUnit(
                supervision,
                CHANGED + ":" + supervision.id() + ":extension:" + extensionId,
                CHANGED,
                "【督办】" + supervision.title() + (granted ? "延期已批准" : "延期未获批准"),
                granted
                        ? "延期申请已批准，办理期限改为" + day(supervision.dueOn()) + "24:00 前。\n"
                        : "延期申请未获批准，请按原期限（" + day(supervision.dueOn()) + "24:00 前）继续办理。\n\n理由：" + reason + "\n");
    }

    void parked(Supervision supervision, String reason) {
        toUnit(
                supervision,
                CHANGED + ":" + supervision.id() + ":parked:" + supervision.parkedUntil() + ":" + supervision.dueOn(),
                CHANGED,
                "【督办】" + supervision.title() + "已挂起",
                "本件挂起至" + day(supervision.parkedUntil()) + "24:00，到期自动恢复办理，办理期限相应顺延。\n\n理由：" + reason + "\n");
    }

    /** Not accepted: again, with the reason and a new day. */
    void returned(Supervision supervision, Answer answer) {
        toUnit(
                supervision,
                RETURNED + ":" + supervision.id() + ":" + answer.round(),
                RETURNED,
                "【督办】" + supervision.title() + "：反馈未获认可，请再办理",
                """
                贵单位对%s的反馈未获认可，请再办理。

                复核意见：%s

                再办期限：%s24:00 前。
                """.formatted(supervision.title(), answer.verdict(), day(supervision.dueOn())));
    }

    void closed(Supervision supervision, Answer answer) {
        toUnit(
                supervision,
                CLOSED + ":" + supervision.id(),
                CLOSED,
                "【督办】" + supervision.title() + "已办结销号",
                "贵单位对%s的办理结果已获认可，本件办结销号。\n\n复核意见：%s\n".formatted(supervision.title(), answer.verdict()));
    }

    void withdrawn(Supervision supervision) {
        toSupervisors(
                supervision,
                "【督办】" + supervision.organizationName() + "已补办，不再下发",
                supervision.organizationName() + "的缺口在下发前已经补上，本件撤回，不再下发。\n");
    }

    void discontinued(Supervision supervision) {
        String text = supervision.organizationName() + "的督办终止（" + supervision.endReason() + "），待办已撤回。\n";
        toSupervisors(supervision, "【督办】" + supervision.organizationName() + "的督办已终止", text);
        if (supervision.issuedAt() != null) {
            toUnit(
                    supervision,
                    ENDED + ":" + supervision.id() + ":unit",
                    ENDED,
                    "【督办】" + supervision.title() + "已终止",
                    text);
        }
    }

    private void toUnit(Supervision supervision, String key, String kind, String subject, String text) {
        send(supervision, unitMails(supervision), key, kind, subject, text);
    }

    /** A unit's office and lead; the recorded contact of a school, or else whoever acts for it. */
    List<String> unitMails(Supervision supervision) {
        if (!supervision.ofUnit()) {
            List<String> contact = contacts.reaching(supervision.organizationId())
                    .map(card -> List.of(card.email()))
                    .orElse(List.of());
            if (!contact.isEmpty()) {
                return contact;
            }
        }
        return mailsOf(SupervisionProcess.handlerGroups(supervision));
    }

    private void toSupervisors(Supervision supervision, String subject, String text) {
        send(
                supervision,
                mailsOf(SupervisionProcess.supervisorGroups(supervision)),
                ENDED + ":" + supervision.id(),
                ENDED,
                subject,
                text);
    }

    private List<String> mailsOf(List<String> groups) {
        Set<String> mails = new LinkedHashSet<>();
        groups.forEach(group -> mails.addAll(directory.mailsOf(group)));
        return List.copyOf(mails);
    }

    private void send(
            Supervision supervision, List<String> mails, String key, String kind, String subject, String text) {
        if (mails.isEmpty()) {
            log.warn("nobody to write to about supervision {}", supervision.id());
        }
        String body = "您好：\n\n" + text + "\n查看和办理：\n" + links.to("/supervisions/" + supervision.id()) + "\n";
        for (String mail : mails) {
            try {
                outbox.enqueue(new MailRequest(key + ":" + mark(mail), null, kind, mail, subject, body));
            } catch (UnsafeMail unsafe) {
                log.warn("supervision {}: {}", supervision.id(), unsafe.getMessage());
            }
        }
    }

    private static String mark(String mail) {
        return UUID.nameUUIDFromBytes(mail.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : DAY.format(day);
    }
}
