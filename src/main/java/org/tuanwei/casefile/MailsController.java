package org.tuanwei.casefile;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** 往来邮件: what was written about the cases one may see, and what became of it. */
@Controller
class MailsController {

    private final MailList list;
    private final Organizations organizations;
    private final AccessPolicy policy;
    private final Viewers viewers;

    MailsController(MailList list, Organizations organizations, AccessPolicy policy, Viewers viewers) {
        this.list = list;
        this.organizations = organizations;
        this.policy = policy;
        this.viewers = viewers;
    }

    @GetMapping("/mails")
    ModelAndView list(MailFilter filter) {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.MAIL) == Verb.NONE) {
            throw new NotAllowed("您的角色不查看往来邮件");
        }
        ModelAndView page = new ModelAndView("casefile/mails");
        page.addObject("filter", filter);
        page.addObject("page", list.page(viewer, filter));
        page.addObject("units", organizations.unitsOf(viewer));
        page.addObject("standings", MailFilter.Standing.values());
        page.addObject("casesVisible", policy.anyVerb(viewer, Subject.CASE) != Verb.NONE);
        return page;
    }
}
