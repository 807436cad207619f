package org.tuanwei.collection;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;

/** The mailboxes that tables are sent to: the centre keeps its own, every unit its own (A7). */
@Controller
@RequestMapping("/collections/mailboxes")
class MailboxController {

    private final Mailboxes mailboxes;
    private final Organizations organizations;
    private final CollectionScope scope;

    MailboxController(Mailboxes mailboxes, Organizations organizations, CollectionScope scope) {
        this.mailboxes = mailboxes;
        this.organizations = organizations;
        this.scope = scope;
    }

    /** A mailbox of the list. @param may whether the viewer keeps it */
    record Line(Organization owner, String address, boolean may) {}

    @GetMapping
    String page(Model model) {
        Viewer viewer = scope.requireAny();
        List<Line> lines = new ArrayList<>();
        for (Organization owner : owners(viewer)) {
            lines.add(new Line(owner, mailboxes.of(owner.code()).orElse(""), keeps(viewer, owner)));
        }
        if (lines.isEmpty()) {
            throw new NotVisible("页面");
        }
        model.addAttribute("lines", lines);
        return "collection/mailboxes";
    }

    @PostMapping("/{code}")
    String set(@PathVariable String code, @RequestParam(defaultValue = "") String email, RedirectAttributes flash) {
        Viewer viewer = scope.requireAny();
        Organization owner = owners(viewer).stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NotVisible("这个信箱"));
        if (!keeps(viewer, owner)) {
            throw new NotAllowed("收表信箱由所属单位设置");
        }
        try {
            mailboxes.set(code, email);
            flash.addFlashAttribute("notice", owner.title() + "的收表信箱已保存。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("refused", refused.getMessage());
            flash.addFlashAttribute("refusedCode", code);
            flash.addFlashAttribute("typed", email);
        }
        return "redirect:/collections/mailboxes";
    }

    private List<Organization> owners(Viewer viewer) {
        List<Organization> owners = new ArrayList<>();
        if (viewer.isCentre()) {
            owners.add(organizations.require(Organization.CENTRE_CODE));
            owners.addAll(organizations.units());
        } else {
            viewer.unitCodes().stream()
                    .filter(viewer::isProvince)
                    .forEach(code -> owners.add(organizations.require(code)));
        }
        return owners;
    }

    private static boolean keeps(Viewer viewer, Organization owner) {
        return owner.isUnit() ? viewer.isProvinceStaff(owner.code()) : viewer.isCentre();
    }
}
