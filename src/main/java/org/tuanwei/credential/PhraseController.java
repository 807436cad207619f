package org.tuanwei.credential;

import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.PickupPhrases;
import org.tuanwei.security.NotAllowed;

/** The 取号口令 of a case: set by its owner where registration left none, reset by the superior who has asked back. */
@Controller
@RequestMapping("/cases/{caseId}/pickup-phrase")
class PhraseController {

    private static final String PAGE = "credential/phrase";

    private final CaseFiles files;
    private final PhraseKeeper keeper;

    PhraseController(CaseFiles files, PhraseKeeper keeper) {
        this.files = files;
        this.keeper = keeper;
    }

    @GetMapping
    ModelAndView page(@PathVariable long caseId) {
        CaseFile file = files.visible(caseId);
        return page(file, HttpStatus.OK);
    }

    @PostMapping
    ModelAndView set(
            @PathVariable long caseId,
            @RequestParam(defaultValue = "") String phrase,
            @RequestParam(defaultValue = "") String phraseAgain,
            RedirectAttributes redirect) {
        CaseFile file = files.visible(caseId);
        Optional<String> objection =
                phrase.equals(phraseAgain) ? PickupPhrases.objectionTo(phrase) : Optional.of("两次输入的取号口令不一致");
        if (objection.isPresent()) {
            return page(file, HttpStatus.UNPROCESSABLE_ENTITY).addObject("errors", Map.of("phrase", objection.get()));
        }
        keeper.keep(file, phrase);
        redirect.addFlashAttribute("notice", "取号口令已设置。");
        return new ModelAndView("redirect:/cases/" + caseId);
    }

    private ModelAndView page(CaseFile file, HttpStatus status) {
        PhraseKeeper.May may = keeper.may(file);
        if (may == PhraseKeeper.May.NOTHING) {
            throw new NotAllowed("取号口令由单位自己设置，忘记时由上级团委重设");
        }
        return new ModelAndView(PAGE, status)
                .addObject("file", file)
                .addObject("superior", may == PhraseKeeper.May.RESET)
                .addObject("errors", Map.of());
    }
}
