package org.tuanwei.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organizations;
import org.tuanwei.problem.Attachments.Stored;
import org.tuanwei.problem.ProblemNotes.Sent;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The list of problems, the page of one with its thread and files, and the forms: raise, add, merge. */
@Controller
class ProblemsController {

    private static final String NOTHING_ACTIVE = "default-src 'none'; sandbox";

    private final ProblemService service;
    private final ProblemNotes notes;
    private final ProblemMerging merging;
    private final ProblemList list;
    private final ProblemPage page;
    private final NumbersService numbers;
    private final CaseFiles files;
    private final Organizations organizations;
    private final Viewers viewers;
    private final AccessPolicy policy;

    ProblemsController(
            ProblemService service,
            ProblemNotes notes,
            ProblemMerging merging,
            ProblemList list,
            ProblemPage page,
            NumbersService numbers,
            CaseFiles files,
            Organizations organizations,
            Viewers viewers,
            AccessPolicy policy) {
        this.service = service;
        this.notes = notes;
        this.merging = merging;
        this.list = list;
        this.page = page;
        this.numbers = numbers;
        this.files = files;
        this.organizations = organizations;
        this.viewers = viewers;
        this.policy = policy;
    }

    @GetMapping("/problems")
    String list(ProblemFilter filter, Model model) {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.PROBLEM) == Verb.NONE) {
            throw new NotAllowed("您的角色不查看问题");
        }
        model.addAttribute("filter", filter);
        model.addAttribute("page", list.page(viewer, filter));
        model.addAttribute("states", Problem.State.values());
        model.addAttribute("kinds", ProblemKind.values());
        model.addAttribute("mayUpload", numbers.uploader(viewer).isPresent());
        model.addAttribute("units", organizations.unitsOf(viewer));
        return "problem/list";
    }

    @GetMapping("/problems/{id:\\d+}")
    String page(@PathVariable long id, Model model) {
        model.addAllAttributes(page.of(service.visible(id)));
        return "problem/problem";
    }

    @PostMapping("/problems/{id:\\d+}/entries")
    String addEntry(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files,
            RedirectAttributes flash)
            throws IOException {
        List<Sent> sent = new ArrayList<>();
        for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
            if (!file.isEmpty()) {
                String name = file.getOriginalFilename();
                sent.add(new Sent(name == null ? "" : name, file.getBytes()));
            }
        }
        try {
            notes.add(id, text, sent);
            flash.addFlashAttribute("notice", "已补充到往来记录，并发信告知对方。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("refused", refused.getMessage());
            flash.addFlashAttribute("typed", text);
        }
        return "redirect:/problems/" + id + "#thread";
    }

    @GetMapping("/problems/{id:\\d+}/files/{fileId:\\d+}")
    ResponseEntity<byte[]> file(
            @PathVariable long id, @PathVariable long fileId, @RequestParam(defaultValue = "false") boolean show) {
        Stored file = notes.file(id, fileId);
        boolean inline = show && file.contentType().startsWith("image/");
        ContentDisposition.Builder disposition = inline ? ContentDisposition.inline() : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.contentType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("Content-Security-Policy", NOTHING_ACTIVE)
                .header("X-Content-Type-Options", "nosniff")
                .body(file.bytes());
    }

    @PostMapping("/problems/{id:\\d+}/merge")
    String merge(@PathVariable long id, @RequestParam(defaultValue = "0") long target, RedirectAttributes flash) {
        Problem problem = service.visible(id);
        try {
            merging.merge(problem, target);
            flash.addFlashAttribute("notice", "第 " + id + " 号问题已并入本问题，一并处理。");
            return "redirect:/problems/" + target;
        } catch (FormRefused refused) {
            flash.addFlashAttribute("mergeRefused", refused.getMessage());
            return "redirect:/problems/" + id;
        }
    }

    /** The form alone, for whoever comes from Tasklist. */
    @GetMapping("/cases/{caseId}/problems/new")
    String raisePage(@PathVariable long caseId, Model model) {
        CaseFile file = files.visible(caseId);
        List<ProblemKind> kinds = service.raisable(file, viewers.current());
        if (kinds.isEmpty()) {
            throw new NotAllowed("您不能为这个案件登记问题");
        }
        model.addAttribute("file", file);
        model.addAttribute("raisable", kinds);
        return "problem/new";
    }

    @PostMapping("/cases/{caseId}/problems")
    String raise(
            @PathVariable long caseId,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "false") boolean alone,
            RedirectAttributes flash) {
        try {
            Problem problem = service.raise(caseId, kind, text);
            flash.addFlashAttribute("notice", "问题已登记，现由" + problem.standing() + "。处理结果会通知您确认。");
            return "redirect:/problems/" + problem.id();
        } catch (FormRefused refused) {
            flash.addFlashAttribute("problemRefused", refused.getMessage());
            flash.addFlashAttribute("problemKind", kind);
            flash.addFlashAttribute("problemText", text);
            return "redirect:/cases/" + caseId + (alone ? "/problems/new" : "#problem");
        }
    }
}
