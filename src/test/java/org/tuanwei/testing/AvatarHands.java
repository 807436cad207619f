package org.tuanwei.testing;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.UserRequestPostProcessor;
import org.springframework.test.web.servlet.MockMvc;
import org.tuanwei.picture.Pictures;

/** Uploads a good picture at the page of an avatar task and confirms what the page has judged. */
public final class AvatarHands {

    private static final Pattern AVATAR = Pattern.compile("name=\"avatarId\"[^>]*value=\"(\\d+)\"");

    private final MockMvc web;
    private final TestPeople people;

    public AvatarHands(MockMvc web, TestPeople people) {
        this.web = web;
        this.people = people;
    }

    public void upload(String group, String taskId) throws Exception {
        UserRequestPostProcessor who = user(people.of(group));
        String page = "/tasks/" + taskId + "/avatar";
        web.perform(multipart(page)
                .file(new MockMultipartFile("picture", "a.png", "image/png", Pictures.good()))
                .with(who)
                .with(csrf()));
        Matcher shown = AVATAR.matcher(
                web.perform(get(page).with(who)).andReturn().getResponse().getContentAsString());
        if (!shown.find()) {
            throw new AssertionError("no judged picture on the page");
        }
        web.perform(post(page + "/confirm")
                .param("avatarId", shown.group(1))
                .with(who)
                .with(csrf()));
    }
}
