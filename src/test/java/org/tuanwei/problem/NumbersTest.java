package org.tuanwei.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.problem.Problem.ClosedHow;
import org.tuanwei.spreadsheet.SheetTable;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** A workbook of numbers that do not work: judged, put as one problem, answered and accepted row by row (E3, E6). */
@EngineTest
class NumbersTest {

    private static final String PROVINCE = "province-310000-staff";
    private static final AtomicInteger NUMBER = new AtomicInteger(92_000);

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TestPeople people;

    @Autowired
    private TestSchools schools;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Problems problems;

    @Autowired
    private ProblemService service;

    @Autowired
    private NumberRows rows;

    @Autowired
    private Workflow workflow;

    @Autowired
    private Jobs jobs;

    @Autowired
    private WorkbookReader reader;

    @Autowired
    private JdbcClient jdbc;

    private final List<Organization> owners = new ArrayList<>();
    private final List<CaseFile> files = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();

    @BeforeEach
    void threeSchoolsWithNumbers() {
        for (int i = 0; i < 3; i++) {
            Organization school = schools.school();
            CaseFile file = cases.open(school, CaseFile.TENCENT_WEIBO).caseFile();
            String number = "2" + NUMBER.incrementAndGet() + "77";
            cases.recordAccount(file.id(), number, null);
            owners.add(school);
            files.add(file);
            numbers.add(number);
        }
    }

    @Test
    void oneProblemHoldsManyRowsAndEachIsAnsweredAndAcceptedByItself() throws Exception {
        Problem problem = submitted();
        assertThat(problem.kind()).isEqualTo(ProblemKind.NUMBERS);
        assertThat(rows.ofProblem(problem.id())).hasSize(3);
        assertThat(waitsForTencent()).hasSize(3);
        as("tencent", get("/problems/" + problem.id())).andExpect(content().string(containsString("rows-finish")));

        answer(problem, Map.of(0, "UNFROZEN"), false);
        assertThat(waitsForTencent()).hasSize(2);
        as("tencent", post("/problems/" + problem.id() + "/rows").param("finish", "true"))
                .andExpect(flash().attribute("notice", containsString("还有 2 行")));
        as(
                        "tencent",
                        post("/problems/" + problem.id() + "/rows")
                                .param("outcomeRest", "EXPLAINED")
                                .param("answerRest", "请用新版页面登录")
                                .param("finish", "true"))
                .andExpect(flash().attribute("notice", containsString("全部答复")));
        jobs.runDue(problem.businessKey());
        assertThat(waitsForTencent()).isEmpty();
        assertThat(tasks(problem)).containsExactly(ProblemProcess.CONFIRM);

        long third = rows.ofProblem(problem.id()).get(2).id();
        as(
                        PROVINCE,
                        post("/problems/" + problem.id() + "/rows/verdict")
                                .param("solved", "false")
                                .param("unsolved", Long.toString(third))
                                .param("reason", "这一行还是登录不上"))
                .andExpect(flash().attribute("notice", containsString("退回")));
        assertThat(tasks(problem)).containsExactly(ProblemProcess.HANDLE);
        assertThat(rows.ofProblem(problem.id())).extracting(NumberRow::answered).containsExactly(true, true, false);
        assertThat(waitsForTencent()).containsExactly(files.get(2).id());

        answer(problem, Map.of(2, "REISSUE"), true);
        jobs.runDue(problem.businessKey());
        as(PROVINCE, post("/problems/" + problem.id() + "/rows/verdict").param("solved", "true"))
                .andExpect(flash().attributeExists("notice"));
        assertThat(problems.get(problem.id()).closedHow()).isEqualTo(ClosedHow.CONFIRMED);
        assertThat(story(files.get(2))).contains("problem.numberRaised", "problem.numberAnswered");
        SheetTable export = SheetTable.find(
                reader.read(
                        as(PROVINCE, get("/problems/" + problem.id() + "/rows.xlsx"))
                                .andReturn()
                                .getResponse()
                                .getContentAsByteArray(),
                        "a.xlsx"),
                List.of("单位名称", "QQ号", "处理结果", "答复"));
        assertThat(export.lines()).extracting(line -> line.get("处理结果")).containsExactly("已解冻", "已说明", "已重置密码");
    }

