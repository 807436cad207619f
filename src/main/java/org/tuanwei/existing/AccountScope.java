package org.tuanwei.existing;

import org.springframework.stereotype.Component;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Who brings in Tencent's list and who sees the answers, from the access table. */
@Component
class AccountScope {

    private final AccessPolicy policy;
    private final Viewers viewers;

    AccountScope(AccessPolicy policy, Viewers viewers) {
        this.policy = policy;
        this.viewers = viewers;
    }

    /** The list is Tencent's own; the centre may enter it for Tencent. @throws NotVisible for everybody else */
    Viewer requireDo() {
        Viewer viewer = viewers.current();
        if (!mayDo(viewer)) {
            throw new NotVisible("页面");
        }
        return viewer;
    }

    boolean mayDo(Viewer viewer) {
        return policy.anyVerb(viewer, Subject.EXISTING_ACCOUNT) == Verb.DO;
    }

    /** @throws NotVisible for whoever has nothing to do with it */
    Viewer requireSee() {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.EXISTING_ACCOUNT) == Verb.NONE) {
            throw new NotVisible("页面");
        }
        return viewer;
    }
}
