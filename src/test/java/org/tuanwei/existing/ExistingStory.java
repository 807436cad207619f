package org.tuanwei.existing;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.FormService;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.TestPeople;

/** Plays Tencent with its list, and the schools that are asked about it. */
@TestComponent
class ExistingStory {

    static final String PROVINCE = "province-310000-staff";
    static final String REGISTER = "account-opening.Task_Register";
    static final String REVIEW = "account-opening.Task_Review";

    private static final String HEAD =
            "moe_code,name,province,city,level,department,note,school_type,league_unit,former_names\n";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final RegistryImport registry;
    private final Organizations organizations;
    private final CaseFiles files;
    private final Workflow workflow;
    private final OfferRunner runner;
    private final TestPeople people;
    private final Jobs jobs;
    private final FormService forms;
    private final JdbcClient jdbc;
    private final MockMvc web;

    ExistingStory(
            RegistryImport registry,
            Organizations organizations,
            CaseFiles files,
            Workflow workflow,
            OfferRunner runner,
            TestPeople people,
            Jobs jobs,
            FormService forms,
            JdbcClient jdbc,
            MockMvc web) {
        this.registry = registry;
        this.organizations = organizations;
        this.files = files;
        this.workflow = workflow;
        this.runner = runner;
        this.people = people;
        this.jobs = jobs;
        this.forms = forms;
        this.jdbc = jdbc;
        this.web = web;
    }

    /** A school of 上海 of its own, which was once called 浦江旧名学院 and its number. */
    Organization school() {
        int number = COUNT.incrementAndGet();
        String code = "49328%05d".formatted(number);
        registry.load(
                new StringReader(HEAD + code + ",浦江账号大学" + number + ",上海市,上海市,本科,上海市,,普通高校,上海市,浦江旧名学院" + number + "\n"),
                "test");
        return organizations.require(code);
    }

    static String number(Organization school) {
        return "66" + school.code().substring(2);
    }

    static List<String> line(Organization school) {
        return line(school.code(), school.name(), number(school));
    }

    static List<String> line(String code, String name, String number) {
        return List.of(code, name, number, "http://t.qq.com/s" + number);
    }

    /** @return the address of the preview */
    @SafeVarargs
    final String upload(List<String>... lines) throws Exception {
        byte[] book =
                WorkbookWriter.write("账号", List.of("学校标识码", "学校名称", "QQ号", "微博地址"), new ArrayList<>(List.of(lines)));
        MockHttpServletResponse answer = perform(
                "tencent",
                multipart("/collections/accounts").file(new MockMultipartFile("file", "腾讯名单.xlsx", "", book)));
        return String.valueOf(answer.getRedirectedUrl());
    }

    /** Tencent's list comes in and is confirmed; the schools are asked. */
    @SafeVarargs
    final void listed(List<String>... lines) throws Exception {
        String list = upload(lines);
        perform("tencent", post(list + "/confirm"));
        runner.run();
    }

    MockHttpServletResponse perform(String group, AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        return web.perform(request.with(csrf()).with(user(people.of(group))))
                .andReturn()
                .getResponse();
    }

    String page(String group, String path) throws Exception {
        return perform(group, get(path)).getContentAsString(StandardCharsets.UTF_8);
    }

    CaseFile file(Organization school) {
        return files.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
    }

    HumanTask task(CaseFile file, String key) {
        return workflow.openTasks(file.id()).stream()
                .filter(task -> task.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not open, but " + open(file)));
    }

    List<String> open(CaseFile file) {
        return workflow.openTasks(file.id()).stream().map(HumanTask::key).toList();
    }

    /** Somebody of this group does the task, and the jobs that become due run. */
    void does(String group, CaseFile file, String key, Map<String, Object> values) {
        people.run(group, () -> workflow.complete(task(file, key).taskId(), new HashMap<>(values)));
        jobs.runDue(file.id());
    }

    static Map<String, Object> contact(String email) {
        return new HashMap<>(Map.of(
                "contactName", "林溪",
                "mobile", "19900007711",
                "email", email,
                "address", "上海市杨浦区测试路399号行政楼201室"));
    }

    /** Values of the registration, with these on top. */
    static Map<String, Object> contact(String email, Map<String, Object> more) {
        Map<String, Object> values = contact(email);
        values.putAll(more);
        return values;
    }

    /** What the form of the task shows to somebody of the province. */
    Map<String, Object> shown(CaseFile file, String key) {
        String task = task(file, key).taskId();
        return people.as(PROVINCE, () -> forms.getTaskFormVariables(task));
    }

    /** The address of the school's contact is proved. */
    void prove(Organization school) {
        jdbc.sql("update contact set proved_at = now() where organization_id = ?")
                .param(school.id())
                .update();
    }

    List<String> story(CaseFile file) {
        return jdbc.sql("select kind from case_event where case_id = ? order by id")
                .param(file.id())
                .query(String.class)
                .list();
    }

    long letters(String key) {
        return jdbc.sql("select count(*) from mail where unique_key like ?")
                .param(key)
                .query(Long.class)
                .single();
    }
}
