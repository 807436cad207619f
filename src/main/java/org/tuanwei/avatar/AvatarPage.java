package org.tuanwei.avatar;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.tuanwei.avatar.Avatar.State;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.picture.PictureLimits;

/** Puts together what the upload page shows. */
@Component
class AvatarPage {

    private final Avatars avatars;
    private final AvatarService service;
    private final AvatarProperties properties;
    private final Deadlines deadlines;
    private final Workflow workflow;

    AvatarPage(
            Avatars avatars,
            AvatarService service,
            AvatarProperties properties,
            Deadlines deadlines,
            Workflow workflow) {
        this.avatars = avatars;
        this.service = service;
        this.properties = properties;
        this.deadlines = deadlines;
        this.workflow = workflow;
    }

    ModelAndView of(HumanTask task, CaseFile file) {
        ModelAndView page = new ModelAndView("avatar/upload");
        page.addObject("task", task);
        page.addObject("file", file);
        page.addObject("mayWork", workflow.mayWorkOn(task.taskId()));
        page.addObject("required", properties);
        page.addObject("limits", PictureLimits.standard());
        deadlines.openFor(task.taskId()).ifPresent(deadline -> {
            page.addObject("deadline", deadline);
            page.addObject("due", deadlines.dueText(deadline));
        });
        service.cameBack(file.id()).ifPresent(avatar -> page.addObject("cameBack", avatar));
        avatars.inState(file.id(), State.DRAFT).ifPresent(draft -> {
            page.addObject("draft", draft);
            page.addObject("judgement", service.judgement(draft));
        });
        return page;
    }
}
