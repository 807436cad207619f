package org.tuanwei.avatar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.picture.Pictures;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** The upload page and the stored files as each role meets them; security rows 8, 10, 13, 23 and 24. */
@EngineTest
@Import(AvatarStory.class)
class AvatarPagesTest {

    private static final List<String> STRANGERS = List.of(
            "school-4131010277", "province-320000-staff", "operations", "university-office", "supervisor-320000");

    @Autowired
    private AvatarStory story;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TestPeople people;

    @Test
    void the_owner_uploads_looks_at_the_judgement_and_confirms() throws Exception {
        CaseFile file = story.begin();
        String page = "/tasks/" + story.open(file).taskId() + "/avatar";
        assertThat(body(as(story.group(file), get(page))))
                .contains("上传头像", file.organizationName(), "不小于 <span>180×180</span> 像素", "系统默认")
                .doesNotContain("检查结果");

        MockHttpServletResponse uploaded = upload(story.group(file), page, Pictures.good(), "头像.jpg");
        assertThat(uploaded.getStatus()).isEqualTo(302);
        String judged = body(as(story.group(file), get(page)));
        Avatar draft = story.versions(file).get(0);
        assertThat(judged)
                .contains("检查结果", "各项合格", "裁剪后 800×800 像素，要求不少于 180×180 像素", "/avatars/" + draft.id())
                .contains("data-testid=\"avatar-confirm\"");

        MockHttpServletResponse confirmed =
                send(story.group(file), post(page + "/confirm").param("avatarId", Long.toString(draft.id())));
        assertThat(confirmed.getRedirectedUrl()).isEqualTo("/cases/" + file.id());
        assertThat(story.open(file).key()).isEqualTo(AvatarProcess.REVIEW);
        assertThat(as(story.group(file), get(page)).getRedirectedUrl()).isEqualTo("/cases/" + file.id());
    }

    @Test
    void a_blurred_or_small_picture_shows_the_reason_and_no_way_to_confirm() throws Exception {
        CaseFile file = story.begin();
        String page = "/tasks/" + story.open(file).taskId() + "/avatar";
        upload(story.group(file), page, Pictures.bad(), "a.jpg");
        assertThat(body(as(story.group(file), get(page))))
                .contains("不合格", "图片模糊：清晰度", "data-testid=\"avatar-appeal\"")
                .doesNotContain("data-testid=\"avatar-confirm\"");
        byte[] small = Pictures.png(Pictures.sharp(Pictures.Motif.EMBLEM, 120, 300, 1));
        upload(story.group(file), page, small, "a.png");
        assertThat(body(as(story.group(file), get(page))))
                .contains("图片太小：宽 120 像素，要求不少于 180 像素")
                .doesNotContain("data-testid=\"avatar-confirm\"", "data-testid=\"avatar-appeal\"");
    }

