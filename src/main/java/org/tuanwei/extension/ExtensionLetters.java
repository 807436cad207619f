package org.tuanwei.extension;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Addressee;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.ReminderAddressees;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.IdentityTables;

/** Tells the holder of the task and whoever asked how it was decided. */
@Component
class ExtensionLetters {

    private final Extensions extensions;
    private final Deadlines deadlines;
    private final WorkingCalendar calendar;
    private final Organizations organizations;
    private final ObjectProvider<ReminderAddressees> addressees;
    private final IdentityTables people;
    private final Outbox outbox;
    private final MailLinks links;

    ExtensionLetters(
            Extensions extensions,
            Deadlines deadlines,
            WorkingCalendar calendar,
            Organizations organizations,
            ObjectProvider<ReminderAddressees> addressees,
            IdentityTables people,
            Outbox outbox,
            MailLinks links) {
        this.extensions = extensions;
        this.deadlines = deadlines;
        this.calendar = calendar;
        this.organizations = organizations;
        this.addressees = addressees;
        this.people = people;
        this.outbox = outbox;
        this.links = links;
    }

    void granted(long id) {
        Extension extension = extensions.get(id);
        send(extension, "extension-granted", "延期已批准", """
                延期申请已获批准：期限由 %s 改为 %s 24:00 前，提醒随之改期。
                """.formatted(
                        calendar.dueDay(extension.dueAt()), extension.grantedUntil()));
    }

    void refused(long id) {
        Extension extension = extensions.get(id);
        send(extension, "extension-refused", "延期未获批准", """
                延期申请（延到 %s）未获批准，期限不变，仍为 %s 24:00 前。
                原因：%s
                """.formatted(
                        extension.askedFor(), calendar.dueDay(extension.dueAt()), extension.verdict()));
    }

    private void send(Extension extension, String kind, String subject, String text) {
        Deadline deadline = deadlines.required(extension.deadlineId());
        String code = deadline.organizationCode() == null ? deadline.unitCode() : deadline.organizationCode();
        String name = organizations.byCode(code).map(Organization::name).orElse(code);
        int number = 0;
        for (String mail : recipients(extension, deadline)) {
            outbox.enqueue(new MailRequest(
                    kind + ":" + extension.id() + ":" + ++number,
                    deadline.caseId(),
                    kind,
                    mail,
                    subject + "：" + name + "「" + deadline.taskName() + "」",
                    "您好！\n\n" + name + "的待办「" + deadline.taskName() + "」：\n" + text + "\n查看：\n"
                            + links.to("/deadlines/" + deadline.id()) + "\n"));
        }
    }

    private Collection<String> recipients(Extension extension, Deadline deadline) {
        Set<String> mails = new LinkedHashSet<>();
        people.person(extension.askedBy())
                .map(IdentityTables.Person::email)
                .filter(mail -> !mail.isBlank())
                .ifPresent(mails::add);
        addressees.orderedStream().forEach(known -> mails.addAll(known.of(deadline, Addressee.OWNER)));
        return mails;
    }
}
