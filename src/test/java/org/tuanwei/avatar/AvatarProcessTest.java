package org.tuanwei.avatar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.avatar.Avatar.State;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.picture.Pictures;
import org.tuanwei.picture.Pictures.Motif;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.TestPeople;

/** Walks avatar-setup to its end event, and round its loops, with real services on a real database. */
@EngineTest
@Import(AvatarStory.class)
class AvatarProcessTest {

    private static final Map<String, Object> APPROVE = Map.of("decision", "approve");
    private static final Map<String, Object> URL = Map.of("accountUrl", "http://t.qq.com/test_school");

    @Autowired
    private AvatarStory story;

    @Autowired
    private CaseFiles files;

    @Autowired
    private List<TaskForm> forms;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private HistoryService history;

    @Autowired
    private EngineIdentity identity;

    @Test
    void a_clear_avatar_is_reviewed_published_and_in_use_at_EndEvent_Active() {
        CaseFile file = story.begin();
        Avatar draft = story.upload(file, Pictures.good());
        assertThat(draft.verdictReason()).isNull();
        story.confirm(file, draft);
        assertThat(story.open(file).key()).isEqualTo(AvatarProcess.REVIEW);
        story.complete(file, AvatarStory.PROVINCE, APPROVE);
        assertThat(story.open(file).key()).isEqualTo(AvatarProcess.PUBLISH);
        story.complete(file, story.group(file), URL);

        assertThat(story.versions(file)).singleElement().satisfies(live -> {
            assertThat(live.state()).isEqualTo(State.LIVE);
            assertThat(live.sha256()).matches("[0-9a-f]{64}");
            assertThat(live.reviewer()).isEqualTo("t." + AvatarStory.PROVINCE);
            assertThat(live.reviewedAt()).isNotNull();
            assertThat(live.liveUrl()).isEqualTo("http://t.qq.com/test_school");
            assertThat(live.liveAt()).isNotNull();
        });
        assertThat(files.get(file.id()).accountUrl()).isEqualTo("http://t.qq.com/test_school");
        assertThat(endsReached(file)).containsExactly("EndEvent_Active");
        assertThat(told(file)).contains("avatar.submitted", "avatar.approved", "avatar.live");
    }

    @Test
    void a_blurred_avatar_comes_back_from_the_check_with_the_reason_in_numbers() {
        CaseFile file = story.begin();
        Avatar blurred = story.upload(file, Pictures.bad());
        assertThatThrownBy(() -> story.confirm(file, blurred))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("理由");
        // the form of Tasklist knows no reason: what was stored is checked, and comes back
        story.complete(file, story.group(file), Map.of());
        assertThat(story.open(file).key()).isEqualTo(AvatarProcess.UPLOAD);
        assertThat(story.versions(file).get(0)).satisfies(rejected -> {
            assertThat(rejected.state()).isEqualTo(State.REJECTED);
            assertThat(rejected.complaint()).contains("图片模糊：清晰度 ").contains("要求不低于 2.0");
        });
        assertThat(prefill(story.open(file))).hasEntrySatisfying("judgementText", text -> assertThat((String) text)
                .contains("图片模糊"));

        story.confirm(file, story.upload(file, Pictures.good()));
        story.complete(file, AvatarStory.PROVINCE, APPROVE);
        story.complete(file, story.group(file), URL);
        assertThat(story.versions(file)).extracting(Avatar::state).containsExactly(State.LIVE, State.REJECTED);
        assertThat(endsReached(file)).containsExactly("EndEvent_Active");
    }

    @Test
    void a_person_has_the_last_word_on_sharpness_but_not_on_size() {
        CaseFile file = story.begin();
        Avatar blurred = story.upload(file, Pictures.bad());
        story.appeal(file, blurred, "这是本校校徽，画面本来柔和");
        assertThat(story.open(file).key()).isEqualTo(AvatarProcess.REVIEW);
        assertThat(String.valueOf(prefill(story.open(file)).get("judgementText")))
                .contains("未通过", "图片模糊", "请您人工判断", "这是本校校徽");

        CaseFile other = story.begin();
        Avatar small = story.upload(other, Pictures.png(Pictures.sharp(Motif.EMBLEM, 120, 120, 1)));
        assertThatThrownBy(() -> story.appeal(other, small, "请通融一下，谢谢"))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("宽 120 像素、高 120 像素，要求不少于 180 像素");
        assertThat(story.open(other).key()).isEqualTo(AvatarProcess.UPLOAD);
    }

    @Test
    void a_returned_avatar_brings_the_reason_by_mail_once_and_a_new_upload() {
        CaseFile file = story.begin();
        story.confirm(file, story.upload(file, Pictures.good()));
        story.complete(file, AvatarStory.PROVINCE, Map.of("decision", "return", "reason", "请换成学校团委的标志"));
        assertThat(story.versions(file).get(0).state()).isEqualTo(State.RETURNED);
        jobs.runDue(file.id());
        assertThat(story.open(file).key()).isEqualTo(AvatarProcess.UPLOAD);
        assertThat(prefill(story.open(file)).get("returnReason")).isEqualTo("请换成学校团委的标志");
        assertThat(mails(file)).singleElement().satisfies(body -> assertThat(body)
                .contains("请换成学校团委的标志", "上传头像", "/cases/" + file.id()));

        story.confirm(file, story.upload(file, Pictures.jpeg(Pictures.sharp(Motif.EMBLEM, 500, 500, 2), 0.9f)));
        story.complete(file, AvatarStory.PROVINCE, APPROVE);
        story.complete(file, story.group(file), URL);
        assertThat(story.versions(file)).extracting(Avatar::version).containsExactly(2, 1);
        assertThat(endsReached(file)).containsExactly("EndEvent_Active");
    }

