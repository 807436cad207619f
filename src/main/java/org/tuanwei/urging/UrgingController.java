package org.tuanwei.urging;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.casefile.Phase;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.urging.BulkUrging.Line;

/** Pages of the bulk urging: the list to tick, the preview, the record. */
@Controller
@RequestMapping("/urgings")
class UrgingController {

    private final UrgingList list;
    private final BulkUrging urging;
    private final Organizations organizations;
    private final Viewers viewers;

    UrgingController(UrgingList list, BulkUrging urging, Organizations organizations, Viewers viewers) {
        this.list = list;
        this.urging = urging;
        this.organizations = organizations;
        this.viewers = viewers;
    }

    @GetMapping
    ModelAndView list(UrgingFilter filter) {
        Viewer viewer = viewers.current();
        Urgers.require(viewer);
        ModelAndView page = new ModelAndView("urging/list");
        page.addObject("filter", filter);
        page.addObject("page", list.page(viewer, filter));
        page.addObject("units", organizations.unitsOf(viewer));
        page.addObject("phases", Phase.values());
        page.addObject("lates", UrgingFilter.Late.values());
        page.addObject("batches", urging.batches());
        return page;
    }

    /** @param about what is urged: a key of {@link UrgingMatter}, empty for running cases */
    @PostMapping("/preview")
    ModelAndView preview(
            @RequestParam(required = false) List<Long> ids,
            @RequestParam(defaultValue = "") String about,
            RedirectAttributes flash) {
        Urgers.require(viewers.current());
        UrgingMatter matter = urging.matter(about);
        try {
            return preview(matter, urging.preview(about, ids == null ? List.of() : ids), matter.words(), "");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
            return new ModelAndView("redirect:/urgings");
        }
    }

    @PostMapping
    ModelAndView send(
            @RequestParam(required = false) List<Long> ids,
            @RequestParam(defaultValue = "") String about,
            @RequestParam(defaultValue = "") String text,
            RedirectAttributes flash) {
        Urgers.require(viewers.current());
        List<Long> chosen = ids == null ? List.of() : ids;
        try {
            long batch = urging.send(about, chosen, text);
            return new ModelAndView("redirect:/urgings/" + batch);
        } catch (FormRefused refused) {
            if (chosen.isEmpty()) {
                flash.addFlashAttribute("problem", refused.getMessage());
                return new ModelAndView("redirect:/urgings");
            }
            ModelAndView page = preview(
                    urging.matter(about), urging.preview(about, chosen), text, String.valueOf(refused.getMessage()));
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return page;
        }
    }

    @GetMapping("/{id}")
    ModelAndView record(@PathVariable long id) {
        Urgers.require(viewers.current());
        ModelAndView page = new ModelAndView("urging/batch");
        page.addObject("batch", urging.batch(id));
        page.addObject("lines", urging.lines(id));
        return page;
    }

    private static ModelAndView preview(UrgingMatter matter, List<Line> lines, String text, String problem) {
        ModelAndView page = new ModelAndView("urging/preview");
        page.addObject("matter", matter);
        page.addObject(
                "sent", lines.stream().filter(line -> line.skipped() == null).toList());
        page.addObject(
                "skipped", lines.stream().filter(line -> line.skipped() != null).toList());
        page.addObject("text", text);
        page.addObject("problem", problem);
        return page;
    }
}
