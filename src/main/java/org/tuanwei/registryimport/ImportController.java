package org.tuanwei.registryimport;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.change.ChangeProposals.Ending;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryComparison.Line;
import org.tuanwei.organization.RegistryComparison.Verdict;
import org.tuanwei.organization.RegistryRefused;
import org.tuanwei.organization.SubtreeScope;
import org.tuanwei.registryimport.ImportService.NotNow;
import org.tuanwei.registryimport.ImportService.Preview;
import org.tuanwei.registryimport.RegistryImports.Import;
import org.tuanwei.registryimport.RegistryImports.State;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.web.Downloads;

/** The centre's pages for the ministry's list: upload, preview, confirmation, progress; and the export for everybody. */
@Controller
@RequestMapping("/registry")
class ImportController {

    private static final int PAGE = 50;
    private static final String LIST = "registryimport/list";

    private final ImportService service;
    private final RegistryImports imports;
    private final RegistryExport export;
    private final Organizations organizations;
    private final AccessPolicy policy;
    private final Viewers viewers;

    ImportController(
            ImportService service,
            RegistryImports imports,
            RegistryExport export,
            Organizations organizations,
            AccessPolicy policy,
            Viewers viewers) {
        this.service = service;
        this.imports = imports;
        this.export = export;
        this.organizations = organizations;
        this.policy = policy;
        this.viewers = viewers;
    }

    /** What a page of lines shows. */
    record Shown(Verdict verdict, String text, List<Line> lines, int total, int page, int pages) {

        static Shown of(Verdict verdict, String text, List<Line> all, int page) {
            int pages = Math.max(1, (all.size() + PAGE - 1) / PAGE);
            int at = Math.min(Math.max(1, page), pages);
            return new Shown(
                    verdict,
                    text,
                    all.subList((at - 1) * PAGE, Math.min(all.size(), at * PAGE)),
                    all.size(),
                    at,
                    pages);
        }
    }

    @GetMapping("/imports")
    ModelAndView list() {
        requireCentre();
        return page(List.of());
    }

    @PostMapping("/imports")
    ModelAndView upload(@RequestParam MultipartFile file) throws IOException {
        Viewer viewer = requireCentre();
        String name = file.getOriginalFilename();
        try {
            long id = service.upload(file.getBytes(), name == null || name.isBlank() ? "高校名单" : name, viewer.userId());
            return new ModelAndView("redirect:/registry/imports/" + id);
        } catch (RegistryRefused refused) {
            ModelAndView page = page(refused.problems());
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return page;
        }
    }

    @GetMapping("/imports/{id}")
    ModelAndView show(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page) {
        requireCentre();
        Import list = find(id);
        ModelAndView model = new ModelAndView("registryimport/import");
        model.addObject("list", list);
        model.addObject("sections", imports.sections(id));
        model.addObject("types", SchoolTypes.ALL);
        model.addObject("progress", imports.progress(id));
        if (list.state() == State.PREVIEW || list.state() == State.DONE) {
            Verdict verdict = verdict(show, list.state() == State.DONE ? Verdict.GONE : Verdict.NEW);
            Preview preview = service.preview(id, verdict, q.strip());
            model.addObject("preview", preview);
            model.addObject(
                    "unitNames",
                    organizations.units().stream().collect(Collectors.toMap(Organization::code, Organization::name)));
            model.addObject("shown", Shown.of(verdict, q.strip(), preview.lines(), page));
        }
        return model;
    }

    @PostMapping("/imports/{id}/types")
    String correctType(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "NEW") String show,
            @RequestParam(defaultValue = "1") int page,
            RedirectAttributes flash) {
        requireCentre();
        find(id);
        try {
            service.correctType(id, code, type);
            flash.addFlashAttribute("notice", "已更正学校类型，确认导入时生效");
        } catch (NotNow refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
        }
        flash.addAttribute("show", show);
        flash.addAttribute("page", page);
        return "redirect:/registry/imports/" + id;
    }

    @PostMapping("/imports/{id}/confirm")
    String confirm(
            @PathVariable long id, @RequestParam(defaultValue = "false") boolean checked, RedirectAttributes flash) {
        Viewer viewer = requireCentre();
        find(id);
        try {
            service.confirm(id, checked, viewer.userId());
        } catch (NotNow refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
        }
        return "redirect:/registry/imports/" + id;
    }

    @PostMapping("/imports/{id}/discard")
    String discard(@PathVariable long id) {
        requireCentre();
        find(id);
        service.discard(id);
        return "redirect:/registry/imports";
    }

    @PostMapping("/imports/{id}/gone")
    String propose(
            @PathVariable long id,
            @RequestParam(required = false) List<String> codes,
            @RequestParam(defaultValue = "EXEMPT") Ending ending,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        requireCentre();
        find(id);
        List<String> chosen = codes == null ? List.of() : codes;
        List<String> refused = service.propose(chosen, ending, reason);
        if (chosen.isEmpty()) {
            flash.addFlashAttribute("problem", "请先勾选学校");
        } else {
            flash.addFlashAttribute("problems", refused);
            flash.addFlashAttribute("notice", "已提出 " + (chosen.size() - refused.size()) + " 项变更，经负责人审批后生效");
        }
        flash.addAttribute("show", Verdict.GONE.name());
        return "redirect:/registry/imports/" + id;
    }

    @GetMapping("/export")
    ResponseEntity<byte[]> export() {
        Viewer viewer = viewers.current();
        Verb verb = policy.anyVerb(viewer, Subject.REGISTRY);
        if (verb != Verb.SEE && verb != Verb.DO) {
            throw new NotAllowed("您不能导出单位名册");
        }
        return Downloads.workbook("高校名单.xlsx", export.write(SubtreeScope.of(viewer)));
    }

    private ModelAndView page(List<String> problems) {
        ModelAndView page = new ModelAndView(LIST);
        page.addObject("imports", imports.latest());
        page.addObject("problems", problems);
        return page;
    }

    private Import find(long id) {
        return imports.find(id).orElseThrow(() -> new NotVisible("这份名单"));
    }

    private static Verdict verdict(String name, Verdict otherwise) {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().equals(name)) {
                return verdict;
            }
        }
        return otherwise;
    }

    private Viewer requireCentre() {
        Viewer viewer = viewers.current();
        if (!viewer.isCentre()) {
            throw new NotAllowed("只有团中央可以导入高校名录");
        }
        return viewer;
    }
}
