package org.tuanwei.cockpit;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.RunningInstances;
import org.tuanwei.engine.RunningInstances.Running;
import org.tuanwei.opening.Urgings;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The case behind an instance, for the tab in Cockpit; and 催办 from there. */
@RestController
@RequestMapping("/api/v1")
class CockpitApi {

    record Urging(@Nullable String text) {}

    private final RunningInstances instances;
    private final CaseFiles cases;
    private final CaseCards cards;
    private final Urgings urgings;
    private final Organizations organizations;
    private final Viewers viewers;
    private final AccessPolicy policy;

    CockpitApi(
            RunningInstances instances,
            CaseFiles cases,
            CaseCards cards,
            Urgings urgings,
            Organizations organizations,
            Viewers viewers,
            AccessPolicy policy) {
        this.instances = instances;
        this.cases = cases;
        this.cards = cards;
        this.urgings = urgings;
        this.organizations = organizations;
        this.viewers = viewers;
        this.policy = policy;
    }

    @GetMapping("/instances/{instanceId}")
    CaseCard ofInstance(@PathVariable String instanceId) {
        Viewer viewer = viewers.current();
        Running instance = instances.find(instanceId).orElseThrow(() -> new NotVisible("流程实例"));
        AccessPolicy.Target place = new AccessPolicy.Target(instance.tenantId(), null, false, false);
        policy.requireSee(viewer, Subject.COCKPIT, place, "流程实例");
        return instance.ofCase()
                ? cards.of(cases.visible(Long.parseLong(instance.businessKey())), instance.process(), viewer)
                : cards.of(
                        instance,
                        organizations
                                .byCode(instance.tenantId())
                                .map(Organization::name)
                                .orElse(instance.tenantId()));
    }

    @PostMapping("/cases/{id}/urgings")
    Map<String, String> urge(@PathVariable long id, @RequestBody Urging urging) {
        urgings.urge(id, urging.text() == null ? "" : urging.text());
        return Map.of("notice", "已催办，信件发给正在办理的一方");
    }

    /** The token that plug-ins send along with what they change; it belongs to the caller's own session. */
    @GetMapping("/csrf")
    Map<String, String> csrf(CsrfToken token) {
        return Map.of("header", token.getHeaderName(), "token", token.getToken());
    }
}
