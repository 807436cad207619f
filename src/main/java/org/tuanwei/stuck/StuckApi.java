package org.tuanwei.stuck;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tuanwei.casefile.Party;
import org.tuanwei.casefile.Phase;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The list of standstills for Cockpit's plug-in, in words, filtered to what the caller may see there. */
@RestController
@RequestMapping("/api/v1/stuck")
class StuckApi {

    /** What can be chosen, with its word. */
    record Choice(String value, String label) {}

    record KindJson(String value, String label, int count) {}

    record ReasonJson(String kind, String label, String message) {}

    record RowJson(
            String instance,
            @Nullable Long caseId,
            String receipt,
            String organization,
            String unit,
            String phase,
            String party,
            String task,
            List<ReasonJson> reasons,
            String since,
            int days) {}

    record PageJson(List<RowJson> rows, int total, int page, int pages, List<KindJson> kinds) {}

    record ChoicesJson(List<Choice> units, List<Choice> phases, List<Choice> parties) {}

    private final StuckList list;
    private final Organizations organizations;
    private final Viewers viewers;
    private final AccessPolicy policy;

    StuckApi(StuckList list, Organizations organizations, Viewers viewers, AccessPolicy policy) {
        this.list = list;
        this.organizations = organizations;
        this.viewers = viewers;
        this.policy = policy;
    }

    @GetMapping
    PageJson page(StuckFilter filter) {
        StuckList.Page page = list.page(viewer(), filter);
        return new PageJson(
                page.rows().stream().map(this::json).toList(),
                page.total(),
                page.number(),
                page.pages(),
                Arrays.stream(StuckKind.values())
                        .map(kind -> new KindJson(
                                kind.name(), kind.label(), page.byKind().getOrDefault(kind, 0)))
                        .toList());
    }

    @GetMapping("/choices")
    ChoicesJson choices() {
        return new ChoicesJson(
                organizations.unitsOf(viewer()).stream()
                        .map(unit -> new Choice(unit.code(), unit.name()))
                        .toList(),
                Arrays.stream(Phase.values())
                        .map(phase -> new Choice(phase.name(), phase.label()))
                        .toList(),
                List.of(Party.SCHOOL, Party.PROVINCE, Party.CENTRE, Party.TENCENT).stream()
                        .map(party -> new Choice(party.name(), party.label()))
                        .toList());
    }

    private Viewer viewer() {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.COCKPIT) == Verb.NONE) {
            throw new NotAllowed("您的角色不使用流程监控");
        }
        return viewer;
    }

    private RowJson json(StuckList.Row row) {
        return new RowJson(
                row.instanceId(),
                row.caseId(),
                row.receipt(),
                row.organizationName().isEmpty() ? row.unitName() : row.organizationName(),
                row.unitName(),
                row.phase() == null ? "" : row.phase().label(),
                row.party().label(),
                row.taskName(),
                row.reasons().stream()
                        .map(reason -> new ReasonJson(
                                reason.kind().name(), reason.kind().label(), reason.message()))
                        .toList(),
                row.since().toString(),
                row.days());
    }
}
