package org.tuanwei.review;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.WorkList;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** Who reviews what: a task is reviewed by the group it is offered to, and seen by the leads above that group. */
@Component
public class Reviewers {

    /** What waits for a verdict. */
    public record Waiting(String label, long count, String href) {}

    private final List<ReviewKind> kinds;
    private final WorkList workList;
    private final AccessPolicy policy;

    Reviewers(ObjectProvider<ReviewKind> kinds, WorkList workList, AccessPolicy policy) {
        this.kinds = kinds.stream()
                .sorted(Comparator.comparingInt(ReviewKind::order))
                .toList();
        this.workList = workList;
        this.policy = policy;
    }

    /** How many of each kind wait for the viewer's side, kinds without any left out; for the desk. */
    public List<Waiting> waitingFor(Viewer viewer) {
        if (policy.anyVerb(viewer, Subject.REVIEW) != Verb.DO) {
            return List.of();
        }
        return kinds.stream()
                .map(kind -> new Waiting(
                        kind.label(), workList.countOffered(kind.task(), groups(viewer)), Address.list(kind)))
                .filter(waiting -> waiting.count() > 0)
                .toList();
    }

    List<ReviewKind> kinds() {
        return kinds;
    }

    long count(ReviewKind kind, Viewer viewer) {
        return workList.countOffered(kind.task(), groups(viewer));
    }

    /** @throws NotAllowed for whoever reviews nothing; @throws NotVisible for a kind there is not */
    ReviewKind require(String kind, Viewer viewer) {
        if (policy.anyVerb(viewer, Subject.REVIEW) == Verb.NONE) {
            throw new NotAllowed("只有上级团组织审核");
        }
        return kinds.stream()
                .filter(one -> one.id().equals(kind))
                .findFirst()
                .orElseThrow(() -> new NotVisible("这一类审核"));
    }

    /** @throws NotAllowed for whoever only sees what waits */
    ReviewKind requireDo(String kind, Viewer viewer) {
        ReviewKind found = require(kind, viewer);
        if (!mayDecide(viewer)) {
            throw new NotAllowed("您只能查看待审核的事项，由本级专人审核");
        }
        return found;
    }

    boolean mayDecide(Viewer viewer) {
        return policy.anyVerb(viewer, Subject.REVIEW) == Verb.DO;
    }

    /** The groups whose reviews he sees: his own, and those of the staff he leads. */
    Set<String> groups(Viewer viewer) {
        Set<String> groups = new LinkedHashSet<>(viewer.groups());
        viewer.unitCodes().stream()
                .filter(viewer::isProvinceLead)
                .map(Groups::staffOf)
                .forEach(groups::add);
        if (viewer.groups().contains(Groups.CENTRE_LEAD)) {
            groups.add(Groups.CENTRE_STAFF);
        }
        return groups;
    }
}