    @Test
    void completing_from_Tasklist_without_a_stored_picture_is_refused() {
        CaseFile file = story.begin();
        assertThatThrownBy(() -> story.complete(file, story.group(file), Map.of()))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("还没有上传头像");
        assertThat(story.open(file).key()).isEqualTo(AvatarProcess.UPLOAD);
    }

    @Test
    void nobody_approves_what_he_has_uploaded_himself() {
        CaseFile file = story.begin();
        Avatar draft = story.upload(file, Pictures.good(), AvatarStory.PROVINCE);
        story.confirm(file, draft);
        assertThatThrownBy(() -> story.complete(file, AvatarStory.PROVINCE, APPROVE))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("不能由您审核通过");
        assertThat(story.versions(file).get(0).state()).isEqualTo(State.SUBMITTED);
        assertThat(story.open(file).key()).isEqualTo(AvatarProcess.REVIEW);
    }

    @Test
    void the_account_must_be_at_a_known_host() {
        CaseFile file = story.begin();
        story.confirm(file, story.upload(file, Pictures.good()));
        story.complete(file, AvatarStory.PROVINCE, APPROVE);
        for (String wrong : List.of(
                "https://t.qq.com.evil.example/a",
                "https://evil.example/t.qq.com",
                "https://user@t.qq.com/a",
                "https://t.qq.com:8443/a",
                "https://xt.qq.com/a")) {
            assertThatThrownBy(() -> story.complete(file, story.group(file), Map.of("accountUrl", wrong)))
                    .isInstanceOf(FormRefused.class)
                    .hasMessageContaining("t.qq.com");
        }
        assertThat(files.get(file.id()).accountUrl()).isNull();
        story.complete(file, story.group(file), URL);
    }

    @Test
    void a_draft_that_was_replaced_cannot_be_confirmed_unseen() {
        CaseFile file = story.begin();
        Avatar first = story.upload(file, Pictures.good());
        Avatar second = story.upload(file, Pictures.jpeg(Pictures.sharp(Motif.EMBLEM, 400, 400, 3), 0.9f));
        assertThatThrownBy(() -> story.confirm(file, first))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("换过");
        assertThat(second.version()).isEqualTo(1);
        story.confirm(file, second);
        assertThat(story.versions(file)).singleElement().satisfies(only -> assertThat(only.id())
                .isEqualTo(second.id()));
    }

    @Test
    void a_later_avatar_takes_the_place_of_the_one_in_use() {
        CaseFile file = story.begin();
        for (int round = 0; round < 2; round++) {
            if (round > 0) {
                story.start(file);
            }
            story.confirm(file, story.upload(file, Pictures.good()));
            story.complete(file, AvatarStory.PROVINCE, APPROVE);
            story.complete(file, story.group(file), URL);
        }
        assertThat(story.versions(file)).extracting(Avatar::state).containsExactly(State.LIVE, State.REPLACED);
    }

    @Test
    void the_reviewer_finds_picture_and_figures_in_his_form_and_no_picture_in_the_engine() {
        CaseFile file = story.begin();
        story.confirm(file, story.upload(file, Pictures.good()));
        Map<String, Object> shown = prefill(story.open(file));
        assertThat(String.valueOf(shown.get("avatarUrl"))).startsWith("data:image/jpeg;base64,/9j/");
        assertThat(String.valueOf(shown.get("sizeText"))).contains("800×800 像素", "180×180 像素");
        assertThat(String.valueOf(shown.get("sharpnessText"))).matches("清晰度 \\d+\\.\\d，要求不低于 2\\.0");
        assertThat(shown.get("judgementText")).isEqualTo("各项合格");
        assertThat(story.open(file).variables().keySet()).doesNotContain("avatarUrl", "sizeText");
    }

    private Map<String, Object> prefill(HumanTask task) {
        return forms.stream()
                .filter(form -> form.task().equals(task.key()))
                .findFirst()
                .orElseThrow()
                .prefill(task);
    }

    private List<String> endsReached(CaseFile file) {
        return identity.asSystem(() -> history
                .createHistoricActivityInstanceQuery()
                .activityType("noneEndEvent")
                .processInstanceId(history.createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(Long.toString(file.id()))
                        .singleResult()
                        .getId())
                .list()
                .stream()
                .map(end -> end.getActivityId())
                .toList());
    }

    private List<String> told(CaseFile file) {
        return jdbc.sql("select kind from case_event where case_id = ?")
                .param(file.id())
                .query(String.class)
                .list();
    }

    private List<String> mails(CaseFile file) {
        return jdbc.sql("select body from mail where case_id = ? and kind = 'avatar-returned'")
                .param(file.id())
                .query(String.class)
                .list();
    }
}
