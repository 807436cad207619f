package org.tuanwei.campaign;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.SubtreeScope;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.web.Downloads;

/** The pages of 督导开通: the list, the preview of a new one, its progress and who has registered. */
@Controller
@RequestMapping("/campaigns")
class CampaignController {

    /** A line of the list: the campaign and its figures as far as the viewer sees. */
    record Line(Campaign campaign, CampaignRoll.Figures figures) {}

    private final CampaignService service;
    private final Campaigns campaigns;
    private final CampaignRoll roll;
    private final Organizations organizations;
    private final Viewers viewers;

    CampaignController(
            CampaignService service,
            Campaigns campaigns,
            CampaignRoll roll,
            Organizations organizations,
            Viewers viewers) {
        this.service = service;
        this.campaigns = campaigns;
        this.roll = roll;
        this.organizations = organizations;
        this.viewers = viewers;
    }

    @GetMapping
    ModelAndView list(CampaignFilter filter) {
        Viewer viewer = viewers.current();
        SubtreeScope scope = service.requireSee(viewer);
        List<Campaign> visible = campaigns.visible(scope);
        Map<Long, CampaignRoll.Figures> totals = roll.totals(scope);
        ModelAndView page = new ModelAndView("campaign/list");
        page.addObject(
                "lines",
                filter.inOrder(visible.stream()
                        .map(campaign -> new Line(campaign, Objects.requireNonNull(totals.get(campaign.id()))))
                        .toList()));
        page.addObject("filter", filter);
        page.addObject("mayOpen", service.mayOpen(viewer));
        return page;
    }

    /** The preview: what it would do, before anybody starts it; the scope stands in the address. */
    @GetMapping("/new")
    ModelAndView preview(
            @RequestParam(required = false) String unit,
            @RequestParam(required = false) String type,
            @RequestParam(defaultValue = "false") boolean freshOnly) {
        Viewer viewer = viewers.current();
        Scope scope = service.confined(viewer, Scope.of(unit, type, freshOnly));
        return preview(
                viewer, scope, service.usualTitle(), "", UUID.randomUUID().toString(), null);
    }

    @PostMapping
    ModelAndView open(
            @RequestParam(required = false) String unit,
            @RequestParam(required = false) String type,
            @RequestParam(defaultValue = "false") boolean freshOnly,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String remark,
            @RequestParam(defaultValue = "") String token) {
        Viewer viewer = viewers.current();
        Scope scope = service.confined(viewer, Scope.of(unit, type, freshOnly));
        try {
            return new ModelAndView("redirect:/campaigns/" + service.open(viewer, scope, title, remark, token));
        } catch (FormRefused refused) {
            ModelAndView page = preview(viewer, scope, title, remark, token, refused);
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return page;
        }
    }

    private ModelAndView preview(
            Viewer viewer, Scope scope, String title, String remark, String token, @Nullable FormRefused refused) {
        ModelAndView page = new ModelAndView("campaign/new");
        page.addObject("scope", scope);
        page.addObject("plan", service.plan(scope));
        page.addObject(
                "units",
                viewer.isCentre()
                        ? organizations.units()
                        : organizations.units().stream()
                                .filter(one -> viewer.isProvince(one.code()))
                                .toList());
        page.addObject("centre", viewer.isCentre());
        page.addObject("types", Scope.TYPES);
        page.addObject("name", title);
        page.addObject("remark", remark);
        page.addObject("token", token);
        page.addObject("problem", refused == null ? null : refused.getMessage());
        return page;
    }

    @GetMapping("/{id}")
    ModelAndView show(@PathVariable long id, RollFilter filter) {
        Viewer viewer = viewers.current();
        Campaign campaign = service.visible(viewer, id);
        SubtreeScope scope = SubtreeScope.of(viewer);
        ModelAndView page = new ModelAndView("campaign/campaign");
        page.addObject("campaign", campaign);
        page.addObject("total", roll.total(id, scope));
        List<CampaignRoll.Figures> byUnit = roll.byUnit(id, scope);
        page.addObject("byUnit", byUnit);
        page.addObject("byType", roll.byType(id, scope));
        page.addObject("page", roll.page(id, scope, filter));
        page.addObject("filter", filter.of(id));
        page.addObject("stands", RollFilter.Stand.values());
        page.addObject("ways", Way.values());
        page.addObject("types", Scope.TYPES);
        page.addObject(
                "units",
                organizations.units().stream()
                        .filter(unit ->
                                byUnit.stream().anyMatch(line -> line.key().equals(unit.code())))
                        .toList());
        page.addObject("mayDo", service.mayDo(viewer, campaign));
        return page;
    }

    @PostMapping("/{id}/retry")
    String retry(@PathVariable long id, RedirectAttributes flash) {
        int again = service.retry(viewers.current(), id);
        flash.addFlashAttribute("notice", again == 0 ? "没有建案失败的学校" : "正在重试 " + again + " 所");
        return "redirect:/campaigns/" + id;
    }

    /** The schools of the list as it is filtered, as a workbook. */
    @GetMapping("/{id}/export")
    ResponseEntity<byte[]> export(@PathVariable long id, RollFilter filter) {
        Viewer viewer = viewers.current();
        Campaign campaign = service.visible(viewer, id);
        byte[] book = WorkbookWriter.write(
                "督导开通",
                List.of("学校标识码", "学校名称", "省级团委", "学校类型", "联系途径", "进展", "当前阶段", "受理号"),
                roll.all(id, SubtreeScope.of(viewer), filter).stream()
                        .map(row -> List.of(
                                row.code(),
                                row.name(),
                                row.unitName(),
                                row.type(),
                                row.way().label(),
                                row.standing(),
                                row.phase() == null ? "" : row.phase().label(),
                                row.receipt() == null ? "" : row.receipt()))
                        .toList());
        return Downloads.workbook(campaign.title() + ".xlsx", book);
    }
}
