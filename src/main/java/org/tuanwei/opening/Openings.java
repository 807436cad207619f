package org.tuanwei.opening;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.opening.Registration.Review;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Opens cases, takes registrations and the verdict on them; whatever comes twice or at once is one case. */
@Service
@Transactional
public class Openings {

    /** What a registration at the public door led to; the answer to the public is the same for all. */
    public enum Outcome {
        /** A case was opened with it, or the waiting registration of a case was filled in with it. */
        REGISTERED,
        /** The organisation has registered before: nothing was changed. */
        ALREADY,
        /** The organisation takes no part (any more): nothing was opened. */
        NOT_ACCEPTED
    }

    private final CaseFiles files;
    private final OpeningProcess process;
    private final Registrations registrations;
    private final Contacts contacts;
    private final OpeningLetters letters;
    private final ListedAnswer listed;
    private final OpeningProperties properties;
    private final Viewers viewers;
    private final JdbcClient jdbc;

    Openings(
            CaseFiles files,
            OpeningProcess process,
            Registrations registrations,
            Contacts contacts,
            OpeningLetters letters,
            ListedAnswer listed,
            OpeningProperties properties,
            Viewers viewers,
            JdbcClient jdbc) {
        this.files = files;
        this.process = process;
        this.registrations = registrations;
        this.contacts = contacts;
        this.letters = letters;
        this.listed = listed;
        this.properties = properties;
        this.viewers = viewers;
        this.jdbc = jdbc;
    }

    /**
     * Opens the case of an organisation, or finds the one it has (E1, J5); asked twice at once, both get the same.
     *
     * @param registered whether its data are there already: then the case starts with the check, not the registration
     * @throws FormRefused when the organisation does not take part any more
     */
    public CaseFile open(Organization organization, String platform, boolean registered) {
        return ensure(List.of(organization), platform, registered).get(0).caseFile();
    }

    /**
     * The same for many, by few statements and one command of the engine; the answers in their order, with whether there
     * was a case before.
     */
    public List<CaseFiles.Opened> ensure(List<Organization> organizations, String platform, boolean registered) {
        for (Organization organization : organizations) {
            if (!organization.isActive()) {
                throw new FormRefused(
                        "", organization.name() + organization.status().label() + "，不能开设案件");
            }
        }
        List<CaseFiles.Opened> opened = files.open(organizations, platform);
        Map<CaseFile, Organization> fresh = new LinkedHashMap<>();
        for (int i = 0; i < opened.size(); i++) {
            if (opened.get(i).created()) {
                fresh.put(opened.get(i).caseFile(), organizations.get(i));
            }
        }
        process.start(fresh, registered);
        return opened;
    }

    /**
     * A registration by somebody without an account (A4): opens the case past the registration, or fills in the
     * registration a case is waiting for. Data that were submitted before are never touched here.
     *
     * @throws FormRefused field by field
     */
    public Outcome register(Organization organization, String platform, RegistrationEntry entry) {
        refuseWrong(entry);
        if (!organization.isActive()) {
            return Outcome.NOT_ACCEPTED;
        }
        // registrations of one organisation queue here: the second one finds what the first one did
        jdbc.sql("select id from organization where id = ? for update")
                .param(organization.id())
                .query(Long.class)
                .single();
        Optional<CaseFile> living = files.living(organization.id(), platform);
        if (living.isEmpty()) {
            refuseForeignAccount(organization.id(), entry);
            ContactCard card = contacts.record(organization.id(), entry.contact(), "registration");
            CaseFile file = files.open(organization, platform).caseFile();
            note(file, card, entry, null);
            process.start(Map.of(file, organization), true);
            return Outcome.REGISTERED;
        }
        Optional<HumanTask> waiting = registrations.latest(living.get().id()).isPresent()
                        || !living.get().running()
                ? Optional.empty()
                : process.openRegistration(living.get());
        if (waiting.isEmpty()) {
            return Outcome.ALREADY;
        }
        listed.requireAnswered(living.get());
        process.completeRegistration(waiting.get(), entry);
        return Outcome.REGISTERED;
    }

    /** The same again, as a double click sends it: nothing to tell anybody about. */
    @Transactional(readOnly = true)
    public boolean isRepetition(Organization organization, RegistrationEntry entry) {
        return contacts.current(organization.id())
                .map(card -> card.details().equals(entry.contact()))
                .orElse(false);
    }

    /** Tells the recorded contact that somebody tried to register the organisation again. */
    public void tellOfSecondAttempt(Organization organization, String platform, String day) {
        files.living(organization.id(), platform).ifPresent(file -> letters.again(file, day));
    }

