package org.tuanwei.registration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.opening.Openings;
import org.tuanwei.opening.Openings.Correction;
import org.tuanwei.registration.ReceiptDoor.Try;
import org.tuanwei.web.Formats;

/** 查询办理情况: with receipt and phrase a school reads how its case stands, and corrects what was returned. */
@Controller
class ReceiptController {

    private final ReceiptDoor door;
    private final CaseState states;
    private final Openings openings;
    private final PublicLimits limits;
    private final Formats formats;

    ReceiptController(ReceiptDoor door, CaseState states, Openings openings, PublicLimits limits, Formats formats) {
        this.door = door;
        this.states = states;
        this.openings = openings;
        this.limits = limits;
        this.formats = formats;
    }

    @GetMapping("/receipts")
    String page(@RequestParam(defaultValue = "") String receipt, Model model) {
        return ask(model, receipt, "");
    }

    @PostMapping("/receipts")
    String look(
            @RequestParam(defaultValue = "") String receipt,
            @RequestParam(defaultValue = "") String phrase,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        limits.lookup(request.getRemoteAddr());
        if (receipt.isBlank() || phrase.isBlank()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return ask(model, receipt, receipt.isBlank() ? "请填写受理号" : "请填写取号口令");
        }
        Try opened = door.open(receipt, phrase);
        if (opened.lockedUntil().isPresent()) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            return ask(
                    model,
                    receipt,
                    "连续输错次数过多，请于 " + formats.minute(opened.lockedUntil().get()) + " 以后再试");
        }
        if (opened.opened().isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return ask(model, receipt, "受理号或取号口令不正确，请核对受理邮件后再试");
        }
        CaseFile file = opened.opened().get();
        Optional<Correction> correction = openings.correctionOf(file);
        return state(
                model,
                file,
                correction,
                RegistrationForm.of(correction.map(Correction::entry).orElse(null)),
                Map.of());
    }

    @PostMapping("/receipts/correction")
    String correct(
            @RequestParam Map<String, String> params,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        limits.lookup(request.getRemoteAddr());
        Optional<CaseFile> file = door.byTicket(params.getOrDefault("ticket", ""));
        if (file.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return ask(model, "", "页面停留太久，已失效，请重新输入受理号和取号口令");
        }
        RegistrationForm form = RegistrationForm.of(params);
        Map<String, String> problems = form.entryProblems();
        if (problems.isEmpty()) {
            try {
                return openings.correct(file.get(), form.entry())
                        ? "redirect:/receipts/done"
                        : state(model, file.get(), Optional.empty(), form, Map.of());
            } catch (FormRefused refused) {
                problems = RegistrationController.fields(refused);
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return state(model, file.get(), openings.correctionOf(file.get()), form, problems);
    }

    @GetMapping("/receipts/done")
    String done() {
        return "registration/corrected";
    }

    private static String ask(Model model, String receipt, String problem) {
        model.addAttribute("receipt", receipt);
        model.addAttribute("problem", problem);
        return "registration/receipts";
    }

    private String state(
            Model model,
            CaseFile file,
            Optional<Correction> correction,
            RegistrationForm form,
            Map<String, String> problems) {
        model.addAttribute("state", states.of(file));
        correction.ifPresent(wanted -> {
            model.addAttribute("reason", wanted.reason());
            model.addAttribute("ticket", door.ticket(file));
            model.addAttribute("form", form);
        });
        model.addAttribute("problems", problems);
        return "registration/state";
    }
}
