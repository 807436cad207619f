package org.tuanwei.registration;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.contact.PickupPhrases;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.opening.Openings;
import org.tuanwei.opening.RegistrationEntry;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Secrets;
import org.tuanwei.web.Formats;

/** Takes what comes in at the public door; whatever it leads to, the caller hears nothing of it, only a mail tells. */
@Service
@Transactional
class PublicRegistrations {

    private final Openings openings;
    private final PickupPhrases phrases;
    private final Organizations organizations;
    private final ObjectProvider<SchoolAdditions> additions;
    private final Outbox outbox;
    private final Secrets secrets;
    private final Clock clock;

    PublicRegistrations(
            Openings openings,
            PickupPhrases phrases,
            Organizations organizations,
            ObjectProvider<SchoolAdditions> additions,
            Outbox outbox,
            Secrets secrets,
            Clock clock) {
        this.openings = openings;
        this.phrases = phrases;
        this.organizations = organizations;
        this.additions = additions;
        this.outbox = outbox;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The school somebody wants to register, as far as the public may know of it. */
    @Transactional(readOnly = true)
    Optional<Organization> school(String code) {
        return organizations.byCode(code).filter(Organization::isSchool);
    }

    /** A form without mistakes. @throws org.tuanwei.engine.FormRefused where it meets something it cannot know of */
    void register(Organization school, RegistrationForm form) {
        RegistrationEntry entry = form.entry();
        switch (openings.register(school, CaseFile.TENCENT_WEIBO, entry)) {
            case REGISTERED -> phrases.set(school.id(), form.phrase());
            case ALREADY -> {
                boolean samePhrase = phrases.matches(school.id(), form.phrase());
                if (!samePhrase || !openings.isRepetition(school, entry)) {
                    openings.tellOfSecondAttempt(school, CaseFile.TENCENT_WEIBO, today().toString());
                }
            }
            case NOT_ACCEPTED -> tellNotAccepted(school, entry);
        }
    }

    /** A school the registry does not know: a task for its unit. */
    void propose(AdditionForm form) {
        additions.getObject().propose(form.request());
    }

    /** Without saying why: what became of a school is not for whoever types its name. */
    private void tellNotAccepted(Organization school, RegistrationEntry entry) {
        String recipient = entry.contact().email();
        String key = "registration-not-accepted:" + school.code() + ":" + today() + ":"
                + secrets.digest("registration-not-accepted", recipient);
        outbox.enqueue(new MailRequest(
                key, null, "registration-not-accepted", recipient, "登记未能受理，请与省级团委核对", """
                您好：

                您今天为%s填写的登记未能受理，填写的内容没有保存。请与所在省（自治区、直辖市）的团委学校部联系，核对学校名册后再登记。
                """.formatted(school.name())));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }
}
