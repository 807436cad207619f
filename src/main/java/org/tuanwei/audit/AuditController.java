package org.tuanwei.audit;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewers;

/** The pages of the audit. There is nothing on them to write. */
@Controller
@RequestMapping("/audit")
class AuditController {

    private final AuditEntries entries;
    private final AuditChain chain;
    private final Audit audit;
    private final Viewers viewers;
    private final AccessPolicy policy;

    AuditController(AuditEntries entries, AuditChain chain, Audit audit, Viewers viewers, AccessPolicy policy) {
        this.entries = entries;
        this.chain = chain;
        this.audit = audit;
        this.viewers = viewers;
        this.policy = policy;
    }

    @GetMapping
    String list(AuditFilter filter, Model model) {
        requireReader();
        model.addAttribute("filter", filter);
        model.addAttribute("page", entries.page(filter));
        model.addAttribute("actions", audit.actions());
        return "audit/audit";
    }

    /** Computes every seal anew. */
    @GetMapping("/check")
    String check(Model model) {
        requireReader();
        model.addAttribute("verdict", chain.check());
        return "audit/check";
    }

    private void requireReader() {
        if (policy.anyVerb(viewers.current(), Subject.AUDIT) == Verb.NONE) {
            throw new NotVisible("审计");
        }
    }
}
