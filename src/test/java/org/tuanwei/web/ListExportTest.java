package org.tuanwei.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.opening.Openings;
import org.tuanwei.opening.RegistrationEntry;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.OrganizationChanges.Approval;
import org.tuanwei.organization.OrganizationChanges.NewSchool;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;
import org.tuanwei.web.ListPage.Contents;

/** Every list is handed out as a workbook: what the person sees, all pages of it, nothing else. */
@EngineTest
class ListExportTest {

    /** Lists with a workbook of their own, which says more than their page, and where it is. */
    private static final Map<String, String> OWN_WORKBOOK = Map.of(
            "supervision/list.html", "/supervisions/ledger",
            "figures/list.html", "/figures/list/workbook",
            "existing/answers.html", "/collections/accounts/answers/export",
            "campaign/campaign.html", "/campaigns/{id}/export",
            "collection/reconciliation.html", "/collections/{id:\\d+}/reconciliation/workbook");

    /** Pages that have tables which are no lists: figures, work to be done on the spot, a form's choices. */
    private static final Set<String> NO_LIST = Set.of(
            "/desk",
            "/campaigns/new",
            "/queue",
            "/operations",
            "/calendar",
            "/figures",
            "/collections",
            "/tasks/credentials");

    private static final List<String> GROUPS = List.of("centre-lead", "province-310000-staff", "operations");

    @Autowired
    private MockMvc mvc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private WorkbookReader reader;

    @Autowired
    private OrganizationChanges tree;

    @Autowired
    private Openings openings;

    @Autowired
    private TestSchools schools;

    @Autowired
    private TestPeople people;

    @Test
    void everyListThatHasPagesIsMarkedOrHasAWorkbookOfItsOwn() throws IOException {
        Path templates = Path.of("src/main/resources/templates");
        List<String> without = new ArrayList<>();
        try (Stream<Path> all = Files.walk(templates)) {
            for (Path template : all.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(template);
                String name = templates.relativize(template).toString();
                boolean paged = (text.contains("layout/list :: pager") || text.contains("下一页"))
                        && !name.equals("layout/list.html");
                if (paged && !text.contains("data-export=") && !OWN_WORKBOOK.containsKey(name)) {
                    without.add(name);
                }
            }
        }
        assertThat(without).isEmpty();
        Set<String> routes = new TreeSet<>();
        mappings.getHandlerMethods().keySet().forEach(info -> routes.addAll(info.getPatternValues()));
        assertThat(routes).containsAll(OWN_WORKBOOK.values());
    }

