package org.tuanwei.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.demo.DemoRegistry;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

@EngineTest
@Transactional
class RegistryPageTest {

    @Autowired
    RegistryImport imports;

    @Autowired
    Organizations organizations;

    @Autowired
    TestPeople people;

    @Autowired
    MockMvc mvc;

    @BeforeEach
    void registry() {
        imports.load(DemoRegistry.small(), "test");
    }

    private String page(String group, String address) throws Exception {
        return mvc.perform(get(address).with(user(people.of(group))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private void expect(String group, String address, int status) throws Exception {
        mvc.perform(get(address).with(user(people.of(group)))).andExpect(status().is(status));
    }

    @Test
    void a_school_leafs_through_itself_only() throws Exception {
        String own = page("school-4131010277", "/registry");
        assertThat(own).contains("上海体育大学").doesNotContain("复旦大学").doesNotContain("省级团委</label>");
        assertThat(page("school-4131010277", "/registry?unit=all&q=复旦")).doesNotContain("4131010246");
        expect("school-4131010277", "/registry/4131010277", 200);
        expect("school-4131010277", "/registry/4131010246", 404);
        expect("school-4131010277", "/registry/310000", 404);
        expect("school-4131010277", "/registry/9999999999", 404);
    }

    @Test
    void a_province_sees_its_own_and_the_names_of_others() throws Exception {
        assertThat(page("province-310000-staff", "/registry"))
                .contains("复旦大学", "4131010246")
                .doesNotContain("南京大学");
        String others = page("province-310000-staff", "/registry?unit=320000");
        assertThat(others)
                .contains("南京大学", "江苏省", "普通高校")
                .doesNotContain("4132010284")
                .doesNotContain("南京市");
        assertThat(page("province-310000-staff", "/registry?unit=all&status=ACTIVE"))
                .as("the state of foreign schools cannot be asked for")
                .doesNotContain("南京大学");
        expect("province-310000-staff", "/registry/4132010284", 404);
    }

    @Test
    void supervisors_see_their_unit_tencent_names_and_codes_the_centre_all() throws Exception {
        assertThat(page("supervisor-310000", "/registry?unit=320000")).doesNotContain("南京大学");
        assertThat(page("tencent", "/registry?q=南京大学")).contains("4132010284").doesNotContain("南京市");
        assertThat(page("tencent", "/registry/4132010284"))
                .contains("4132010284")
                .doesNotContain("南京市");
        assertThat(page("centre-staff", "/registry?q=nj")).contains("南京大学", "4132010284", "南京市");
        expect("operations", "/registry/4132010284", 200);
        expect("university-office", "/registry/4132010284", 200);
    }

    @Test
    void filters_live_in_the_address_and_pages_hold_fifty_rows() throws Exception {
        String first = page("centre-staff", "/registry");
        assertThat(first.split("data-testid=\"organization-row\"", -1)).hasSize(51);
        assertThat(first).contains("page=2");
        assertThat(page("centre-staff", "/registry?type=独立学院&unit=320000"))
                .contains("苏州大学应用技术学院")
                .doesNotContain(">苏州大学<");
        assertThat(page("centre-staff", "/registry?q=上海体育学院")).contains("上海体育大学");
        assertThat(page("centre-staff", "/registry?q=%25")).contains("没有符合条件的单位");
        assertThat(page("centre-staff", "/registry?page=99")).contains("organization-row");
    }

    @Test
    void the_page_of_a_school_tells_former_names_and_adds_branches() throws Exception {
        assertThat(page("school-4131010277", "/registry/4131010277")).contains("上海体育学院", "新增班级团支部");
        mvc.perform(post("/registry/4131010277/branches")
                        .with(csrf())
                        .with(user(people.of("school-4131010277")))
                        .param("name", "2024级运动训练1班团支部"))
                .andExpect(redirectedUrl("/registry/4131010277#branches"));
        assertThat(organizations.byCode("4131010277-1")).isPresent();
        assertThat(page("province-310000-staff", "/registry/4131010277")).contains("4131010277-1");
        mvc.perform(post("/registry/4131010277/branches")
                        .with(csrf())
                        .with(user(people.of("school-4131010277")))
                        .param("name", "2024级运动训练1班团支部"))
                .andExpect(flash().attribute("branchProblem", "已有同名的班级团支部「2024级运动训练1班团支部」"));
        mvc.perform(post("/registry/4131010277/branches")
                        .with(csrf())
                        .with(user(people.of("supervisor-310000")))
                        .param("name", "2024级运动训练2班团支部"))
                .andExpect(status().isForbidden());
        mvc.perform(post("/registry/4131010277/branches")
                        .with(csrf())
                        .with(user(people.of("school-4131010246")))
                        .param("name", "2024级运动训练2班团支部"))
                .andExpect(status().isNotFound());
    }
}
