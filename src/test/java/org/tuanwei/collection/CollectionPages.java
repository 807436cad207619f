package org.tuanwei.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.tuanwei.testing.TestPeople;

/** The pages of a round as the people of the tests open them. */
class CollectionPages {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TestPeople people;

    /** The answer to the person of this group. */
    MockHttpServletResponse answer(String group, AbstractMockHttpServletRequestBuilder<?> request) {
        return people.as(group, () -> {
            try {
                return mvc.perform(request.with(user(people.of(group))))
                        .andReturn()
                        .getResponse();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    int status(String group, String path) {
        return answer(group, get(path)).getStatus();
    }

    String page(String group, String path) throws Exception {
        MockHttpServletResponse answer = answer(group, get(path));
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        return answer.getContentAsString(StandardCharsets.UTF_8);
    }

    /** Uploads the workbook; answers the address of its preview. */
    String upload(String path, String group, byte[] workbook) {
        String to = uploaded(path, group, workbook).getRedirectedUrl();
        assertThat(to).startsWith("/collections/");
        return String.valueOf(to);
    }

    MockHttpServletResponse uploaded(String path, String group, byte[] workbook) {
        return answer(
                group,
                multipart(path)
                        .file(new MockMultipartFile("file", "统计表.xlsx", "", workbook))
                        .with(csrf()));
    }
}
