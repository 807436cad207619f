package org.tuanwei.avatar;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.avatar.Avatar.State;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.picture.Crop;
import org.tuanwei.picture.PictureLimits;
import org.tuanwei.picture.PictureRefused;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.RateLimits;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The page of Task_Upload: choose and crop, look at the judgement, confirm. */
@Controller
@RequestMapping("/tasks/{taskId}/avatar")
class AvatarController {

    private static final int UPLOADS = 30;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final String PROBLEM = "problem";

    private final AvatarPage page;
    private final AvatarService service;
    private final AvatarProcess process;
    private final Avatars avatars;
    private final CaseFiles files;
    private final Workflow workflow;
    private final AccessPolicy policy;
    private final Viewers viewers;
    private final RateLimits limits;

    AvatarController(
            AvatarPage page,
            AvatarService service,
            AvatarProcess process,
            Avatars avatars,
            CaseFiles files,
            Workflow workflow,
            AccessPolicy policy,
            Viewers viewers,
            RateLimits limits) {
        this.page = page;
        this.service = service;
        this.process = process;
        this.avatars = avatars;
        this.files = files;
        this.workflow = workflow;
        this.policy = policy;
        this.viewers = viewers;
        this.limits = limits;
    }

    @GetMapping
    ModelAndView show(@PathVariable String taskId) {
        HumanTask task = workflow.task(taskId).orElse(null);
        if (task == null) {
            // done meanwhile: an old bookmark still leads to the case
            Avatar uploaded = avatars.uploadedAt(taskId).orElseThrow(() -> new NotVisible("待办"));
            return new ModelAndView(
                    "redirect:/cases/" + files.visible(uploaded.caseId()).id());
        }
        return page.of(task, required(task));
    }

    @PostMapping
    ModelAndView upload(
            @PathVariable String taskId,
            @RequestParam(required = false) @Nullable MultipartFile picture,
            @RequestParam(required = false) @Nullable Integer x,
            @RequestParam(required = false) @Nullable Integer y,
            @RequestParam(required = false) @Nullable Integer side)
            throws IOException {
        HumanTask task = workable(taskId);
        CaseFile file = required(task);
        try {
            if (!limits.tryAcquire("avatar-upload", viewers.current().userId(), UPLOADS, WINDOW)) {
                throw new PictureRefused("上传过于频繁，请十分钟后再试");
            }
            Crop crop = x == null || y == null || side == null ? null : new Crop(x, y, side);
            service.keepDraft(task.caseId(), taskId, service.examine(bytes(picture), crop));
            return new ModelAndView("redirect:/tasks/" + taskId + "/avatar#result");
        } catch (PictureRefused refused) {
            ModelAndView again = page.of(task, file);
            again.addObject(PROBLEM, refused.reason());
            again.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return again;
        }
    }

    @PostMapping("/confirm")
    ModelAndView confirm(
            @PathVariable String taskId,
            @RequestParam long avatarId,
            @RequestParam(required = false) @Nullable String appeal,
            RedirectAttributes flash) {
        HumanTask task = workable(taskId);
        CaseFile file = required(task);
        try {
            process.confirm(task, avatarId, appeal);
        } catch (FormRefused refused) {
            ModelAndView again = page.of(task, file);
            again.addObject(PROBLEM, refused.getMessage());
            again.addObject("appeal", appeal);
            again.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return again;
        }
        boolean goesOn = avatars.byId(avatarId)
                .map(avatar -> avatar.state() == State.SUBMITTED)
                .orElse(false);
        flash.addFlashAttribute("notice", goesOn ? "头像已提交，接下来由上级团组织审核；审核结果会发到登记的邮箱。" : "头像没有通过自动检查，请在待办「上传头像」中更换。");
        return new ModelAndView("redirect:/cases/" + file.id());
    }

    private static byte[] bytes(@Nullable MultipartFile picture) throws IOException, PictureRefused {
        if (picture == null || picture.isEmpty()) {
            throw new PictureRefused("请先选择一张图片");
        }
        long most = PictureLimits.standard().maximumBytes();
        if (picture.getSize() > most) {
            throw new PictureRefused("图片文件超过 " + most / 1_048_576 + " MB，请缩小后再上传");
        }
        return picture.getBytes();
    }

    /** @throws NotVisible when the task is none of this page, or its case none of the viewer's */
    private CaseFile required(HumanTask task) {
        if (!task.key().equals(AvatarProcess.UPLOAD)) {
            throw new NotVisible("待办");
        }
        CaseFile file = files.visible(task.caseId());
        Viewer viewer = viewers.current();
        policy.requireDo(viewer, Subject.AVATAR, file.target(), "头像");
        return file;
    }

    private HumanTask workable(String taskId) {
        HumanTask task = workflow.task(taskId).orElseThrow(() -> new NotVisible("待办"));
        required(task);
        if (!workflow.mayWorkOn(taskId)) {
            throw new NotAllowed("此待办由单位自己办理，或已由同事签收");
        }
        return task;
    }
}
