package org.tuanwei.activitycounts;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
import org.tuanwei.activitycounts.CountSheet.Line;
import org.tuanwei.activitycounts.CountSheet.Reading;
import org.tuanwei.activitycounts.CountUploads.State;
import org.tuanwei.activitycounts.CountUploads.Upload;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotVisible;
import org.tuanwei.spreadsheet.WorkbookRefused;
import org.tuanwei.web.Downloads;

/** Tencent's weekly workbook: uploaded, looked at row by row, taken or put away, answered in the sender's own file. */
@Controller
@RequestMapping("/activity/uploads")
class CountUploadController {

    private static final int MOST = 300;
    private static final int LATEST = 20;

    private final CountUploads uploads;
    private final ActivityScope scope;
    private final Audit audit;

    CountUploadController(CountUploads uploads, ActivityScope scope, Audit audit) {
        this.uploads = uploads;
        this.scope = scope;
        this.audit = audit;
    }

    @GetMapping
    ModelAndView page() {
        scope.requireNumbers();
        return form(null);
    }

    @GetMapping("/template")
    ResponseEntity<byte[]> template() {
        scope.requireNumbers();
        return Downloads.workbook("每周发布数据.xlsx", CountSheet.template());
    }

    @PostMapping
    ModelAndView upload(@RequestParam MultipartFile file) throws IOException {
        scope.requireNumbers();
        try {
            return new ModelAndView(
                    "redirect:/activity/uploads/" + uploads.put(plain(file.getOriginalFilename()), file.getBytes()));
        } catch (WorkbookRefused | FormRefused refused) {
            return form(refused.getMessage());
        }
    }

    @GetMapping("/{id:\\d+}")
    ModelAndView preview(@PathVariable long id, @RequestParam(defaultValue = "") String show) {
        Upload upload = require(id);
        Reading reading = uploads.reading(upload);
        boolean failedOnly = show.equals("failed");
        List<Line> lines = reading.lines().stream()
                .filter(line -> !failedOnly || !line.good())
                .toList();
        ModelAndView page = new ModelAndView("activity/upload");
        page.addObject("upload", upload);
        page.addObject("headings", CountSheet.HEADINGS);
        page.addObject("good", reading.good());
        page.addObject("failed", reading.failed());
        page.addObject("lines", lines.subList(0, Math.min(MOST, lines.size())));
        page.addObject("total", lines.size());
        page.addObject("failedOnly", failedOnly);
        page.addObject("waits", upload.state() == State.PREVIEW);
        return page;
    }

    @PostMapping("/{id:\\d+}/take")
    String take(@PathVariable long id, RedirectAttributes flash) {
        Upload upload = require(id);
        try {
            int taken = uploads.take(id);
            audit.record("activity.counts", "countUpload:" + id, taken + " 行");
            flash.addFlashAttribute(
                    "notice",
                    "已收下 " + taken + " 行" + (upload.failed() > 0 ? "；另有 " + upload.failed() + " 行有误，请下载失败行更正后再上传" : "")
                            + "。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("refused", refused.getMessage());
        }
        return "redirect:/activity/uploads/" + id;
    }

    @PostMapping("/{id:\\d+}/discard")
    String discard(@PathVariable long id, RedirectAttributes flash) {
        require(id);
        uploads.discard(id);
        flash.addFlashAttribute("notice", "已放弃这份工作簿，数据没有变动。");
        return "redirect:/activity/uploads";
    }

    @GetMapping("/{id:\\d+}/annotated")
    ResponseEntity<byte[]> annotated(@PathVariable long id) {
        return answer(require(id), "批注", uploads::annotated);
    }

    @GetMapping("/{id:\\d+}/failed")
    ResponseEntity<byte[]> failed(@PathVariable long id) {
        return answer(require(id), "失败行", uploads::failedRows);
    }

    private static ResponseEntity<byte[]> answer(Upload upload, String what, Function<Upload, byte[]> made) {
        return Downloads.workbook(upload.answerName(what), made.apply(upload));
    }

    private ModelAndView form(@Nullable String refusal) {
        ModelAndView page = new ModelAndView("activity/uploads");
        page.addObject("uploads", uploads.latest(LATEST));
        page.addObject("refusal", refusal);
        if (refusal != null) {
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return page;
    }

    private Upload require(long id) {
        scope.requireNumbers();
        return uploads.find(id).orElseThrow(() -> new NotVisible("这份工作簿"));
    }

    /** Browsers may send a path; a name keeps no control characters. */
    private static String plain(@Nullable String name) {
        String text = name == null ? "" : name.replaceAll("\\p{Cntrl}", "");
        text = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1)
                .strip();
        return text.isEmpty() ? "每周发布数据.xlsx" : text.substring(Math.max(0, text.length() - 120));
    }
}
