package org.tuanwei.bounce;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Bounces for other programs, filtered to what the caller may see; recipients masked. */
@RestController
class BounceApi {

    /** @param caseId none where nobody could match it; {@code kind=ALL} lists what is no bounce too */
    record BounceJson(
            long id,
            @Nullable Long caseId,
            @Nullable String receipt,
            @Nullable String organization,
            @Nullable String recipient,
            String subject,
            String bounceClass,
            String reason,
            String state,
            @Nullable String matchedBy,
            String outcome,
            Instant notedAt) {}

    private final BounceList list;
    private final BounceScope scope;
    private final Viewers viewers;

    BounceApi(BounceList list, BounceScope scope, Viewers viewers) {
        this.list = list;
        this.scope = scope;
        this.viewers = viewers;
    }

    @GetMapping("/api/v1/bounces")
    List<BounceJson> bounces(BounceFilter filter) {
        Viewer viewer = viewers.current();
        if (!scope.any(viewer)) {
            throw new NotAllowed("您的角色不查看退信");
        }
        return list.page(viewer, filter).rows().stream().map(BounceApi::json).toList();
    }

    private static BounceJson json(BounceList.Row row) {
        Bounce bounce = row.bounce();
        return new BounceJson(
                bounce.id(),
                bounce.caseId(),
                row.receipt(),
                bounce.caseId() == null ? null : row.organizationCode(),
                row.recipient(),
                row.subject(),
                bounce.bounceClass().name(),
                bounce.reason(),
                bounce.state().name(),
                bounce.matchedBy() == null ? null : bounce.matchedBy().name(),
                bounce.outcome(),
                bounce.notedAt());
    }
}
