package org.tuanwei.change;

import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.change.Change.Kind;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;

/** Lets other features propose what only an approval may do to a school. */
@Service
public class ChangeProposals {

    private final ChangeService service;

    ChangeProposals(ChangeService service) {
        this.service = service;
    }

    /** What may be proposed for a school that the ministry's list no longer holds. */
    public enum Ending {
        CLOSE(Kind.CLOSE),
        EXEMPT(Kind.EXEMPT);

        private final Kind kind;

        Ending(Kind kind) {
            this.kind = kind;
        }
    }

    /**
     * Proposes in the name of the viewer; nothing changes before somebody else approves.
     *
     * @return why it cannot be proposed, in Chinese, such as a proposal that is open already
     */
    @Transactional(noRollbackFor = FormRefused.class)
    public Optional<String> propose(Organization school, Ending ending, String reason) {
        try {
            service.propose(school, ending.kind, "", "", reason);
            return Optional.empty();
        } catch (FormRefused refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }
}
