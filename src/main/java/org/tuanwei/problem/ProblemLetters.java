package org.tuanwei.problem;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.Level;
import org.tuanwei.casefile.Party;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.Contacts;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.organization.Groups;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.problem.Problem.Handler;
import org.tuanwei.security.Directory;

/**
 * The letters about a problem: to whoever has it now, a copy to province and centre, the answer to whoever asked. What
 * was written stays in the system; letters only lead there.
 */
@Component
class ProblemLetters {

    private static final String KIND = "problem";

    private final Outbox outbox;
    private final Contacts contacts;
    private final Organizations organizations;
    private final Directory directory;
    private final MailLinks links;

    ProblemLetters(
            Outbox outbox, Contacts contacts, Organizations organizations, Directory directory, MailLinks links) {
        this.outbox = outbox;
        this.contacts = contacts;
        this.organizations = organizations;
        this.directory = directory;
        this.links = links;
    }

    /** @param copies PROVINCE and CENTRE, separated by commas: informed, no gate (E3) */
    void assigned(Problem problem, String copies) {
        boolean owner = problem.handler() == Handler.OWNER;
        send(
                problem,
                "handle",
                owner ? owner(problem) : tencent(),
                "有问题待处理：",
                owner ? "贵单位的微博开通办理中有一个问题需要贵单位更正。" : "有一个与号码有关的问题转请贵方处理。");
        if (problem.rounds() == 1) {
            for (String copy : copies.split(",")) {
                if (!copy.isBlank()) {
                    send(
                            problem,
                            "copy-" + copy,
                            "CENTRE".equals(copy) ? centre() : province(problem),
                            "抄送：",
                            "下面的问题由" + (owner ? "单位" : "腾讯公司") + "直接处理，抄送供了解，不需要审批。");
                }
            }
        }
    }

    void answered(Problem problem) {
        send(problem, "answer", initiator(problem), "问题已有处理结果，请确认：", "您提出的问题已有处理结果，请登录后在待办「确认处理结果」中确认是否解决。");
    }

    /** The second ask, which names what silence leads to. */
    void askedAgain(Problem problem) {
        send(
                problem,
                "ask-2",
                initiator(problem),
                "请再次确认处理结果：",
                "您提出的问题早已有处理结果，还没有收到您的确认。请登录后在待办「确认处理结果」中说明是否解决；到期仍未答复的，问题将标明“未确认关闭”。");
    }

    /** 较长时间没有回应 (C11): whoever is above is asked to find out why. */
    void ownerSilent(Problem problem) {
        Organization organization = organizations.get(problem.organizationId());
        send(
                problem,
                "owner-silent",
                organization.isUnit() ? centre() : province(problem),
                "单位没有回应，请联系：",
                "下面的问题已转单位更正，单位到期没有回应。请联系单位，问清原因，并在待办「联系单位」中记下结果；需要时可以代为更正。");
    }

    /** The partner has let the term pass: the centre steps in, whoever asked is told so (E3). */
    void partnerSilent(Problem problem) {
        send(problem, "partner-silent", centre(), "腾讯逾期没有答复，请协调：", "下面的问题已转腾讯公司处理，到期没有答复。请在待办「中央协调」中与腾讯协调。");
        send(
                problem,
                "partner-silent-told",
                initiator(problem),
                "问题已提请中央协调：",
                "您提出的问题腾讯公司到期没有答复，已提请团中央学校部协调，不需要您再做什么。");
    }

    /** A new entry in the thread, told to the other side; an entry of province or centre to both. */
    void noted(Problem problem, long entryId, Party author) {
        Set<String> others = new LinkedHashSet<>();
        if (author != Party.TENCENT && problem.partners()) {
            others.addAll(tencent());
        }
        boolean byOwner = author == Party.SCHOOL
                || author == Party.PROVINCE && problem.place().level() == Level.UNIT;
        if (!byOwner) {
            others.addAll(owner(problem));
        }
        send(problem, "note-" + entryId, List.copyOf(others), "问题有新的补充说明：", "下面的问题有新的补充说明，请登录查看。");
    }

    private List<String> initiator(Problem problem) {
        String group = problem.initiatorGroup();
        if (group.equals(Groups.TENCENT)) {
            return tencent();
        }
        if (group.equals(Groups.CENTRE_STAFF)) {
            return centre();
        }
        return group.equals(Groups.staffOf(problem.unitCode())) ? province(problem) : owner(problem);
    }

    private List<String> owner(Problem problem) {
        return contacts.reaching(problem.organizationId())
                .map(card -> List.of(card.email()))
                .orElseGet(
                        () -> directory.mailsOf(organizations.ownerGroup(organizations.get(problem.organizationId()))));
    }

    private List<String> province(Problem problem) {
        return office(problem.unitCode(), Groups.staffOf(problem.unitCode()));
    }

    private List<String> centre() {
        return office(Organization.CENTRE_CODE, Groups.CENTRE_STAFF);
    }

    private List<String> tencent() {
        return office(Organization.TENCENT_CODE, Groups.TENCENT);
    }

    /** The recorded contact of an office, else everybody of its group. */
    private List<String> office(String code, String group) {
        return organizations
                .byCode(code)
                .flatMap(found -> contacts.current(found.id()))
                .map(ContactCard::email)
                .map(List::of)
                .orElseGet(() -> directory.mailsOf(group));
    }

    private void send(Problem problem, String occasion, List<String> recipients, String subject, String opening) {
        String about = problem.kind().label() + "（" + problem.organizationName() + "）";
        int number = 0;
        for (String recipient : recipients) {
            // the first one keeps the key of former releases
            String suffix = number++ == 0 ? "" : ":" + number;
            outbox.enqueue(new MailRequest(
                    "problem:" + problem.id() + ":" + problem.rounds() + ":" + occasion + suffix,
                    problem.caseId(),
                    KIND,
                    recipient,
                    subject + about,
                    """
                    %s

                    单位：%s%s
                    问题：%s

                    往来记录和办理入口：
                    %s
                    """.formatted(
                                    opening,
                                    problem.organizationName(),
                                    problem.receipt() == null ? "" : "（受理号 " + problem.receipt() + "）",
                                    problem.kind().label(),
                                    links.to("/problems/" + problem.id()))));
        }
    }
}
