package org.tuanwei.activitytool;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.activitycounts.ActivityScope;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotVisible;

/** An organisation's tokens: made, shown once, taken back; and how its tool uses them. */
@Controller
@RequestMapping("/activity/{code:[A-Z0-9-]+}/tools")
class ToolController {

    private final ToolTokens tokens;
    private final ActivityScope scope;
    private final Audit audit;

    ToolController(ToolTokens tokens, ActivityScope scope, Audit audit) {
        this.tokens = tokens;
        this.scope = scope;
        this.audit = audit;
    }

    @GetMapping
    ModelAndView tools(@PathVariable String code) {
        return page(scope.requireOwner(code), null, Map.of());
    }

    /** The token stands on this one answer and nowhere else. */
    @PostMapping
    ModelAndView create(@PathVariable String code, @RequestParam(defaultValue = "") String name) {
        Organization organization = scope.requireOwner(code);
        try {
            String token = tokens.create(organization.id(), name);
            audit.record("activity.token.created", "organization:" + code, name.strip());
            return page(organization, token, Map.of());
        } catch (FormRefused refused) {
            ModelAndView page = page(organization, null, Map.of("name", String.valueOf(refused.getMessage())));
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return page;
        }
    }

    @PostMapping("/{id:\\d+}/revoke")
    String revoke(@PathVariable String code, @PathVariable long id, RedirectAttributes flash) {
        Organization organization = scope.requireOwner(code);
        if (!tokens.revoke(organization.id(), id)) {
            throw new NotVisible("这个令牌");
        }
        audit.record("activity.token.revoked", "organization:" + code, "token:" + id);
        flash.addFlashAttribute("notice", "令牌已停用，用它的工具从现在起不能再报送。");
        return "redirect:/activity/" + code + "/tools";
    }

    private ModelAndView page(Organization organization, @Nullable String token, Map<String, String> problems) {
        ModelAndView page = new ModelAndView("activity/tools");
        page.addObject("organization", organization);
        page.addObject("tokens", tokens.of(organization.id()));
        page.addObject("token", token);
        page.addObject("problems", problems);
        return page;
    }
}
