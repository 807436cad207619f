package org.tuanwei.avatar;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.avatar.Avatar.State;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.picture.Finding.Aspect;

/** Task_ReviewAvatar: the level above looks at the picture and decides; the figures only stand beside it. */
@Component
class AvatarReviewForm implements TaskForm {

    private final Avatars avatars;
    private final AvatarService service;

    AvatarReviewForm(Avatars avatars, AvatarService service) {
        this.avatars = avatars;
        this.service = service;
    }

    @Override
    public String task() {
        return AvatarProcess.REVIEW;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Map<String, Object> shown = new HashMap<>();
        avatars.inState(task.caseId(), State.SUBMITTED).ifPresent(avatar -> {
            Judgement judgement = service.judgement(avatar);
            // a form shows no relative address: the small preview travels inside it
            shown.put(
                    "avatarUrl",
                    "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(avatars.preview(avatar.id())));
            shown.put("sizeText", judgement.text(Aspect.SIZE));
            shown.put("sharpnessText", judgement.text(Aspect.SHARPNESS));
            shown.put("judgementText", judgementText(avatar, judgement));
        });
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        boolean approved = "approve".equals(values.get(AvatarProcess.DECISION));
        Object reason = values.get("reason");
        service.review(task.caseId(), task.taskId(), approved, reason == null ? null : reason.toString());
        return Map.of(AvatarProcess.DECISION, approved ? "approve" : "return");
    }

    private static String judgementText(Avatar avatar, Judgement judgement) {
        if (judgement.acceptable()) {
            return "各项合格";
        }
        String appeal = avatar.appeal() == null ? "" : "\n\n单位请您人工判断，理由：" + Markdown.escape(avatar.appeal());
        return "**未通过**：" + judgement.reason() + appeal;
    }
}