    @Test
    void everyLineIsJudgedAndOnlyTheGoodOnesAreTaken() throws Exception {
        String address = preview(
                PROVINCE,
                line(0, "密码不对"),
                List.of(owners.get(0).name(), numbers.get(1), "登录不上", ""),
                List.of(owners.get(1).name(), "12ab", "登录不上", ""),
                List.of("", numbers.get(2), "登录不上", ""),
                List.of(owners.get(2).name(), numbers.get(2), "坏了", ""),
                List.of(owners.get(2).name(), numbers.get(2), "其他", "密码 Geheim2026x"),
                List.of("不存在的学校", "998877665", "登录不上", ""));
        String page = as(PROVINCE, get(address)).andReturn().getResponse().getContentAsString();

        assertThat(page)
                .contains("可以提交", "单位名称与号码不符", "QQ 号应为 5 至 11 位数字", "缺少单位名称", "QQ 号在文件中重复", "没有找到这个号码或单位")
                .doesNotContain("Geheim2026x");
        as(PROVINCE, post(address)).andExpect(redirectedUrlPattern("/problems/*"));
        Problem problem = newest();
        assertThat(rows.ofProblem(problem.id())).extracting(NumberRow::qqNumber).containsExactly(numbers.get(0));
        String again = preview(PROVINCE, line(0, "号码冻结"));
        as(PROVINCE, get(again)).andExpect(content().string(containsString("已在第 " + problem.id() + " 号问题中")));
        as(PROVINCE, post(again)).andExpect(flash().attribute("refusal", containsString("没有可以提交的行")));
    }

    @Test
    void aForeignNumberIsNotFoundAndAPreviewIsItsUploadersAlone() throws Exception {
        String address = preview("school-" + owners.get(0).code(), line(0, "登录不上"), line(1, "登录不上"));
        String page = as("school-" + owners.get(0).code(), get(address))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page).containsOnlyOnce("可以提交</span>").contains("没有找到这个号码或单位");

