package org.tuanwei.waiting;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.engine.FormRefused;

/** Stops the clock of a case and starts it again, from the case page. */
@Controller
@RequestMapping("/cases/{caseId}/parking")
class ParkingController {

    private final Parkings parkings;

    ParkingController(Parkings parkings) {
        this.parkings = parkings;
    }

    @PostMapping
    String park(
            @PathVariable long caseId,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        try {
            parkings.park(caseId, day(until), reason);
            flash.addFlashAttribute("notice", "已暂停计时至 " + until + "，期限和提醒相应顺延；到期自动恢复。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("parkingProblem", refused.getMessage());
            flash.addFlashAttribute("parkingUntil", until);
            flash.addFlashAttribute("parkingReason", reason);
        }
        return page(caseId);
    }

    @PostMapping("/end")
    String resume(@PathVariable long caseId, RedirectAttributes flash) {
        try {
            parkings.resume(caseId);
            flash.addFlashAttribute("notice", "已恢复计时，没有用完的天数已从期限中扣回。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("parkingProblem", refused.getMessage());
        }
        return page(caseId);
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException noDate) {
            throw new FormRefused("until", "日期应形如 2026-03-14");
        }
    }

    private static String page(long caseId) {
        return "redirect:/cases/" + caseId + "#waiting";
    }
}
