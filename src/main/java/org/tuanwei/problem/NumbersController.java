package org.tuanwei.problem;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.problem.NumberRow.Outcome;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewers;
import org.tuanwei.spreadsheet.WorkbookRefused;
import org.tuanwei.web.Downloads;

/** Many numbers at once: template, upload, preview, one problem; then Tencent's answers and the verdict, row by row. */
@Controller
@RequestMapping("/problems")
class NumbersController {

    private static final String UPLOAD = "redirect:/problems/numbers";

    private final NumbersService numbers;
    private final NumberRows rows;
    private final ProblemService problems;
    private final Viewers viewers;

    NumbersController(NumbersService numbers, NumberRows rows, ProblemService problems, Viewers viewers) {
        this.numbers = numbers;
        this.rows = rows;
        this.problems = problems;
        this.viewers = viewers;
    }

    @GetMapping("/numbers")
    String upload(Model model) {
        model.addAttribute(
                "uploader",
                numbers.uploader(viewers.current()).orElseThrow(() -> new NotAllowed("批量提出号码问题由学校或省级团委办理")));
        model.addAttribute("troubles", NumberSheet.TROUBLES);
        return "problem/numbers";
    }

    @GetMapping("/numbers/template")
    ResponseEntity<byte[]> template() {
        return workbook("不能用的号码.xlsx", numbers.template());
    }

    @PostMapping("/numbers")
    String read(@RequestParam(required = false) @Nullable MultipartFile file, RedirectAttributes flash)
            throws IOException {
        if (file == null || file.isEmpty()) {
            flash.addFlashAttribute("refusal", "请先选择工作簿");
            return UPLOAD;
        }
        try {
            String name = Optional.ofNullable(file.getOriginalFilename()).orElse("");
            return UPLOAD + "/" + numbers.preview(file.getBytes(), name);
        } catch (WorkbookRefused | FormRefused refused) {
            flash.addFlashAttribute("refusal", refused.getMessage());
            return UPLOAD;
        }
    }

    @GetMapping("/numbers/{sheetId:\\d+}")
    String preview(@PathVariable long sheetId, Model model) {
        model.addAttribute("sheet", numbers.required(sheetId));
        List<NumberRow> all = rows.ofSheet(sheetId);
        model.addAttribute("rows", all);
        model.addAttribute("good", all.stream().filter(NumberRow::good).count());
        return "problem/numbers-preview";
    }

    @PostMapping("/numbers/{sheetId:\\d+}")
    String confirm(@PathVariable long sheetId, RedirectAttributes flash) {
        try {
            Problem problem = numbers.confirm(sheetId);
            flash.addFlashAttribute("notice", "已作为一个问题提交腾讯公司，逐行答复后请您确认。");
            return "redirect:/problems/" + problem.id();
        } catch (FormRefused refused) {
            flash.addFlashAttribute("refusal", refused.getMessage());
            return UPLOAD;
        }
    }

    /** Tencent's answers, as far as they go; {@code rest} answers all rows that are still open alike. */
    @PostMapping("/{id:\\d+}/rows")
    String answer(
            @PathVariable long id,
            @RequestParam Map<String, String> fields,
            @RequestParam(defaultValue = "false") boolean finish,
            RedirectAttributes flash) {
        Problem problem = problems.visible(id);
        Map<Long, Outcome> outcomes = new HashMap<>();
        Map<Long, String> answers = new HashMap<>();
        Outcome rest = outcome(fields.get("outcomeRest"));
        for (NumberRow row : rows.ofProblem(id)) {
            Outcome chosen = outcome(fields.get("outcome" + row.id()));
            boolean byRest = chosen == null && rest != null && !row.answered();
            Outcome outcome = byRest ? rest : chosen;
            if (outcome != null) {
                outcomes.put(row.id(), outcome);
                answers.put(row.id(), fields.getOrDefault(byRest ? "answerRest" : "answer" + row.id(), ""));
            }
        }
        try {
            int answered = numbers.answer(problem, outcomes, answers);
            int left = numbers.unanswered(id);
            if (finish && left == 0) {
                numbers.finish(problem);
                flash.addFlashAttribute("notice", "已全部答复，结果已告知提出方，由其确认。");
            } else {
                flash.addFlashAttribute(
                        "notice", "已保存 " + answered + " 行答复" + (left > 0 ? "，还有 " + left + " 行没有答复。" : "，可以提交了。"));
            }
        } catch (FormRefused refused) {
            flash.addFlashAttribute("rowsRefused", refused.getMessage());
            flash.addFlashAttribute("rowsTyped", fields);
        }
        return "redirect:/problems/" + id + "#rows";
    }

    /** Tencent sends the workbook back with its answers. */
    @PostMapping("/{id:\\d+}/rows/workbook")
    String answerByWorkbook(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            RedirectAttributes flash)
            throws IOException {
        Problem problem = problems.visible(id);
        try {
            if (file == null || file.isEmpty()) {
                throw new FormRefused("file", "请先选择填好答复的工作簿");
            }
            String name = Optional.ofNullable(file.getOriginalFilename()).orElse("");
            int answered = numbers.answer(problem, file.getBytes(), name);
            int left = numbers.unanswered(id);
            flash.addFlashAttribute(
                    "notice",
                    (answered == 0 ? "工作簿里没有新的答复" : "已从工作簿读入 " + answered + " 行答复")
                            + (left > 0 ? "，还有 " + left + " 行没有答复。" : "，请核对后按「保存并提交全部答复」。"));
        } catch (WorkbookRefused | FormRefused refused) {
            flash.addFlashAttribute("rowsRefused", refused.getMessage());
        }
        return "redirect:/problems/" + id + "#rows";
    }

    @PostMapping("/{id:\\d+}/rows/verdict")
    String verdict(
            @PathVariable long id,
            @RequestParam(name = "unsolved", required = false) @Nullable List<Long> unsolved,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "false") boolean solved,
            RedirectAttributes flash) {
        Problem problem = problems.visible(id);
        List<Long> back = unsolved == null ? List.of() : unsolved;
        try {
            if (solved != back.isEmpty()) {
                throw new FormRefused("unsolved", solved ? "勾选了没有解决的行，不能全部确认；请改按「退回所选的行」" : "请勾选没有解决的行");
            }
            numbers.verdict(problem, back, reason);
            flash.addFlashAttribute("notice", solved ? "问题已关闭。" : "已把 " + back.size() + " 行退回腾讯公司重新处理。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("rowsRefused", refused.getMessage());
            flash.addFlashAttribute("typedReason", reason);
        }
        return "redirect:/problems/" + id + "#rows";
    }

    @GetMapping("/{id:\\d+}/rows.xlsx")
    ResponseEntity<byte[]> export(@PathVariable long id) {
        problems.visible(id);
        return workbook("第" + id + "号问题-逐行答复.xlsx", NumberSheet.answered(rows.ofProblem(id)));
    }

    private static @Nullable Outcome outcome(@Nullable String name) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.name().equals(name)) {
                return outcome;
            }
        }
        return null;
    }

    private static ResponseEntity<byte[]> workbook(String name, byte[] bytes) {
        return Downloads.workbook(name, bytes);
    }
}
