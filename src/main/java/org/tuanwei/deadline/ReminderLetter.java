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

    /** One thing somebody is reminded of. @param escalated it goes to supervision at the same time */
    record Item(Deadline deadline, Addressee addressee, boolean escalated) {}

    /** @param items all that is to be said to this address today, at least one */
    Letter write(List<Item> items, String address, Instant now) {
        Set<String> late = new HashSet<>();
        return items.size() == 1
                ? new Letter(subject(items.get(0), now), single(items.get(0), address, now, late), late)
                : new Letter(subject(items, now), list(items, address, now, late), late);
    }

    private String single(Item item, String address, Instant now, Set<String> late) {
        Deadline deadline = item.deadline();
        DueText due = deadlines.dueText(deadline, now);
        Optional<Organization> organization = organization(deadline);
        StringBuilder body = new StringBuilder();
        body.append("您好！\n\n").append(statement(item, name(organization), due)).append('\n');
        body.append("期限：").append(until(deadline)).append('\n');
        body.append("期限来源：").append(origin(deadline)).append('\n');
        for (String paragraph : paragraphs(item, address, late)) {
            body.append('\n').append(paragraph).append('\n');
        }
        body.append("\n办理和查看：").append(place(deadline)).append('\n');
        return body.append("如有疑问，请联系")
                .append(whomToAsk(deadline, item.addressee(), organization))
                .append("。\n")
                .toString();
    }

    private String list(List<Item> items, String address, Instant now, Set<String> late) {
        StringBuilder body = new StringBuilder("您好！\n\n今天有 " + items.size() + " 件事项提醒您，合成这一封信。\n");
        for (Addressee addressee : Addressee.values()) {
            List<Item> part =
                    items.stream().filter(item -> item.addressee() == addressee).toList();
            if (!part.isEmpty()) {
                body.append(addressee == Addressee.OWNER ? "\n请办理（" : "\n下级尚未办结，请督促（")
                        .append(part.size())
                        .append(" 件）：\n");
            }
            for (int i = 0; i < part.size(); i++) {
                body.append(entry(i + 1, part.get(i), address, now, late));
            }
        }
        body.append("\n工作台：").append(links.to("/desk")).append('\n');
        Item first = items.get(0);
        return body.append("如有疑问，请联系")
                .append(whomToAsk(first.deadline(), first.addressee(), organization(first.deadline())))
                .append("。\n")
                .toString();
    }

    private String entry(int number, Item item, String address, Instant now, Set<String> late) {
        Deadline deadline = item.deadline();
        StringBuilder entry = new StringBuilder("\n" + number + ". " + name(organization(deadline)) + "“"
                + deadline.taskName() + "”，" + deadlines.dueText(deadline, now).words()
                + (item.escalated() ? "，已转督办" : "") + "\n");
        entry.append("   期限：")
                .append(until(deadline))
                .append("，")
                .append(deadline.origin())
                .append('\n');
        for (String paragraph : paragraphs(item, address, late)) {
            entry.append("   ").append(paragraph.replace("\n", "\n   ")).append('\n');
        }
        return entry.append("   ").append(place(deadline)).append('\n').toString();
    }

    private List<String> paragraphs(Item item, String address, Set<String> late) {
        return texts.orderedStream()
                .flatMap(text -> text.paragraph(item.deadline(), item.addressee(), address).stream())
                .map(paragraph -> {
                    late.addAll(paragraph.lateArguments());
                    return paragraph.text();
                })
                .toList();
    }

    private Optional<Organization> organization(Deadline deadline) {
        return Optional.ofNullable(deadline.organizationCode()).flatMap(organizations::byCode);
    }

    private static String name(Optional<Organization> organization) {
        return organization.map(Organization::name).orElse("本单位");
    }

    private String subject(Item item, Instant now) {
        DueText due = deadlines.dueText(item.deadline(), now);
        String mark = due.overdue() ? "【逾期】" : "【提醒】";
        return mark + name(organization(item.deadline())) + "："
                + item.deadline().taskName() + "，" + due.words();
    }

    private static String subject(List<Item> items, Instant now) {
        long late = items.stream().filter(item -> item.deadline().overdue(now)).count();
        return (late > 0 ? "【逾期】" : "【提醒】") + items.size() + " 件事项"
                + (late == 0 ? "临近到期" : late == items.size() ? "逾期" : "，其中 " + late + " 件逾期");
    }

    private static String statement(Item item, String name, DueText due) {
        String task = name + "的待办“" + item.deadline().taskName() + "”" + due.words();
        if (item.addressee() == Addressee.OWNER) {
            return task + (due.overdue() ? "，请尽快办理。" : "，请按时办理。");
        }
        return task + (item.escalated() ? "，尚未办结，已转督办，请了解情况并督促办理。" : "，尚未办结，请了解情况并督促办理。");
    }

    private String until(Deadline deadline) {
        LocalDate day = calendar.dueDay(deadline.dueAt());
        return DAY.format(day) + "24:00 前" + (deadline.estimated() ? "（" + DueText.ESTIMATED + "）" : "");
    }

    private static String origin(Deadline deadline) {
        return deadline.provenance() == Provenance.DEFAULT
                ? deadline.origin() + "，通知未写明日期，由系统按工作日设定"
                : deadline.origin();
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