    @Test
    void everyPageWithAListHandsItOutAsItIsShown() throws Exception {
        registered(schools.school(), "19955500301");
        Set<String> exported = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        for (String path : pages()) {
            for (String group : GROUPS) {
                String who = people.of(group);
                MockHttpServletResponse page =
                        mvc.perform(get(path).with(user(who))).andReturn().getResponse();
                String type = page.getContentType();
                if (page.getStatus() != 200 || type == null || !type.startsWith("text/html")) {
                    continue;
                }
                Contents shown = ListPage.read(page.getContentAsString()).orElse(null);
                MockHttpServletResponse file = mvc.perform(
                                get(path).param("format", "xlsx").with(user(who)))
                        .andReturn()
                        .getResponse();
                if (shown == null) {
                    boolean headingsOnly = file.getStatus() == 200
                            && rows(file.getContentAsByteArray()).size() == 1;
                    if (file.getStatus() != 404 && !headingsOnly) {
                        wrong.add(path + " as " + group + " shows no list, but answers " + file.getStatus());
                    }
                    if (page.getContentAsString().contains("<tbody")
                            && !NO_LIST.contains(path)
                            && OWN_WORKBOOK.values().stream().noneMatch(own -> own.startsWith(path + "/"))) {
                        wrong.add(path + " as " + group + " has a table without an export");
                    }
                } else if (!matches(shown, file)) {
                    wrong.add(path + " as " + group + ": " + file.getStatus());
                } else {
                    exported.add(path);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(exported)
                .contains(
                        "/cases",
                        "/registry",
                        "/deadlines",
                        "/urgings?late=ANY",
                        "/cases/waiting",
                        "/tasks/reviews/registrations");
    }

    /** The same headings, and the rows of the first page first. */
    private boolean matches(Contents shown, MockHttpServletResponse file) {
        if (file.getStatus() != 200) {
            return false;
        }
        List<List<String>> rows = rows(file.getContentAsByteArray());
        List<List<String>> expected =
                shown.rows().stream().map(ListExportTest::filled).toList();
        return rows.get(0).equals(shown.headings())
                && rows.size() > expected.size()
                && rows.subList(1, expected.size() + 1).equals(expected);
    }

    private Set<String> pages() {
        Set<String> pages = new TreeSet<>();
        mappings.getHandlerMethods().forEach((info, method) -> {
            if (info.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                info.getPatternValues().stream()
                        .filter(path -> !path.contains("{") && !path.startsWith("/api/") && !path.startsWith("/demo"))
                        .forEach(pages::add);
            }
        });
        pages.addAll(List.of("/tasks/reviews/registrations", "/tasks/reviews/avatars", "/urgings?late=ANY"));
        return pages;
    }

    @Test
    void allPagesOfOneMomentAreInTheFileAndNothingOfOthers() throws Exception {
        String name = "导出测试学院";
        for (int number = 1; number <= 31; number++) {
            Organization school = tree.addSchool(
                    new NewSchool("4931077%03d".formatted(number), name + number, "普通高校", "310000", "上海市", "本科"),
                    new Approval("测试需要", "t", "t"));
            openings.open(school, CaseFile.TENCENT_WEIBO, false);
        }
        List<List<String>> rows = export("province-310000-staff", "/cases", name);
        assertThat(rows.get(0)).containsExactly("单位", "省级单位", "阶段", "在等谁", "期限", "受理号");
        assertThat(rows.subList(1, rows.size()))
                .hasSize(31)
                .extracting(row -> row.get(0))
                .doesNotHaveDuplicates()
                .allMatch(school -> school.startsWith(name));
        assertThat(rows.get(1).get(3)).matches("高校 注册基本信息 自 \\d{4}-\\d{2}-\\d{2}");

        assertThat(export("province-310000-staff", "/cases", name + "17")).hasSize(2);
        assertThat(export("school-4931077017", "/cases", name)).hasSize(2);
        assertThat(export("province-320000-staff", "/cases", name)).hasSize(1);
        mvc.perform(get("/urgings").param("format", "xlsx").with(user(people.of("school-4931077017"))))
                .andExpect(status().isForbidden());
        mvc.perform(get("/cases").param("format", "xlsx")).andExpect(status().is3xxRedirection());
        mvc.perform(get("/cases")
                        .param("q", name)
                        .param("format", "xlsx")
                        .with(user(people.of("province-310000-staff"))))
                .andExpect(header().string("Content-Disposition", org.hamcrest.Matchers.containsString(".xlsx")));
    }

    @Test
    void aListWithNothingOnItIsAWorkbookOfItsHeadings() throws Exception {
        for (String path :
                List.of("/cases", "/deadlines", "/mails", "/registry", "/urgings", "/problems", "/bounces")) {
            assertThat(export("province-310000-staff", path, "没有这样的单位"))
                    .as(path)
                    .singleElement(list(String.class))
                    .hasSizeGreaterThan(3)
                    .doesNotContain("");
        }
        // each such table asks the layout; one that asks its rows alone would have no headings to hand out
        try (Stream<Path> all = Files.walk(Path.of("src/main/resources/templates"))) {
            for (Path template : all.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(template))
                        .as(template.toString())
                        .doesNotContainPattern(
                                "#lists\\.isEmpty\\([^\"]*\"[^>]*>\\s*(<div[^>]*>\\s*)?<table[^>]*data-export=\"[^n]");
            }
        }
    }

    @Test
    void whatIsMaskedOnThePageIsMaskedInTheFileAndNothingRuns() throws Exception {
        Organization school = schools.school();
        registered(school, "19955500302");
        List<List<String>> rows = export("province-310000-staff", "/tasks/reviews/registrations", school.code());
        assertThat(rows.get(0)).startsWith("单位", "联系人", "手机").doesNotContain("勾选", "审核");
        String text = rows.get(1).toString();
        assertThat(text)
                .contains(school.name(), "199****0302", "ex***@free.example")
                .doesNotContain("19955500302", "退回…");
    }

    private List<List<String>> export(String group, String path, String q) throws Exception {
        return rows(mvc.perform(get(path)
                        .param("q", q)
                        .param("format", "xlsx")
                        .with(user(people.of(group)))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray());
    }

    /** What is in the only sheet, without the empty cells at the end of a line. */
    private List<List<String>> rows(byte[] file) {
        return reader.read(file, "list.xlsx").sheets().get(0).rows().stream()
                .map(row -> filled(row.cells()))
                .toList();
    }

    private static List<String> filled(List<String> cells) {
        int end = cells.size();
        while (end > 0 && cells.get(end - 1).isEmpty()) {
            end--;
        }
        return cells.subList(0, end);
    }

    private void registered(Organization school, String mobile) {
        openings.register(
                school,
                CaseFile.TENCENT_WEIBO,
                new RegistrationEntry(
                        new ContactDetails(
                                "林溪",
                                "团委书记",
                                "55500001",
                                mobile,
                                "export" + school.code() + "@free.example",
                                "上海市测试路 1 号团委",
                                "200000"),
                        false,
                        null,
                        null));
    }
}
