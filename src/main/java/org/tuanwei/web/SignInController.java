package org.tuanwei.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.tuanwei.security.Viewers;

/** The sign-in page and the front door. */
@Controller
class SignInController {

    private final ObjectProvider<SignInHelp> help;
    private final Viewers viewers;

    SignInController(ObjectProvider<SignInHelp> help, Viewers viewers) {
        this.help = help;
        this.viewers = viewers;
    }

    @GetMapping("/login")
    String login(Model model) {
        model.addAttribute(
                "accounts",
                help.stream().flatMap(one -> one.accounts().stream()).toList());
        model.addAttribute(
                "password", help.stream().findFirst().map(SignInHelp::password).orElse(""));
        return "login";
    }

    @GetMapping("/")
    String front() {
        return viewers.currentOrNone().isPresent() ? "redirect:/desk" : "redirect:/login";
    }
}
