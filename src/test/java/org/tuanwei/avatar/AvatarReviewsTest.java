package org.tuanwei.avatar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.avatar.Avatar.State;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.picture.Pictures;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** Avatars lie side by side on the review page, what was measured beside them, and go on together. */
@EngineTest
@Import(AvatarStory.class)
class AvatarReviewsTest {

    private static final String LIST = "/tasks/reviews/avatars";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private AvatarStory story;

    @Autowired
    private TestPeople people;

    @Test
    void theSamePictureTwiceIsMarkedAndThePicturesAreApprovedTogether() throws Exception {
        CaseFile one = waiting();
        CaseFile two = waiting();
        String first = tick(one);
        String second = tick(two);

        as(AvatarStory.PROVINCE, get(LIST).param("q", one.organizationCode()))
                .andExpect(content()
                        .string(allOf(
                                containsString("src=\"/avatars/"
                                        + story.versions(one).get(0).id() + "/preview\""),
                                containsString("是同一张图片"),
                                containsString(two.organizationName()))));
        long id = story.versions(one).get(0).id();
        as(AvatarStory.PROVINCE, get("/avatars/" + id + "/preview"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("image/jpeg"));
        as("province-320000-staff", get("/avatars/" + id + "/preview")).andExpect(status().isNotFound());

        as(AvatarStory.PROVINCE, post(LIST).param("ids", first, second)).andExpect(status().is3xxRedirection());
        assertThat(story.versions(one).get(0).state()).isEqualTo(State.APPROVED);
        assertThat(story.versions(two).get(0).state()).isEqualTo(State.APPROVED);
        assertThat(story.open(one).key()).isEqualTo(AvatarProcess.PUBLISH);
        as(AvatarStory.PROVINCE, post(LIST + "/preview").param("ids", first))
                .andExpect(content().string(containsString("已由测试" + AvatarStory.PROVINCE)));
    }

    private CaseFile waiting() {
        CaseFile file = story.begin();
        story.confirm(file, story.upload(file, Pictures.good()));
        return file;
    }

    private String tick(CaseFile file) {
        return story.open(file).taskId() + "~" + story.versions(file).get(0).id();
    }

    private ResultActions as(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group))).with(csrf()));
    }
}
