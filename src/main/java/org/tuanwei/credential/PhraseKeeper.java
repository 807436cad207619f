package org.tuanwei.credential;

import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.PickupPhrases;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Who may set the phrase of a case: the owner the first time, afterwards only the superior. */
@Service
class PhraseKeeper {

    enum May {
        NOTHING,
        SET,
        RESET
    }

    private final PickupPhrases phrases;
    private final PickupLinks links;
    private final CaseFiles files;
    private final Organizations organizations;
    private final Viewers viewers;

    PhraseKeeper(
            PickupPhrases phrases, PickupLinks links, CaseFiles files, Organizations organizations, Viewers viewers) {
        this.phrases = phrases;
        this.links = links;
        this.files = files;
        this.organizations = organizations;
        this.viewers = viewers;
    }

    May may(CaseFile file) {
        Viewer viewer = viewers.current();
        Organization owner = organizations.get(file.organizationId());
        if (viewer.groups().contains(organizations.superiorGroup(owner))) {
            return May.RESET;
        }
        // who has only the mailbox could activate the account too: an owner never replaces a phrase
        boolean first = !phrases.isSet(file.organizationId());
        return first && viewer.groups().contains(organizations.ownerGroup(owner)) ? May.SET : May.NOTHING;
    }

    /** @throws NotAllowed when the viewer may not */
    @Transactional
    public void keep(CaseFile file, String phrase) {
        switch (may(file)) {
            case SET -> {
                phrases.set(file.organizationId(), phrase);
                files.tell(file.id(), "credential.phraseSet", Map.of());
            }
            case RESET -> {
                phrases.reset(file.organizationId(), phrase);
                links.forgiveWrongProofs(file.id());
                files.tell(file.id(), "credential.phraseReset", Map.of());
            }
            case NOTHING -> throw new NotAllowed("取号口令由单位自己设置，忘记时由上级团委重设");
        }
    }
}
