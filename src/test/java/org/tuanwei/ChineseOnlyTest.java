package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.Workflow;
import org.tuanwei.opening.Openings;
import org.tuanwei.opening.RegistrationEntry;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.ForeignWords;
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** Opens what people open and finds no word that is not Chinese, but for those with a reason. */
@EngineTest
class ChineseOnlyTest {

    /** They meet in lists what other tests have typed; the cells of their tables are data. */
    private static final List<String> OFFICIALS =
            List.of("province-310000-staff", "centre-lead", "tencent", "operations");

    private static final Pattern CELLS = Pattern.compile("(?s)<(td|dd|option)\\b.*?</\\1>");
    /** There when a web app has drawn itself; what it asks the server for follows. */
    private static final String FOOT = "[cam-widget-footer]";

    private static @Nullable Browser browser;

    private final ForeignWords words = new ForeignWords();

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private MockMvc web;

    @LocalServerPort
    private int port;

    @Autowired
    private TestSchools schools;

    @Autowired
    private CaseFiles files;

    @Autowired
    private Openings openings;

    @Autowired
    private Workflow workflow;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private EngineIdentity identity;

    @Autowired
    private TestPeople people;

    @Autowired
    private JdbcClient jdbc;

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void every_page_of_our_own_speaks_chinese_to_every_role() throws Exception {
        CaseFile file = caseAtReview();
        String school = "school-" + file.organizationCode();
        Map<String, String> ids = ids(file);
        List<String> readers = new ArrayList<>(OFFICIALS);
        readers.add(school);
        Set<String> foreign = new TreeSet<>();
        Set<String> shown = new TreeSet<>();
        for (String path : paths(ids)) {
            for (String group : readers) {
                MockHttpServletResponse answer = web.perform(get(path).with(user(people.of(group))))
                        .andReturn()
                        .getResponse();
                String type = String.valueOf(answer.getContentType());
                if (type.startsWith(MediaType.TEXT_HTML_VALUE)) {
                    if (answer.getStatus() == 200) {
                        shown.add(path);
                    }
                    String page = answer.getContentAsString(StandardCharsets.UTF_8);
                    String seen =
                            group.equals(school) ? page : CELLS.matcher(page).replaceAll(" ");
                    words.ofPage(seen).forEach(word -> foreign.add(word + " on " + path + " for " + group));
                }
            }
        }
        assertThat(foreign).isEmpty();
        assertThat(shown).as("pages that somebody could open").hasSizeGreaterThan(35);
    }

    @Test
    void the_screens_of_the_web_apps_speak_chinese() {
        browser = Browser.start();
        CaseFile file = openings.open(schools.school(), CaseFile.TENCENT_WEIBO, false);
        String instance = identity.asSystem(() -> {
            ProcessInstance found = runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(Long.toString(file.id()))
                    .singleResult();
            runtime.createIncident("overdue", found.getId(), "注册基本信息", "超过期限没有登记");
            return found.getId();
        });
        String definition = identity.asSystem(() -> repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("account-opening")
                .latestVersion()
                .singleResult()
                .getId());
        String decision = identity.asSystem(() -> repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("problem-triage")
                .latestVersion()
                .singleResult()
                .getId());
        Set<String> foreign = new TreeSet<>();
        TasklistDesk desk = TasklistDesk.of(
                Objects.requireNonNull(browser).person(), port, people.of("school-" + file.organizationCode()));
        visit(desk.page(), "tasklist/default/#/", ".tasks-list .task, .tasks-list li", foreign);
        desk.claim(workflow.openTasks(file.id()).get(0).taskId());
        look(desk.page(), "待办的表单", foreign);
        desk.page().locator(".fjs-form input").first().fill("x");
        look(desk.page(), "填错的表单", foreign);

        Page lead = TasklistDesk.of(Objects.requireNonNull(browser).person(), port, people.of("centre-lead"))
                .page();
        visit(lead, "cockpit/default/#/dashboard", FOOT, foreign);
        visit(lead, "cockpit/default/#/processes", "table", foreign);
        visit(lead, "cockpit/default/#/process-definition/" + definition + "/runtime", ".djs-container", foreign);
        for (String tab : List.of("incidents-tab", "user-tasks-tab", "jobs-tab", "variables-tab")) {
            visit(
                    lead,
                    "cockpit/default/#/process-instance/" + instance + "/runtime?tab=" + tab,
                    ".djs-container",
                    foreign);
        }
        visit(lead, "cockpit/default/#/decisions", "table", foreign);
        visit(lead, "cockpit/default/#/decision-definition/" + decision, FOOT, foreign);
        visit(lead, "cockpit/default/#/tasks", FOOT, foreign);
        visit(lead, "cockpit/default/#/repository", FOOT, foreign);
        visit(lead, "welcome/default/#/welcome", FOOT, foreign);
        visit(lead, "cockpit/default/#/process-instance/00000000-0000-0000-0000-000000000000/runtime", FOOT, foreign);

        Page operations = TasklistDesk.of(Objects.requireNonNull(browser).person(), port, people.of("operations"))
                .page();
        for (String screen : List.of("users", "groups", "tenants", "authorization", "system")) {
            visit(operations, "admin/default/#/" + screen, FOOT, foreign);
        }
        assertThat(foreign).isEmpty();
    }

