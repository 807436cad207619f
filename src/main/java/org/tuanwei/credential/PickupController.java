package org.tuanwei.credential;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.tuanwei.credential.PickupLink.Standing;
import org.tuanwei.credential.PickupService.Answer;
import org.tuanwei.security.RateLimits;

/**
 * The public page behind a one-time link. Looking shows nothing and burns nothing; nobody learns from it which school it
 * is for; only the right phrase, posted, shows the password, once (security row 16).
 */
@Controller
@RequestMapping("/pickup/{token}")
class PickupController {

    private static final String PAGE = "credential/pickup";
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int LOOKS = 60;
    private static final int PROOFS = 15;
    private static final int RESENDS_PER_ADDRESS = 5;
    private static final int RESENDS_PER_CASE = 3;

    private final PickupService pickups;
    private final RateLimits limits;

    PickupController(PickupService pickups, RateLimits limits) {
        this.pickups = pickups;
        this.limits = limits;
    }

    @ModelAttribute
    void keepNothing(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
    }

    @GetMapping
    ModelAndView look(@PathVariable String token, HttpServletRequest request) {
        if (!limits.tryAcquire("pickup-look", request.getRemoteAddr(), LOOKS, WINDOW)) {
            return tooMany();
        }
        return page(token, pickups.look(token));
    }

    @PostMapping
    ModelAndView fetch(
            @PathVariable String token, @RequestParam(defaultValue = "") String phrase, HttpServletRequest request) {
        if (!limits.tryAcquire("pickup-proof", request.getRemoteAddr(), PROOFS, WINDOW)) {
            return tooMany();
        }
        if (phrase.isBlank()) {
            return page(token, pickups.look(token)).addObject("wrong", "请输入取号口令");
        }
        Answer answer = pickups.fetch(token, phrase);
        if (answer instanceof Answer.Revealed revealed) {
            return revealed(revealed);
        }
        if (answer instanceof Answer.WrongPhrase wrong) {
            ModelAndView page = page(token, Standing.OPEN);
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return page.addObject("wrong", "取号口令不对，还可以再试 " + wrong.triesLeft() + " 次；全部用完后链接将被锁定");
        }
        if (answer instanceof Answer.NoPhrase) {
            ModelAndView page = page(token, Standing.OPEN);
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return page.addObject("wrong", "还没有设置取号口令：请登录后在案件页面设置，或联系上级团委");
        }
        return page(token, ((Answer.Closed) answer).standing());
    }

    @PostMapping("/not-me")
    ModelAndView disown(@PathVariable String token, HttpServletRequest request) {
        if (!limits.tryAcquire("pickup-proof", request.getRemoteAddr(), PROOFS, WINDOW)) {
            return tooMany();
        }
        return page(token, pickups.disown(token));
    }

    /** The answer is the same whatever happens. */
    @PostMapping("/resend")
    ModelAndView resend(@PathVariable String token, HttpServletRequest request) {
        boolean allowed = limits.tryAcquire(
                        "pickup-resend-address", request.getRemoteAddr(), RESENDS_PER_ADDRESS, Duration.ofHours(1))
                && pickups.caseOf(token)
                        .map(caseId -> limits.tryAcquire(
                                "pickup-resend-case", String.valueOf(caseId), RESENDS_PER_CASE, Duration.ofDays(1)))
                        .orElse(false);
        if (allowed) {
            pickups.resend(token);
        }
        return new ModelAndView(PAGE).addObject("view", "RESENT");
    }

    private static ModelAndView page(String token, Standing standing) {
        // only what looks like a token is put back into the page
        String safe = PickupLink.looksLikeToken(token) ? token : "0".repeat(PickupLink.TOKEN_LENGTH);
        return new ModelAndView(PAGE).addObject("view", standing.name()).addObject("address", "/pickup/" + safe);
    }

    private static ModelAndView revealed(Answer.Revealed revealed) {
        try {
            return new ModelAndView(PAGE)
                    .addObject("view", "REVEALED")
                    .addObject("qqNumber", revealed.qqNumber())
                    .addObject("password", new String(revealed.password(), StandardCharsets.UTF_8));
        } finally {
            Arrays.fill(revealed.password(), (byte) 0);
        }
    }

    private static ModelAndView tooMany() {
        return new ModelAndView(PAGE, HttpStatus.TOO_MANY_REQUESTS).addObject("view", "TOO_MANY");
    }
}
