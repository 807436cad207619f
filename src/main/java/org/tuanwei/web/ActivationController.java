package org.tuanwei.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.tuanwei.security.RateLimits;

/** The public address of one-time links: looking changes nothing, a button uses the link. */
@Controller
@RequestMapping("/activate/{token}")
class ActivationController {

    private static final int TRIES_PER_ADDRESS = 60;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final ObjectProvider<OneTimeLink> links;
    private final RateLimits limits;

    ActivationController(ObjectProvider<OneTimeLink> links, RateLimits limits) {
        this.links = links;
        this.limits = limits;
    }

    @GetMapping
    String open(@PathVariable String token, Model model, HttpServletRequest request, HttpServletResponse response) {
        return answer(token, link -> link.open(token), model, request, response);
    }

    @PostMapping
    String use(
            @PathVariable String token,
            @RequestParam Map<String, String> form,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        return answer(token, link -> link.use(token, form), model, request, response);
    }

    private String answer(
            String token,
            Function<OneTimeLink, Optional<OneTimeLink.Shown>> call,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        // the address of this page is the secret: it goes to no other page
        response.setHeader("Referrer-Policy", "no-referrer");
        if (!limits.tryAcquire("activate", request.getRemoteAddr(), TRIES_PER_ADDRESS, WINDOW)) {
            return message(response, model, HttpStatus.TOO_MANY_REQUESTS, "请稍后再试", "打开链接的次数过多，请 15 分钟后再试。");
        }
        Optional<OneTimeLink.Shown> shown =
                links.stream().map(call).flatMap(Optional::stream).findFirst();
        if (shown.isEmpty()) {
            return message(
                    response, model, HttpStatus.NOT_FOUND, "链接无效", "这个链接已经用过、已经过期，或者不完整。\n请从邮件中完整复制链接，或联系上级团组织重新发送。");
        }
        response.setStatus(shown.get().status());
        model.addAttribute("token", token);
        model.addAllAttributes(shown.get().model());
        return shown.get().template();
    }

    private static String message(
            HttpServletResponse response, Model model, HttpStatus status, String title, String text) {
        response.setStatus(status.value());
        model.addAttribute("title", title);
        model.addAttribute("text", text);
        return "error/message";
    }
}
