package org.tuanwei.avatar;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.avatar.Avatar.State;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.picture.Crop;
import org.tuanwei.picture.ImageJudge;
import org.tuanwei.picture.JudgedPicture;
import org.tuanwei.picture.PictureRefused;
import org.tuanwei.security.Viewers;

/** Moves an avatar from draft to use; what a step does to the case is told in the same transaction. */
@Service
@Transactional
class AvatarService {

    private final Avatars avatars;
    private final CaseFiles files;
    private final AvatarLetters letters;
    private final AvatarProperties properties;
    private final ImageJudge judge;
    private final Viewers viewers;

    AvatarService(
            Avatars avatars,
            CaseFiles files,
            AvatarLetters letters,
            AvatarProperties properties,
            ImageJudge judge,
            Viewers viewers) {
        this.avatars = avatars;
        this.files = files;
        this.letters = letters;
        this.properties = properties;
        this.judge = judge;
        this.viewers = viewers;
    }

    Judgement judgement(Avatar avatar) {
        return new Judgement(avatar.findings(properties.requirements()));
    }

    /** Decodes and measures; touches no database, so no connection waits for a decoder. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public JudgedPicture examine(byte[] file, @Nullable Crop crop) throws PictureRefused {
        return judge.judge(file, crop);
    }

    /** Keeps the picture until its uploader confirms it or chooses another. */
    public void keepDraft(long caseId, String taskId, JudgedPicture picture) {
        Judgement judgement = new Judgement(properties.requirements().judge(picture.measures()));
        avatars.replaceDraft(
                caseId, taskId, picture, judgement, viewers.current().userId());
    }

    /**
     * Makes sure that the draft is the one its uploader has seen, and notes why he thinks it good enough.
     *
     * @throws FormRefused when it is another one, or fails the check and no reason is given
     */
    public void prepare(long caseId, long avatarId, @Nullable String appeal) {
        Avatar draft = avatars.inState(caseId, State.DRAFT)
                .filter(avatar -> avatar.id() == avatarId)
                .orElseThrow(() -> new FormRefused("", "图片刚被换过，请核对新的检查结果后再提交"));
        Judgement judgement = judgement(draft);
        if (judgement.acceptable()) {
            return;
        }
        if (!judgement.appealable()) {
            throw new FormRefused("", "这张图片不能提交：" + judgement.reason());
        }
        String text = appeal == null ? "" : appeal.strip();
        if (text.length() < 4 || text.length() > 500) {
            throw new FormRefused("appeal", "请上级人工判断的理由：4 至 500 个字");
        }
        avatars.appeal(draft.id(), text);
    }

    /** @throws FormRefused when no picture was stored */
    public void submit(long caseId, String taskId) {
        Avatar draft = avatars.inState(caseId, State.DRAFT)
                .orElseThrow(() -> new FormRefused("", "还没有上传头像：请先打开上传页面，选好图片并核对检查结果，再提交"));
        require(avatars.move(draft.id(), Set.of(State.DRAFT), State.SUBMITTED));
        Map<String, String> facts = facts(draft);
        if (draft.appeal() == null) {
            facts.put("size", draft.side() + "×" + draft.side() + " 像素");
            files.tell(caseId, "avatar.submitted", facts, taskId);
        } else {
            facts.put("appeal", draft.appeal());
            files.tell(caseId, "avatar.appealed", facts, taskId);
        }
    }

    /** Judges what was submitted by the requirements of today. @return whether it goes on to a person */
    public boolean check(long caseId) {
        Avatar avatar = required(caseId, State.SUBMITTED);
        Judgement judgement = judgement(avatar);
        avatars.noteVerdict(avatar.id(), judgement);
        if (judgement.acceptable() || judgement.appealable() && avatar.appeal() != null) {
            return true;
        }
        require(avatars.move(avatar.id(), Set.of(State.SUBMITTED), State.REJECTED));
        Map<String, String> facts = facts(avatar);
        facts.put("reason", String.valueOf(judgement.reason()));
        files.tell(caseId, "avatar.rejected", facts);
        return false;
    }

    /** @throws FormRefused when the reviewer has uploaded the picture himself */
    public void review(long caseId, String taskId, boolean approved, @Nullable String reason) {
        Avatar avatar = required(caseId, State.SUBMITTED);
        String reviewer = viewers.current().userId();
        boolean own = reviewer.equals(avatar.uploadedBy());
        if (approved && own && !properties.ownReview()) {
            throw new FormRefused("decision", "这张头像是您自己上传的，不能由您审核通过，请由本级另一位同事审核");
        }
        require(avatars.move(avatar.id(), Set.of(State.SUBMITTED), approved ? State.APPROVED : State.RETURNED));
        avatars.noteReview(avatar.id(), reviewer, own, approved ? null : reason);
        Map<String, String> facts = facts(avatar);
        if (approved) {
            files.tell(caseId, own ? "avatar.approvedOwn" : "avatar.approved", facts, taskId);
        } else {
            facts.put("reason", String.valueOf(reason));
            files.tell(caseId, "avatar.returned", facts, taskId);
        }
    }

    /** Tells the owner why his picture came back; asked twice, the letter goes out once. */
    public void noteReturn(long caseId) {
        Avatar avatar = required(caseId, State.RETURNED);
        letters.returned(files.get(caseId), avatar);
    }

    /** @throws FormRefused when the address is none of an account */
    public void publish(long caseId, String accountUrl) {
        if (!properties.isAccountAddress(accountUrl)) {
            throw new FormRefused(
                    "accountUrl", "微博账号地址：应是本单位微博主页的地址，网站须为 " + String.join("、", properties.accountHosts()));
        }
        Avatar avatar = required(caseId, State.APPROVED);
        avatars.noteUrl(avatar.id(), accountUrl);
        files.recordAccount(caseId, null, accountUrl);
    }

    /** The approved version takes the place of the one in use. */
    public void activate(long caseId) {
        Avatar avatar = required(caseId, State.APPROVED);
        avatars.inState(caseId, State.LIVE)
                .ifPresent(old -> require(avatars.move(old.id(), Set.of(State.LIVE), State.REPLACED)));
        require(avatars.move(avatar.id(), Set.of(State.APPROVED), State.LIVE));
        avatars.noteLive(avatar.id());
        Map<String, String> facts = facts(avatar);
        facts.put("url", String.valueOf(avatar.liveUrl()));
        files.tell(caseId, "avatar.live", facts);
    }

    /** The last version, when it came back and nothing newer was submitted. */
    @Transactional(readOnly = true)
    public Optional<Avatar> cameBack(long caseId) {
        return avatars.latestSubmitted(caseId).filter(avatar -> avatar.complaint() != null);
    }

    private Avatar required(long caseId, State state) {
        return avatars.inState(caseId, state)
                .orElseThrow(() -> new IllegalStateException("案件 " + caseId + " 没有" + state.label() + "的头像"));
    }

    private static void require(boolean moved) {
        if (!moved) {
            throw new FormRefused("", "刚才有同事也在办理这张头像，请刷新后再看");
        }
    }

    private static Map<String, String> facts(Avatar avatar) {
        Map<String, String> facts = new HashMap<>();
        facts.put("version", Integer.toString(avatar.version()));
        return facts;
    }
}
