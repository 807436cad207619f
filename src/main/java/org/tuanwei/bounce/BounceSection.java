package org.tuanwei.bounce;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseSection;
import org.tuanwei.mail.RecipientMask;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** What came back of the case's mail, on the case page. */
@Component
class BounceSection implements CaseSection {

    /** One bounce; the recipient is masked. */
    record Line(Bounce bounce, String recipient) {}

    private final Bounces bounces;
    private final AccessPolicy policy;

    BounceSection(Bounces bounces, AccessPolicy policy) {
        this.bounces = bounces;
        this.policy = policy;
    }

    @Override
    public int order() {
        return 450;
    }

    @Override
    public String fragment() {
        return "bounce/section :: card";
    }

    @Override
    public @Nullable Object model(CaseFile file, Viewer viewer) {
        if (policy.verb(viewer, Subject.BOUNCE, file.target()) == Verb.NONE) {
            return null;
        }
        List<Line> lines = bounces.ofCase(file.id()).stream()
                .map(bounce -> new Line(
                        bounce, bounce.recipient() == null ? "未写收件人" : RecipientMask.masked(bounce.recipient())))
                .toList();
        return lines.isEmpty() ? null : lines;
    }
}