    /**
     * A returned registration corrected by the one who has receipt and phrase (C8).
     *
     * @return false when the case does not wait for it any more
     */
    public boolean correct(CaseFile file, RegistrationEntry entry) {
        refuseWrong(entry);
        Optional<HumanTask> waiting = process.openRegistration(file);
        waiting.ifPresent(task -> {
            listed.requireAnswered(file);
            process.completeRegistration(task, entry);
        });
        return waiting.isPresent();
    }

    /** What the organisation has to put right, and what it had submitted; empty while nothing waits for it. */
    @Transactional(readOnly = true)
    public Optional<Correction> correctionOf(CaseFile file) {
        return process.openRegistration(file)
                .map(task -> new Correction(
                        whatIsWrong(file).orElse(""), latestEntry(file).orElse(null)));
    }

    /** @param reason why the registration has to be done again; empty when it was never submitted */
    public record Correction(String reason, @Nullable RegistrationEntry entry) {}

    /** Takes the values of the registration form, whoever filled it in. */
    void submit(HumanTask task, RegistrationEntry entry) {
        refuseWrong(entry);
        CaseFile file = files.get(task.caseId());
        refuseForeignAccount(file.organizationId(), entry);
        ContactCard card = contacts.record(file.organizationId(), entry.contact(), "registration");
        note(file, card, entry, task.taskId());
    }

    /** Why the data cannot go to the review, field by field; empty when they can (C7, C8). */
    @Transactional(readOnly = true)
    public Map<String, String> problems(CaseFile file) {
        Optional<RegistrationEntry> entry = latestEntry(file);
        if (entry.isPresent()) {
            return entry.get().problems();
        }
        return new LinkedHashMap<>(Map.of("", "尚未提交登记资料"));
    }

    /** What the level above decides about the latest version. @throws FormRefused when it is one's own entry */
    void review(HumanTask task, boolean approved, @Nullable String reason) {
        Registration registration =
                registrations.latest(task.caseId()).orElseThrow(() -> new FormRefused("", "没有可审核的登记资料，请刷新后再看"));
        String user = viewers.currentOrNone().map(Viewer::userId).orElse("");
        boolean own = registration.submittedBy().equals(user);
        if (own && approved && !properties.allowOwnApproval()) {
            throw new FormRefused("decision", "这份资料是您本人登记的，须由本单位其他同事审核");
        }
        registrations.review(registration, approved, approved ? null : reason, own, user);
        String kind = approved ? own ? "opening.approvedOwn" : "opening.approved" : "opening.returned";
        files.tell(task.caseId(), kind, Map.of("reason", reason == null ? "" : reason), task.taskId());
    }

    Optional<Registration> latest(long caseId) {
        return registrations.latest(caseId);
    }

    /** What was submitted last, with the contact as it stands now. */
    @Transactional(readOnly = true)
    Optional<RegistrationEntry> latestEntry(CaseFile file) {
        return registrations.latest(file.id()).flatMap(registration -> contacts.current(file.organizationId())
                .map(card -> new RegistrationEntry(
                        card.details(),
                        registration.existingAccount(),
                        registration.existingQq(),
                        registration.existingUrl())));
    }

    /** Why the registration has to be done again: the reviewer's reason, or what is missing. */
    @Transactional(readOnly = true)
    Optional<String> whatIsWrong(CaseFile file) {
        Optional<Registration> latest = registrations.latest(file.id());
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        Review review = latest.get().review();
        if (review != null && !review.approved()) {
            return Optional.ofNullable(review.reason());
        }
        String missing = String.join("；", problems(file).values());
        return missing.isEmpty() ? Optional.empty() : Optional.of(missing);
    }

    private void note(CaseFile file, ContactCard card, RegistrationEntry entry, @Nullable String taskId) {
        String by = viewers.currentOrNone().map(Viewer::userId).orElse(Registration.PUBLIC);
        registrations.add(file.id(), card.id(), entry, by);
        int version = registrations.latest(file.id()).orElseThrow().version();
        files.tell(
                file.id(),
                version == 1 ? "opening.registered" : "opening.registeredAgain",
                Map.of("account", entry.existingAccount() ? "已有账号，申请补录" : "申请开通账号"),
                taskId);
        listed.registered(file, entry, taskId);
        if (version == 1) {
            letters.receipt(file, version);
        }
    }

    private void refuseForeignAccount(long organizationId, RegistrationEntry entry) {
        String number = entry.existingQq();
        if (number != null
                && files.byQqNumber(number)
                        .filter(other -> other.organizationId() != organizationId)
                        .isPresent()) {
            throw new FormRefused("existingQq", "这个 QQ 号已登记给其他单位，请核对");
        }
    }

    private static void refuseWrong(RegistrationEntry entry) {
        Map<String, String> problems = entry.problems();
        if (!problems.isEmpty()) {
            throw new FormRefused(problems.entrySet().stream()
                    .map(problem -> new FormRefused.Field(problem.getKey(), problem.getValue()))
                    .toList());
        }
    }
}
