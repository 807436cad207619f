package org.tuanwei.credential;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.PickupPhrases;
import org.tuanwei.credential.Credential.State;
import org.tuanwei.credential.PickupLink.Occasion;
import org.tuanwei.credential.PickupLink.Standing;
import org.tuanwei.security.Audit;

/** What the holder of a link may do: fetch once with the phrase, say that it is not for him, ask for a fresh link. */
@Service
@Transactional
class PickupService {

    /** The answer to a phrase. */
    sealed interface Answer {
        /** The one time the password is shown; whoever shows it empties the array. */
        record Revealed(String qqNumber, byte[] password) implements Answer {
            @Override
            public String toString() {
                return "Revealed[***]";
            }
        }

        record WrongPhrase(int triesLeft) implements Answer {}

        record NoPhrase() implements Answer {}

        record Closed(Standing standing) implements Answer {}
    }

    private final PickupLinks links;
    private final Credentials credentials;
    private final PickupPhrases phrases;
    private final CaseFiles files;
    private final Deliveries deliveries;
    private final CredentialProcess process;
    private final CredentialProperties properties;
    private final Audit audit;
    private final Clock clock;

    PickupService(
            PickupLinks links,
            Credentials credentials,
            PickupPhrases phrases,
            CaseFiles files,
            Deliveries deliveries,
            CredentialProcess process,
            CredentialProperties properties,
            Audit audit,
            Clock clock) {
        this.links = links;
        this.credentials = credentials;
        this.phrases = phrases;
        this.files = files;
        this.deliveries = deliveries;
        this.process = process;
        this.properties = properties;
        this.audit = audit;
        this.clock = clock;
    }

    /** Looks at a link without changing anything; an unknown one looks like an expired one. */
    @Transactional(readOnly = true)
    public Standing look(String token) {
        return links.byToken(token).map(link -> link.standing(clock.instant())).orElse(Standing.EXPIRED);
    }

    /**
     * The right phrase opens the ciphertext, deletes it, and tells the process, all at once or not at all; wrong ones
     * are counted over all links of the case, and the last one allowed locks them.
     */
    public Answer fetch(String token, String phrase) {
        Optional<PickupLink> found = links.byToken(token);
        if (found.isEmpty()) {
            return new Answer.Closed(Standing.EXPIRED);
        }
        long caseId = found.get().caseId();
        // from here on, one pick-up of this case at a time
        Optional<Credential> credential = credentials.lockLatest(caseId);
        PickupLink link = links.byToken(token).orElseThrow();
        Standing standing = link.standing(clock.instant());
        if (standing != Standing.OPEN
                || credential.isEmpty()
                || credential.get().state() != State.SEALED) {
            return new Answer.Closed(standing == Standing.OPEN ? Standing.EXPIRED : standing);
        }
        CaseFile file = files.get(caseId);
        long holder = phraseHolder(file);
        if (!phrases.isSet(holder)) {
            return new Answer.NoPhrase();
        }
        if (!phrases.matches(holder, phrase)) {
            int left = properties.wrongProofs() - links.countWrongProof(link);
            if (left > 0) {
                return new Answer.WrongPhrase(left);
            }
            lock(file, "取号口令多次不符");
            return new Answer.Closed(Standing.LOCKED);
        }
        byte[] password = credentials.reveal(credential.get());
        links.use(link);
        files.tell(caseId, "credential.pickedUp", Map.of());
        audit.record("credential.pickedUp", "case:" + caseId, "链接 " + link.id());
        process.settleSilence(file);
        process.tell(caseId, CredentialProcess.Signal.pickedUp);
        return new Answer.Revealed(credential.get().qqNumber(), password);
    }

    /** Whoever got the mail says that it is not for him: nothing can be fetched until the problem is solved. */
    public Standing disown(String token) {
        Optional<PickupLink> found = links.byToken(token);
        if (found.isEmpty()) {
            return Standing.EXPIRED;
        }
        credentials.lockLatest(found.get().caseId());
        Standing standing = links.byToken(token).orElseThrow().standing(clock.instant());
        if (standing != Standing.OPEN) {
            return standing;
        }
        lock(files.get(found.get().caseId()), "收件人声明非本人领取");
        return Standing.LOCKED;
    }

    /** Sends a fresh link to the recorded contact if there is something to fetch; says nothing about it. */
    public void resend(String token) {
        links.byToken(token)
                .filter(link -> link.standing(clock.instant()) == Standing.EXPIRED && link.revokedAt() == null)
                .map(link -> files.get(link.caseId()))
                .filter(file -> !deliveries.isLocked(file.id()))
                .ifPresent(file -> deliveries.send(file, Occasion.REQUESTED));
    }

    /** Of which case the link is, for counting how often a fresh one is asked for. */
    @Transactional(readOnly = true)
    public Optional<Long> caseOf(String token) {
        return links.byToken(token).map(PickupLink::caseId);
    }

    /** A class branch without a phrase of its own uses that of its school. */
    private long phraseHolder(CaseFile file) {
        return phrases.isSet(file.organizationId()) ? file.organizationId() : deliveries.schoolOf(file);
    }

    private void lock(CaseFile file, String why) {
        links.lock(file.id());
        files.tell(file.id(), "credential.locked", Map.of("reason", why));
        audit.record("credential.locked", "case:" + file.id(), why);
        process.tell(file.id(), CredentialProcess.Signal.locked);
    }
}
