package org.tuanwei.problem;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.Contacts;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.organization.Groups;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.problem.Problem.Handler;

/** The letters about a problem: to whoever has it now, a copy to province and centre, the answer to whoever asked. */
@Component
class ProblemLetters {

    private final Outbox outbox;
    private final Contacts contacts;
    private final Organizations organizations;
    private final MailLinks links;

    ProblemLetters(Outbox outbox, Contacts contacts, Organizations organizations, MailLinks links) {
        this.outbox = outbox;
        this.contacts = contacts;
        this.organizations = organizations;
        this.links = links;
    }

    /** The contact of the case's organisation, for a class branch without one its school's. */
    Optional<ContactCard> owner(CaseFile file) {
        Optional<ContactCard> own = contacts.current(file.organizationId());
        return own.isPresent() || file.schoolCode() == null ? own : of(file.schoolCode());
    }

    /** @param copies PROVINCE and CENTRE, separated by commas: informed, no gate (E3) */
    void assigned(CaseFile file, Problem problem, String copies) {
        boolean owner = problem.handler() == Handler.OWNER;
        (owner ? owner(file) : of(Organization.TENCENT_CODE))
                .ifPresent(card -> send(
                        file,
                        problem,
                        "handle",
                        card,
                        "有问题待处理：" + problem.kind().label() + "（" + file.organizationName() + "）",
                        owner ? "贵单位的微博开通办理中有一个问题需要贵单位更正。" : "有一个与号码有关的问题转请贵方处理。"));
        if (problem.rounds() == 1) {
            for (String copy : copies.split(",")) {
                String code = "CENTRE".equals(copy) ? Organization.CENTRE_CODE : file.unitCode();
                if (!copy.isBlank()) {
                    of(code).ifPresent(card -> send(
                            file,
                            problem,
                            "copy-" + copy,
                            card,
                            "抄送：" + problem.kind().label() + "（" + file.organizationName() + "）",
                            "下面的问题由" + (owner ? "单位" : "腾讯公司") + "直接处理，抄送供了解，不需要审批。"));
                }
            }
        }
    }

    void answered(CaseFile file, Problem problem) {
        initiator(file, problem)
                .ifPresent(card -> send(
                        file,
                        problem,
                        "answer",
                        card,
                        "问题已有处理结果，请确认：" + problem.kind().label() + "（" + file.organizationName() + "）",
                        "您提出的问题已有处理结果，请登录后在待办「确认处理结果」中确认是否解决。"));
    }

    private Optional<ContactCard> initiator(CaseFile file, Problem problem) {
        String group = problem.initiatorGroup();
        if (group.equals(Groups.TENCENT)) {
            return of(Organization.TENCENT_CODE);
        }
        if (group.equals(Groups.CENTRE_STAFF)) {
            return of(Organization.CENTRE_CODE);
        }
        return group.equals(Groups.staffOf(file.unitCode())) ? of(file.unitCode()) : owner(file);
    }

    private Optional<ContactCard> of(String organizationCode) {
        return organizations.byCode(organizationCode).flatMap(found -> contacts.current(found.id()));
    }

    private void send(
            CaseFile file, Problem problem, String occasion, ContactCard card, String subject, String opening) {
        outbox.enqueue(new MailRequest(
                "problem:" + problem.id() + ":" + problem.rounds() + ":" + occasion,
                file.id(),
                "problem",
                card.email(),
                subject,
                """
                %s

                单位：%s（受理号 %s）
                问题：%s

                往来记录和办理入口：
                %s
                """.formatted(
                                opening,
                                file.organizationName(),
                                file.receipt(),
                                problem.kind().label(),
                                links.to("/problems/" + problem.id()))));
    }
}
