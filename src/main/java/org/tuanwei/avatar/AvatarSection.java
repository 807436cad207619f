package org.tuanwei.avatar;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.avatar.Avatar.State;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseSection;
import org.tuanwei.picture.Finding;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The avatar's part of the case page: the version in use or on its way, and all that were before. */
@Component
class AvatarSection implements CaseSection {

    /**
     * What the card shows.
     *
     * @param shown the version in use, else the newest
     */
    record Card(Version shown, List<Version> versions, String origin) {}

    /** One version with its judgement and the names of those who acted. */
    record Version(
            Avatar avatar,
            List<Finding> findings,
            String uploader,
            @Nullable String reviewer) {}

    private final Avatars avatars;
    private final AvatarService service;
    private final AvatarProperties properties;
    private final AccessPolicy policy;
    private final Viewers viewers;

    AvatarSection(
            Avatars avatars, AvatarService service, AvatarProperties properties, AccessPolicy policy, Viewers viewers) {
        this.avatars = avatars;
        this.service = service;
        this.properties = properties;
        this.policy = policy;
        this.viewers = viewers;
    }

    @Override
    public int order() {
        return 400;
    }

    @Override
    public String fragment() {
        return "avatar/section :: card";
    }

    @Override
    public @Nullable Object model(CaseFile caseFile, Viewer viewer) {
        if (policy.verb(viewer, Subject.AVATAR, caseFile.target()) == Verb.NONE) {
            return null;
        }
        List<Version> versions = avatars.ofCase(caseFile.id()).stream()
                .filter(avatar -> !avatar.draft())
                .map(this::version)
                .toList();
        if (versions.isEmpty()) {
            return null;
        }
        Version shown = versions.stream()
                .filter(version -> version.avatar().state() == State.LIVE)
                .findFirst()
                .orElse(versions.get(0));
        return new Card(shown, versions, properties.origin().label());
    }

    private Version version(Avatar avatar) {
        String reviewer = avatar.reviewer();
        return new Version(
                avatar,
                service.judgement(avatar).findings(),
                viewers.of(avatar.uploadedBy()).displayName(),
                reviewer == null ? null : viewers.of(reviewer).displayName());
    }
}
