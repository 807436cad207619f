package org.tuanwei.desk;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewers;

/** The work queue of operations: look, mark handled with a note. */
@Controller
class QueueController {

    private final Queue queue;
    private final Viewers viewers;
    private final AccessPolicy policy;

    QueueController(Queue queue, Viewers viewers, AccessPolicy policy) {
        this.queue = queue;
        this.viewers = viewers;
        this.policy = policy;
    }

    @GetMapping("/queue")
    String page(@RequestParam(defaultValue = "false") boolean handled, Model model) {
        Verb verb = verb();
        if (verb == Verb.NONE) {
            throw new NotVisible("消息队列");
        }
        model.addAttribute("handled", handled);
        model.addAttribute("messages", queue.messages(handled));
        model.addAttribute("mails", queue.mails());
        model.addAttribute("may", verb == Verb.DO);
        model.addAttribute("casesVisible", policy.anyVerb(viewers.current(), Subject.CASE) != Verb.NONE);
        return "desk/queue";
    }

    @PostMapping("/queue/messages/{id}/handled")
    String messageHandled(
            @PathVariable long id, @RequestParam(defaultValue = "") String note, RedirectAttributes flash) {
        requireDo();
        return handled(flash, () -> queue.handleMessage(id, viewers.current().userId(), note));
    }

    @PostMapping("/queue/mails/{id}/handled")
    String mailHandled(@PathVariable long id, @RequestParam(defaultValue = "") String note, RedirectAttributes flash) {
        requireDo();
        return handled(flash, () -> queue.handleMail(id, viewers.current().userId(), note));
    }

    private static String handled(RedirectAttributes flash, Runnable work) {
        try {
            work.run();
            flash.addFlashAttribute("notice", "已标记为处理完毕。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("refused", refused.getMessage());
        }
        return "redirect:/queue";
    }

    private Verb verb() {
        return policy.anyVerb(viewers.current(), Subject.QUEUE);
    }

    private void requireDo() {
        Verb verb = verb();
        if (verb == Verb.NONE) {
            throw new NotVisible("消息队列");
        }
        if (verb != Verb.DO) {
            throw new NotAllowed("您只能查看消息队列，不能处理");
        }
    }
}
