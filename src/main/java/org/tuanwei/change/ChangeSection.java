package org.tuanwei.change;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.change.Change.Kind;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organization.Status;
import org.tuanwei.organization.OrganizationSection;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The proposals of an organisation on its page, and the way to a new one. */
@Component
class ChangeSection implements OrganizationSection {

    /** One proposal with the names of those who acted. */
    record Line(
            Change change,
            String title,
            String proposer,
            @Nullable String decider) {}

    /** @param kinds what can be proposed by this viewer now */
    record Card(String code, List<Line> lines, List<Kind> kinds) {}

    private final Changes changes;
    private final AccessPolicy policy;
    private final Organizations organizations;
    private final Viewers viewers;

    ChangeSection(Changes changes, AccessPolicy policy, Organizations organizations, Viewers viewers) {
        this.changes = changes;
        this.policy = policy;
        this.organizations = organizations;
        this.viewers = viewers;
    }

    @Override
    public int order() {
        return 800;
    }

    @Override
    public String fragment() {
        return "change/section :: card";
    }

    @Override
    public @Nullable Object model(Organization organization, Viewer viewer) {
        Verb verb = policy.verb(viewer, Subject.REGISTRY, Organizations.target(organization));
        if (verb == Verb.NONE || !organizations.visibleTo(viewer, organization)) {
            return null;
        }
        List<Change> all = organization.isUnit()
                ? changes.additionsOf(organization.code())
                : changes.ofOrganization(organization.id());
        List<Kind> kinds = verb == Verb.DO ? kinds(organization) : List.of();
        if (all.isEmpty() && kinds.isEmpty()) {
            return null;
        }
        return new Card(organization.code(), all.stream().map(this::line).toList(), kinds);
    }

    /** What the state of the organisation allows. */
    static List<Kind> kinds(Organization organization) {
        if (organization.isUnit()) {
            return List.of(Kind.ADD);
        }
        if (!organization.isSchool() && !organization.isBranch()) {
            return List.of();
        }
        boolean ended = organization.status() == Status.CLOSED || organization.status() == Status.MERGED;
        return Arrays.stream(Kind.values())
                .filter(kind -> switch (kind) {
                    case ADD -> false;
                    case CLOSE, MERGE, RENAME -> !ended;
                    case EXEMPT -> organization.isActive();
                    case REINSTATE -> !organization.isActive();
                })
                .toList();
    }

    private Line line(Change change) {
        String decider = change.decidedBy();
        return new Line(
                change,
                title(change),
                change.fromPublic() ? "学校自行申请" : viewers.of(change.proposedBy()).displayName(),
                decider == null ? null : viewers.of(decider).displayName());
    }

    private String title(Change change) {
        Long into = change.intoId();
        return switch (change.kind()) {
            case ADD, RENAME -> change.kind().label() + "：" + change.name();
            case MERGE ->
                change.kind().label()
                        + (into == null ? "" : "：并入" + organizations.get(into).name());
            case CLOSE, EXEMPT, REINSTATE -> change.kind().label();
        };
    }
}