    /** Opens a screen of a web app and reads it once it has settled. */
    private void visit(Page page, String screen, String settled, Set<String> foreign) {
        page.navigate("about:blank");
        page.navigate("http://localhost:" + port + "/camunda/app/" + screen);
        page.locator(settled).first().waitFor();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        look(page, screen.replaceAll("[0-9a-f-]{36}|:\\d+:\\S*", "…"), foreign);
    }

    /** What is read is what stands there in the end: the last words are put in Chinese once they are drawn. */
    private void look(Page page, String where, Set<String> foreign) {
        Set<String> found = read(page, where);
        for (int again = 0; again < 40 && !found.isEmpty(); again++) {
            page.waitForTimeout(300);
            found = read(page, where);
        }
        foreign.addAll(found);
    }

    private Set<String> read(Page page, String where) {
        Set<String> foreign = new TreeSet<>();
        Object texts = page.evaluate("""
                () => { const texts = [document.title, document.body.innerText];
                    document.querySelectorAll('*').forEach((one) => {
                        if (one.tagName !== 'OPTION' && !one.getClientRects().length) return;
                        ['title', 'placeholder', 'aria-label', 'alt', 'tooltip', 'uib-tooltip'].forEach((name) => {
                            const value = one.getAttribute(name);
                            if (value) texts.push(value);
                        });
                        if (one.tagName === 'OPTION') texts.push(one.textContent);
                    });
                    return texts.join('\\n'); }""");
        for (String line : String.valueOf(texts).split("\n")) {
            words.ofText(line).forEach(word -> foreign.add(word + " in « " + line.strip() + " » at " + where));
        }
        return foreign;
    }

    /** Every page of ours that is read with GET, with ids that exist; an id nobody has makes a refusal, which is read too. */
    private List<String> paths(Map<String, String> ids) {
        List<String> paths = new ArrayList<>();
        mappings.getHandlerMethods().keySet().stream()
                .filter(info -> info.getMethodsCondition().getMethods().isEmpty()
                        || info.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(info -> info.getPatternValues().stream())
                .filter(pattern -> !pattern.startsWith("/api/") && !pattern.startsWith("/error"))
                .filter(pattern ->
                        !pattern.matches(".*(export|workbook|template|\\.xlsx|files|table|annotated|failed).*"))
                .sorted()
                .distinct()
                .forEach(pattern -> {
                    String kind = pattern.replaceFirst("/?\\{.*", "");
                    paths.add(pattern.replaceAll("\\{[^{}]*(\\{[^}]*}[^{}]*)*}", ids.getOrDefault(kind, "1")));
                });
        return paths;
    }

    /** By the address before the id. */
    private Map<String, String> ids(CaseFile file) {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("/cases", Long.toString(file.id()));
        ids.put("/registry", file.organizationCode());
        ids.put("/contacts", file.organizationCode());
        ids.put("/people", people.of("school-" + file.organizationCode()));
        Map.of(
                        "/problems", "problem",
                        "/campaigns", "campaign",
                        "/supervisions", "supervision",
                        "/collections", "collection_round",
                        "/collections/units", "collection_unit",
                        "/collections/rows", "collection_row",
                        "/collections/accounts", "partner_account_list",
                        "/registry/imports", "registry_import",
                        "/bounces", "bounce",
                        "/deadlines", "deadline")
                .forEach((path, table) -> jdbc.sql("select max(id)::text from tuanwei." + table)
                        .query(String.class)
                        .optional()
                        .ifPresent(id -> ids.put(path, id)));
        return ids;
    }

    private CaseFile caseAtReview() {
        Organization school = schools.school();
        openings.register(
                school,
                CaseFile.TENCENT_WEIBO,
                new RegistrationEntry(
                        new ContactDetails(
                                "林溪", "团委书记", null, "19900009931", "chinese@school.example", "上海市杨浦区测试路399号", null),
                        false,
                        null,
                        null));
        return files.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
    }
}