    @Test
    void what_is_no_picture_is_called_by_its_name_and_nothing_is_stored() throws Exception {
        CaseFile file = story.begin();
        String page = "/tasks/" + story.open(file).taskId() + "/avatar";
        Map<String, byte[]> files = Map.of(
                "SVG 矢量图",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8),
                "GIF 动图",
                "GIF89a....".getBytes(StandardCharsets.UTF_8),
                "不得超过 5 MB",
                new byte[5 * 1024 * 1024 + 10],
                "请先选择一张图片",
                new byte[0]);
        for (Map.Entry<String, byte[]> one : files.entrySet()) {
            MockHttpServletResponse answer = upload(story.group(file), page, one.getValue(), "avatar.jpg");
            assertThat(answer.getStatus()).isEqualTo(422);
            assertThat(body(answer)).contains(one.getKey().replace("不得超过 5 MB", "超过 5 MB"));
        }
        assertThat(story.versions(file)).isEmpty();
    }

    @Test
    void the_marked_square_is_cut_out() throws Exception {
        CaseFile file = story.begin();
        String page = "/tasks/" + story.open(file).taskId() + "/avatar";
        send(
                story.group(file),
                multipart(page)
                        .file(new MockMultipartFile("picture", "a.jpg", "image/jpeg", Pictures.good()))
                        .param("x", "100")
                        .param("y", "120")
                        .param("side", "400"));
        assertThat(story.versions(file).get(0).measures().side()).isEqualTo(400);
        assertThat(story.versions(file).get(0).side()).isEqualTo(400);
    }

    @Test
    void strangers_find_neither_page_nor_file_and_superiors_cannot_upload() throws Exception {
        CaseFile file = story.begin();
        String page = "/tasks/" + story.open(file).taskId() + "/avatar";
        Avatar draft = story.upload(file, Pictures.good());
        String picture = "/avatars/" + draft.id();
        for (String stranger : STRANGERS) {
            assertThat(as(stranger, get(page)).getStatus()).as(stranger).isEqualTo(404);
            assertThat(as(stranger, get(picture)).getStatus()).as(stranger).isEqualTo(404);
            assertThat(upload(stranger, page, Pictures.good(), "a.jpg").getStatus())
                    .as(stranger)
                    .isEqualTo(404);
        }
        assertThat(body(as(AvatarStory.PROVINCE, get(page)))).contains("只供查看").doesNotContain("type=\"file\"");
        assertThat(upload(AvatarStory.PROVINCE, page, Pictures.good(), "a.jpg").getStatus())
                .isEqualTo(403);
        assertThat(as("supervisor-310000", get(page)).getStatus()).isEqualTo(403);
        // a draft is nobody's business but theirs who work on it
        assertThat(as(AvatarStory.PROVINCE, get(picture)).getStatus()).isEqualTo(200);
        assertThat(as("supervisor-310000", get(picture)).getStatus()).isEqualTo(404);
        assertThat(as("tencent", get(picture)).getStatus()).isEqualTo(404);

        story.confirm(file, draft);
        for (String viewer :
                List.of(story.group(file), AvatarStory.PROVINCE, "supervisor-310000", "centre-staff", "tencent")) {
            assertThat(as(viewer, get(picture)).getStatus()).as(viewer).isEqualTo(200);
        }
        for (String stranger : STRANGERS) {
            assertThat(as(stranger, get(picture)).getStatus()).as(stranger).isEqualTo(404);
        }
        assertThat(as(story.group(file), get("/avatars/999999999")).getStatus()).isEqualTo(404);
        assertThat(mvc.perform(get(picture)).andReturn().getResponse().getStatus())
                .isIn(302, 401);
    }

    @Test
    void a_stored_file_is_served_as_what_it_is_under_a_name_of_ours() throws Exception {
        CaseFile file = story.begin();
        Avatar draft = story.upload(file, Pictures.good());
        MockHttpServletResponse inline = as(story.group(file), get("/avatars/" + draft.id()));
        assertThat(inline.getContentType()).isEqualTo("image/jpeg");
        assertThat(inline.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(inline.getHeader("Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
        assertThat(inline.getHeader("Cache-Control")).contains("no-store");
        assertThat(Avatars.sha256(inline.getContentAsByteArray())).isEqualTo(draft.sha256());
        MockHttpServletResponse saved =
                as(story.group(file), get("/avatars/" + draft.id()).param("download", "true"));
        assertThat(saved.getHeader("Content-Disposition"))
                .startsWith("attachment; filename=\"=?UTF-8?Q?")
                .contains("filename*=UTF-8''%E5%A4%B4%E5%83%8F");
    }

    @Test
    void writing_needs_the_token_and_an_odd_task_is_not_found() throws Exception {
        CaseFile file = story.begin();
        String page = "/tasks/" + story.open(file).taskId() + "/avatar";
        MockHttpServletResponse answer = mvc.perform(multipart(page)
                        .file(new MockMultipartFile("picture", "a.jpg", "image/jpeg", Pictures.good()))
                        .with(user(people.of(story.group(file)))))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(as(story.group(file), get("/tasks/no-such-task/avatar")).getStatus())
                .isEqualTo(404);
        story.confirm(file, story.upload(file, Pictures.good()));
        String review = "/tasks/" + story.open(file).taskId() + "/avatar";
        assertThat(as(AvatarStory.PROVINCE, get(review)).getStatus()).isEqualTo(404);
    }

    @Test
    void the_case_page_shows_the_avatar_and_all_versions_with_their_reasons() throws Exception {
        CaseFile file = story.begin();
        story.upload(file, Pictures.bad());
        story.complete(file, story.group(file), Map.of());
        story.confirm(file, story.upload(file, Pictures.good()));
        story.complete(file, AvatarStory.PROVINCE, Map.of("decision", "approve"));
        story.complete(file, story.group(file), Map.of("accountUrl", "https://t.qq.com/shown"));
        String page = body(as(story.group(file), get("/cases/" + file.id())));
        assertThat(page)
                .contains("data-testid=\"avatar-card\"", "使用中", "https://t.qq.com/shown", "全部 2 个版本")
                .contains("图片模糊：清晰度");
        assertThat(body(as("supervisor-310000", get("/cases/" + file.id())))).contains("data-testid=\"avatar-card\"");
    }

    private MockHttpServletResponse upload(String group, String page, byte[] bytes, String name) throws Exception {
        return send(group, multipart(page).file(new MockMultipartFile("picture", name, "image/jpeg", bytes)));
    }

    private MockHttpServletResponse send(
            String group, org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder<?> request)
            throws Exception {
        return perform(request.with(user(people.of(group))).with(csrf()));
    }

    private MockHttpServletResponse as(
            String group, org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder request)
            throws Exception {
        return perform(request.with(user(people.of(group))));
    }

    private MockHttpServletResponse perform(RequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }

    private static String body(MockHttpServletResponse response) throws Exception {
        return response.getContentAsString(StandardCharsets.UTF_8);
    }
}
