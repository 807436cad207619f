package org.tuanwei.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/** Writes a reminder: what is due, until when, on whose word, where to do it, whom to ask. */
@Component
class ReminderLetter {

    static final String KIND = "reminder";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日（EEEE）", Locale.CHINA);

    private final Deadlines deadlines;
    private final WorkingCalendar calendar;
    private final Organizations organizations;
    private final MailLinks links;
    private final ObjectProvider<ReminderText> texts;

    ReminderLetter(
            Deadlines deadlines,
            WorkingCalendar calendar,
            Organizations organizations,
            MailLinks links,
            ObjectProvider<ReminderText> texts) {
        this.deadlines = deadlines;
        this.calendar = calendar;
        this.organizations = organizations;
        this.links = links;
        this.texts = texts;
    }

    /** A reminder ready to be queued; {@code lateArguments} are vouched for by the features that put them in. */
    record Letter(String subject, String body, Set<String> lateArguments) {}

    Letter write(Deadline deadline, Addressee addressee, String address, Instant now) {
        DueText due = deadlines.dueText(deadline, now);
        Optional<Organization> organization =
                Optional.ofNullable(deadline.organizationCode()).flatMap(organizations::byCode);
        String name = organization.map(Organization::name).orElse("本单位");
        List<ReminderText.Paragraph> added = texts.orderedStream()
                .flatMap(text -> text.paragraph(deadline, addressee, address).stream())
                .toList();
        StringBuilder body = new StringBuilder();
        body.append("您好！\n\n").append(statement(deadline, addressee, name, due)).append('\n');
        body.append("期限：").append(until(deadline)).append('\n');
        body.append("期限来源：").append(origin(deadline)).append('\n');
        added.forEach(paragraph -> body.append('\n').append(paragraph.text()).append('\n'));
        body.append("\n办理和查看：").append(place(deadline)).append('\n');
        body.append("如有疑问，请联系")
                .append(whomToAsk(deadline, addressee, organization))
                .append("。\n");
        Set<String> lateArguments = new HashSet<>();
        added.forEach(paragraph -> lateArguments.addAll(paragraph.lateArguments()));
        return new Letter(subject(deadline, name, due), body.toString(), lateArguments);
    }

    private static String subject(Deadline deadline, String name, DueText due) {
        String mark = due.overdue() ? "【逾期】" : "【提醒】";
        return mark + name + "：" + deadline.taskName() + "，" + due.words();
    }

    private static String statement(Deadline deadline, Addressee addressee, String name, DueText due) {
        String task = name + "的待办“" + deadline.taskName() + "”" + due.words();
        return addressee == Addressee.OWNER
                ? task + (due.overdue() ? "，请尽快办理。" : "，请按时办理。")
                : task + "，尚未办结，请了解情况并督促办理。";
    }

    private String until(Deadline deadline) {
        LocalDate day = calendar.dueDay(deadline.dueAt());
        return DAY.format(day) + "24:00 前" + (deadline.estimated() ? "（" + DueText.ESTIMATED + "）" : "");
    }

    private static String origin(Deadline deadline) {
        return deadline.provenance() == Provenance.NOTICE
                ? deadline.origin()
                : deadline.origin() + "，通知未写明日期，由系统按工作日设定";
    }

    private String place(Deadline deadline) {
        return links.to(deadline.caseId() == null ? "/desk" : "/cases/" + deadline.caseId());
    }

    /** The level above the organisation; above the units there is only the centre. */
    private String whomToAsk(Deadline deadline, Addressee addressee, Optional<Organization> organization) {
        boolean ofTheOwner = deadline.party() == Deadline.Party.OWNER && addressee == Addressee.OWNER;
        return organization
                .filter(o -> ofTheOwner && o.kind() != Organization.Kind.UNIT && o.kind() != Organization.Kind.CENTRE)
                .flatMap(o -> organizations.byCode(o.unitCode()))
                .map(Organization::name)
                .orElse("团中央学校部");
    }
}
