package org.tuanwei.credential;

import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.credential.BatchService.BatchRefused;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewers;
import org.tuanwei.spreadsheet.WorkbookRefused;
import org.tuanwei.web.Downloads;

/** Tencent's page for many cases: template, workbook, preview without passwords, confirmation. */
@Controller
@RequestMapping("/tasks/credentials")
class BatchController {

    private static final String PAGE = "credential/batch";

    private final BatchService batches;
    private final WaitingForNumber waiting;
    private final Viewers viewers;

    BatchController(BatchService batches, WaitingForNumber waiting, Viewers viewers) {
        this.batches = batches;
        this.waiting = waiting;
        this.viewers = viewers;
    }

    @GetMapping
    ModelAndView page() {
        requireTencent();
        return empty();
    }

    @GetMapping("/template")
    ResponseEntity<byte[]> template() {
        requireTencent();
        return Downloads.workbook("号码与初始密码.xlsx", CredentialSheet.template(waiting.lines()));
    }

    @PostMapping("/preview")
    ModelAndView preview(@RequestParam MultipartFile file) throws IOException {
        requireTencent();
        try {
            String name = file.getOriginalFilename();
            ModelAndView page = new ModelAndView(PAGE);
            page.addObject("preview", batches.preview(file.getBytes(), name == null ? "" : name));
            page.addObject("waiting", waiting.count());
            return page;
        } catch (WorkbookRefused | BatchRefused refused) {
            return refused(refused);
        }
    }

    @PostMapping("/confirm")
    ModelAndView confirm(@RequestParam String fingerprint, RedirectAttributes redirect) {
        requireTencent();
        try {
            int imported = batches.confirm(fingerprint);
            batches.forget();
            redirect.addFlashAttribute("notice", "已导入 " + imported + " 个号码，取号链接将分别寄往各单位登记的邮箱。");
            return new ModelAndView("redirect:/tasks/credentials");
        } catch (BatchRefused | FormRefused refused) {
            return refused(refused);
        }
    }

    private ModelAndView refused(RuntimeException refused) {
        ModelAndView page = empty();
        page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        page.addObject("refusal", refused.getMessage());
        return page;
    }

    private ModelAndView empty() {
        ModelAndView page = new ModelAndView(PAGE);
        page.addObject("waiting", waiting.count());
        return page;
    }

    private void requireTencent() {
        if (!viewers.current().isTencent()) {
            throw new NotVisible("页面");
        }
    }
}