        for (String group : List.of(PROVINCE, "school-" + owners.get(1).code(), "tencent", "centre-staff")) {
            as(group, get(address)).andExpect(status().isNotFound());
            as(group, post(address)).andExpect(status().is4xxClientError());
        }
        for (String group : List.of("tencent", "centre-staff", "supervisor-310000", "operations")) {
            as(group, get("/problems/numbers")).andExpect(status().isForbidden());
            as(group, get("/problems/numbers/template")).andExpect(status().isForbidden());
        }
        as("province-320000-staff", get("/problems/numbers/template")).andExpect(status().isOk());
    }

    @Test
    void aSchoolReadsItsOwnRowAndNotTheWorkbookOfItsProvince() throws Exception {
        Problem problem = submitted();
        String school = "school-" + owners.get(0).code();

        as(school, get("/problems/" + problem.id())).andExpect(status().isNotFound());
        as(school, get("/problems/" + problem.id() + "/rows.xlsx")).andExpect(status().isNotFound());
        as(school, post("/problems/" + problem.id() + "/rows")).andExpect(status().isNotFound());
        as(school, get("/cases/" + files.get(0).id()))
                .andExpect(content().string(containsString("case-numbers")))
                .andExpect(content().string(containsString(numbers.get(0))))
                .andExpect(content().string(not(containsString(numbers.get(1)))));
        as("province-320000-staff", get("/problems/" + problem.id())).andExpect(status().isNotFound());
        as(PROVINCE, post("/problems/" + problem.id() + "/rows").param("outcomeRest", "UNFROZEN"))
                .andExpect(status().isForbidden());
        as("tencent", post("/problems/" + problem.id() + "/rows/verdict").param("solved", "true"))
                .andExpect(status().isForbidden());
    }

    @Test
    void anAnswerThatWillNotDoIsNamedByItsRowAndNothingIsStored() throws Exception {
        Problem problem = submitted();
        List<NumberRow> before = rows.ofProblem(problem.id());

        as(
                        "tencent",
                        post("/problems/" + problem.id() + "/rows")
                                .param("outcome" + before.get(0).id(), "UNFROZEN")
                                .param("outcome" + before.get(1).id(), "REISSUE")
                                .param("answer" + before.get(1).id(), "新密码 Geheim2026x"))
                .andExpect(flash().attribute(
                                "rowsRefused",
                                containsString("第 " + before.get(1).line() + " 行")));

        assertThat(rows.ofProblem(problem.id())).noneMatch(NumberRow::answered);
        HumanTask handle = workflow.openTasks(problem.businessKey()).get(0);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> people.run(
                        "tencent",
                        () -> workflow.complete(
                                handle.taskId(), new HashMap<>(Map.of("action", "rows", "answer", "都答复了")))))
                .hasMessageContaining("还有 3 行");
    }

    @Test
    void tencentSendsTheWorkbookBackWithItsAnswers() throws Exception {
        Problem problem = submitted();
        assertThat(sentBack(
                        "tencent",
                        problem,
                        List.of(numbers.get(0), "已解冻", "已解除保护"),
                        List.of(" " + numbers.get(1) + " ", "尚未答复", ""),
                        List.of(numbers.get(2), "", "")))
                .contains("读入 1 行", "还有 2 行");
        assertThat(waitsForTencent()).hasSize(2);

        assertThat(sentBack(
                        "tencent",
                        problem,
                        List.of(numbers.get(0), "已解冻", "已解除保护"),
                        List.of(numbers.get(1), "已处理", ""),
                        List.of("2999900001", "已说明", "请重试"),
                        List.of(numbers.get(2), "已说明", "请用新版页面登录")))
                .contains("第 3 行：处理结果「已处理」不认识", "第 4 行：号码 2999900001 不在这个问题里", "没有保存任何答复");
        assertThat(sentBack("tencent", problem, List.of(numbers.get(2), "已重置密码", "新密码 Geheim2026x")))
                .contains("似乎写有密码");
        assertThat(rows.ofProblem(problem.id())).extracting(NumberRow::answered).containsExactly(true, false, false);
        assertThat(sentBack("tencent", problem, List.of(numbers.get(0), "", "")))
                .contains("没有答复");

        assertThat(sentBack(
                        "tencent",
                        problem,
                        List.of(numbers.get(0), "已解冻", "已解除保护"),
                        List.of(numbers.get(1), "已说明", "请用新版页面登录"),
                        List.of(numbers.get(2), "已换号", "")))
                .contains("读入 2 行", "请核对后");
        as("tencent", post("/problems/" + problem.id() + "/rows").param("finish", "true"))
                .andExpect(flash().attribute("notice", containsString("全部答复")));
        assertThat(rows.ofProblem(problem.id()))
                .extracting(NumberRow::outcome)
                .containsExactly(NumberRow.Outcome.UNFROZEN, NumberRow.Outcome.EXPLAINED, NumberRow.Outcome.REPLACED);
    }

    @Test
    void onlyTencentAnswersByWorkbookAndOnlyWhatItWasAsked() throws Exception {
        Problem problem = submitted();

        assertThat(statusOf(PROVINCE, problem)).isEqualTo(403);
        assertThat(statusOf("centre-staff", problem)).isEqualTo(403);
        assertThat(statusOf("province-320000-staff", problem)).isEqualTo(404);
        assertThat(rows.ofProblem(problem.id())).noneMatch(NumberRow::answered);
    }

    @Test
    void aNumberThatTencentLooksIntoAlreadyIsNotPutToItTwice() throws Exception {
        Problem single = people.as(PROVINCE, () -> service.raise(files.get(0).id(), "FROZEN", "登录时提示号码被冻结"));

        String address = preview(PROVINCE, line(0, "号码冻结"), line(1, "号码冻结"));

        as(PROVINCE, get(address)).andExpect(content().string(containsString("已在第 " + single.id() + " 号问题中等待处理")));
        as(PROVINCE, post(address)).andExpect(redirectedUrlPattern("/problems/*"));
        assertThat(rows.ofProblem(newest().id()))
                .extracting(NumberRow::caseId)
                .containsExactly(files.get(1).id());
    }

    @Test
    void aProblemOfACaseGoesOnWithinTheWorkbookThatNamesItsNumber() throws Exception {
        Problem workbook = submitted();
        Problem single = people.as(PROVINCE, () -> service.raise(files.get(0).id(), "FROZEN", "登录时提示号码被冻结"));

        as(PROVINCE, post("/problems/" + single.id() + "/merge").param("target", Long.toString(workbook.id())))
                .andExpect(redirectedUrl("/problems/" + workbook.id()));

        assertThat(problems.get(single.id()).closedHow()).isEqualTo(ClosedHow.MERGED);
        answer(workbook, Map.of(0, "UNFROZEN", 1, "UNFROZEN", 2, "UNFROZEN"), true);
        jobs.runDue(workbook.businessKey());
        as(PROVINCE, post("/problems/" + workbook.id() + "/rows/verdict").param("solved", "true"))
                .andExpect(flash().attributeExists("notice"));
        assertThat(problems.get(workbook.id()).closedHow()).isEqualTo(ClosedHow.CONFIRMED);
    }

    @SafeVarargs
    private String sentBack(String group, Problem problem, List<String>... lines) throws Exception {
        Map<String, Object> flash = mvc.perform(returned(group, problem, lines))
                .andExpect(redirectedUrlPattern("/problems/*#rows"))
                .andReturn()
                .getFlashMap();
        return String.valueOf(flash.getOrDefault("notice", flash.get("rowsRefused")));
    }

    private int statusOf(String group, Problem problem) throws Exception {
        return mvc.perform(returned(group, problem, List.of(numbers.get(0), "已解冻", "")))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    @SafeVarargs
    private MockHttpServletRequestBuilder returned(String group, Problem problem, List<String>... lines) {
        byte[] book = WorkbookWriter.write("逐行答复", List.of("QQ号", "处理结果", "答复"), List.of(lines));
        return multipart("/problems/" + problem.id() + "/rows/workbook")
                .file(new MockMultipartFile("file", "答复.xlsx", "application/octet-stream", book))
                .with(user(people.of(group)))
                .with(csrf());
    }

    private Problem submitted() throws Exception {
        String address = preview(PROVINCE, line(0, "密码不对"), line(1, "号码冻结"), line(2, "登录不上"));
        as(PROVINCE, post(address)).andExpect(redirectedUrlPattern("/problems/*"));
        return newest();
    }

    private Problem newest() {
        return problems.get(jdbc.sql("select max(id) from problem where kind = 'NUMBERS'")
                .query(Long.class)
                .single());
    }

    private List<String> line(int school, String trouble) {
        return List.of(owners.get(school).name(), numbers.get(school), trouble, "");
    }

    @SafeVarargs
    private String preview(String group, List<String>... lines) throws Exception {
        byte[] book = WorkbookWriter.write("不能用的号码", List.of("单位名称", "QQ号", "问题", "说明"), List.of(lines));
        String address = mvc.perform(multipart("/problems/numbers")
                        .file(new MockMultipartFile("file", "号码.xlsx", "application/octet-stream", book))
                        .with(user(people.of(group)))
                        .with(csrf()))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        assertThat(address).matches("/problems/numbers/\\d+");
        return String.valueOf(address);
    }

    private void answer(Problem problem, Map<Integer, String> outcomes, boolean finish) throws Exception {
        MockHttpServletRequestBuilder request =
                post("/problems/" + problem.id() + "/rows").param("finish", Boolean.toString(finish));
        List<NumberRow> all = rows.ofProblem(problem.id());
        outcomes.forEach(
                (index, outcome) -> request.param("outcome" + all.get(index).id(), outcome));
        as("tencent", request).andExpect(flash().attributeExists("notice"));
    }

    private List<String> tasks(Problem problem) {
        return workflow.openTasks(problem.businessKey()).stream()
                .map(HumanTask::key)
                .toList();
    }

    private List<Long> waitsForTencent() {
        return jdbc.sql("select case_id from case_waiting_for where party = 'TENCENT' and case_id in (:ids) order by 1")
                .param("ids", files.stream().map(CaseFile::id).toList())
                .query(Long.class)
                .list();
    }

    private List<String> story(CaseFile file) {
        return jdbc.sql("select kind from case_event where case_id = ? order by id")
                .param(file.id())
                .query(String.class)
                .list();
    }

    private ResultActions as(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group))).with(csrf()));
    }
}
