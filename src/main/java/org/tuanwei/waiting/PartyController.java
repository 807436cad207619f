package org.tuanwei.waiting;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The table of who is being waited for. */
@Controller
class PartyController {

    private final PartyTable table;
    private final Organizations organizations;
    private final Viewers viewers;
    private final AccessPolicy policy;

    PartyController(PartyTable table, Organizations organizations, Viewers viewers, AccessPolicy policy) {
        this.table = table;
        this.organizations = organizations;
        this.viewers = viewers;
        this.policy = policy;
    }

    @GetMapping(PartyFilter.PATH)
    String table(PartyFilter filter, Model model) {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.CASE) == Verb.NONE) {
            throw new NotAllowed("您的角色不查看案件");
        }
        model.addAttribute("filter", filter);
        model.addAttribute("figures", table.figures(viewer, filter));
        model.addAttribute("page", table.page(viewer, filter));
        model.addAttribute("bearers", Bearer.values());
        model.addAttribute("units", organizations.unitsOf(viewer));
        model.addAttribute("longTerm", PartyTable.LONG);
        return "waiting/table";
    }
}
