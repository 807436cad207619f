package org.tuanwei.change;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.change.Change.Applicant;
import org.tuanwei.change.Change.Kind;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.IdentityTables;

/** The letters that answer a proposal: to the colleague who made it, or to the applicant from the public page. */
@Component
class ChangeLetters {

    static final String APPLIED = "change-applied";
    static final String REFUSED = "change-refused";

    private final Outbox outbox;
    private final MailLinks links;
    private final IdentityTables people;
    private final Organizations organizations;

    ChangeLetters(Outbox outbox, MailLinks links, IdentityTables people, Organizations organizations) {
        this.outbox = outbox;
        this.links = links;
        this.people = people;
        this.organizations = organizations;
    }

    void applied(Change change, Organization changed) {
        String text = change.fromPublic()
                ? """
                  您好：

                  %s已列入高校名册（标识码 %s）。请打开登记页面，为贵校登记微博开通信息：
                  %s
                  """.formatted(changed.name(), changed.code(), links.to("/register?school=" + changed.code()))
                : """
                  您好：

                  您提出的单位变更已获批准并已生效：%s%s。

                  查看单位：
                  %s
                  """.formatted(change.kind().label(), changed.name(), links.to("/registry/" + changed.code()));
        send(change, APPLIED, change.fromPublic() ? "学校已列入名册，请登记" : "单位变更已生效", text);
    }

    void refused(Change change) {
        String page = change.kind() == Kind.ADD || change.organizationId() == null
                ? change.unitCode()
                : organizations.get(change.organizationId()).code();
        String text = change.fromPublic()
                ? """
                  您好：

                  您为%s提出的列入名册的申请未获批准。

                  原因：%s

                  如有疑问，请与所在省（自治区、直辖市）的团委学校部联系。
                  """.formatted(change.name(), change.refusal())
                : """
                  您好：

                  您提出的单位变更（%s%s）未获批准。

                  原因：%s

                  查看单位：
                  %s
                  """.formatted(change.kind().label(), change.name(), change.refusal(), links.to("/registry/" + page));
        send(change, REFUSED, change.fromPublic() ? "列入名册的申请未获批准" : "单位变更未获批准", text);
    }

    private void send(Change change, String kind, String subject, String text) {
        recipient(change)
                .ifPresent(mail ->
                        outbox.enqueue(new MailRequest(kind + ":" + change.id(), null, kind, mail, subject, text)));
    }

    private Optional<String> recipient(Change change) {
        Applicant applicant = change.applicant();
        if (change.fromPublic()) {
            return Optional.ofNullable(applicant).map(Applicant::email);
        }
        return Optional.ofNullable(people.people(List.of(change.proposedBy())).get(change.proposedBy()))
                .map(IdentityTables.Person::email)
                .filter(mail -> !mail.isBlank());
    }
}
