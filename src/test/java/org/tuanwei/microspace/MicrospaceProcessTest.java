package org.tuanwei.microspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.deadline.Addressee;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.ReminderAddressees;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.microspace.Checklist.State;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Directory;
import org.tuanwei.spreadsheet.SheetTable;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Months of two units: asked once, answered, answered late, not answered; and who sees it. */
@EngineTest
class MicrospaceProcessTest {

    private static final String UNIT = "450000";
    private static final String OTHER = "210000";
    private static final String STAFF = "province-450000-staff";
    private static final Instant ACCOUNTS_SINCE = ActivityStage.at(LocalDate.of(2011, 12, 15), 9);

    @Autowired
    private MicrospaceService service;

    @Autowired
    private Checklists lists;

    @Autowired
    private Organizations organizations;

    @Autowired
    private Workflow workflow;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private Directory directory;

    @Autowired
    private MicrospaceAddressees addressees;

    @Autowired
    private List<ReminderAddressees> allAddressees;

    @Autowired
    private HistoryService history;

    @Autowired
    private EngineIdentity identity;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private WorkbookReader reader;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    @BeforeEach
    void unitsWithAccounts() {
        account(UNIT, ACCOUNTS_SINCE);
        account(OTHER, ACCOUNTS_SINCE);
    }

    @AfterEach
    void today() {
        clock.back();
    }

    /** Once for the whole class: tests share one database. */
    private void account(String unit, Instant opened) {
        jdbc.sql("insert into case_file (receipt, organization_id, platform, level, unit_code, phase, state, qq_number,"
                        + " account_url, created_at, closed_at) select ?, o.id, 'TENCENT_WEIBO', 'UNIT', o.code, 'OPEN',"
                        + " 'OPEN', ?, ?, ?, ? from organization o where o.code = ? and not exists (select 1 from"
                        + " case_file f where f.organization_id = o.id and f.platform = 'TENCENT_WEIBO')")
                .params(
                        "TW-MS-" + unit,
                        "28699" + unit.substring(0, 4),
                        "http://t.qq.com/unit" + unit,
                        Timestamp.from(opened),
                        Timestamp.from(opened),
                        unit)
                .update();
    }

    private Checklist list(String unit, YearMonth month) {
        return lists.ofUnit(unit).stream()
                .filter(one -> one.month().equals(month))
                .findFirst()
                .orElseThrow();
    }

    private HumanTask task(Checklist list) {
        return workflow.openTasks(list.key()).get(0);
    }

    private static Map<String, Object> allDone() {
        Map<String, Object> values = new HashMap<>();
        for (Item item : Item.values()) {
            values.put(item.field(), "yes");
            values.put(item.linkField(), "http://t.qq.com/p/t/" + item.field());
            values.put(item.noteField(), "");
        }
        return values;
    }

    private String end(Checklist list) {
        return identity.asSystem(() -> {
            var instance = history.createHistoricProcessInstanceQuery()
                    .processInstanceBusinessKey(list.key())
                    .singleResult();
            return history.createHistoricActivityInstanceQuery()
                    .processInstanceId(instance.getId())
                    .activityType("noneEndEvent")
                    .singleResult()
                    .getActivityId();
        });
    }

    @Test
    void the_month_is_asked_of_every_unit_once_and_filed_to_EndEvent_Filed() {
        clock.set(ActivityStage.at(LocalDate.of(2012, 3, 1), 8));
        assertThat(service.openDue()).isGreaterThanOrEqualTo(2);
        assertThat(service.openDue()).as("asked once").isZero();
        YearMonth february = YearMonth.of(2012, 2);
        Checklist list = list(UNIT, february);
        assertThat(list(OTHER, february).state(clock.instant())).isEqualTo(State.OPEN);
        assertThat(list.closesAt()).isEqualTo(ActivityStage.at(LocalDate.of(2012, 4, 1), 0));
        HumanTask task = task(list);
        Deadline deadline = deadlines.openFor(task.taskId()).orElseThrow();
        assertThat(deadline.dueAt()).as("five working days").isEqualTo(ActivityStage.at(LocalDate.of(2012, 3, 9), 0));
        assertThat(deadline.origin()).isEqualTo("系统默认（F2）");
        assertThat(list.dueAt()).isEqualTo(deadline.dueAt());
        people.of(STAFF);
        people.of("centre-staff");
        assertThat(addressees.of(deadline, Addressee.OWNER)).isEqualTo(directory.mailsOf(STAFF));
        assertThat(addressees.of(deadline, Addressee.SUPERIOR)).isEqualTo(directory.mailsOf("centre-staff"));
        assertThat(allAddressees).contains(addressees);

        Map<String, Object> wrong = allDone();
        wrong.put("boardsLink", "");
        wrong.put("noticesLink", "t.qq.com/p/1");
        wrong.put("schools", "no");
        assertThatThrownBy(() -> people.run(STAFF, () -> workflow.complete(task.taskId(), wrong)))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("「各板块都有内容」选了「是」，请附一个能看到的链接")
                .hasMessageContaining("「发布了工作通知或工作信息」的链接应为 http:// 或 https:// 开头的完整网址")
                .hasMessageContaining("「展示了本省高校团组织的活动」选了「否」，请用至少 4 个字说明原因和打算");
        assertThat(list(UNIT, february).answers()).as("nothing by halves").isEmpty();

        Map<String, Object> values = allDone();
        values.put("schools", "no");
        values.put("schoolsLink", "");
        values.put("schoolsNote", "栏目正在改版，三月起每周一期");
        people.run(STAFF, () -> workflow.complete(task.taskId(), values));
        assertThat(list(UNIT, february)).satisfies(filed -> {
            assertThat(filed.state(clock.instant())).isEqualTo(State.FILED);
            assertThat(filed.filedBy()).contains("测试");
            assertThat(filed.answer(Item.SCHOOLS).orElseThrow().note()).isEqualTo("栏目正在改版，三月起每周一期");
            assertThat(filed.answer(Item.UPDATED).orElseThrow().done()).isTrue();
        });
        assertThat(end(list)).isEqualTo("EndEvent_Filed");
        assertThatThrownBy(() -> jdbc.sql("update microspace_answer set done = true where list_id = ?")
                        .param(list.id())
                        .update())
                .as("an answer is never written over")
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
    }

    @Test
    void whoever_does_not_answer_is_late_then_unreported_at_EndEvent_Unreported() throws Exception {
        YearMonth april = YearMonth.of(2012, 4);
        clock.set(ActivityStage.at(LocalDate.of(2012, 5, 1), 8));
        service.openDue();
        Checklist late = list(UNIT, april);
        Checklist silent = list(OTHER, april);
        clock.set(ActivityStage.at(LocalDate.of(2012, 5, 25), 9));
        assertThat(list(OTHER, april).state(clock.instant())).isEqualTo(State.OVERDUE);
        people.run(STAFF, () -> workflow.complete(task(late).taskId(), allDone()));
        assertThat(list(UNIT, april).state(clock.instant())).isEqualTo(State.FILED_LATE);
        assertThat(page("centre-staff", "/activity/microspaces?show=missing"))
                .contains("逾期未报", organizations.require(OTHER).name());

        HumanTask task = task(silent);
        clock.set(silent.closesAt().plusSeconds(60));
        jobs.runDue(silent.key());
        assertThat(list(OTHER, april).state(clock.instant())).isEqualTo(State.UNREPORTED);
        assertThat(end(silent)).isEqualTo("EndEvent_Unreported");
        assertThat(workflow.task(task.taskId())).as("taken back").isEmpty();
        assertThatThrownBy(() -> people.run("province-210000-staff", () -> service.file(silent.id(), allDone())))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("已记为未报");
        assertThat(list(OTHER, april).answers()).isEmpty();
        assertThat(page("centre-staff", "/activity/microspaces")).contains("未报", "逾期报送", "2012年4月");
    }

    @Test
    void a_list_is_opened_from_the_first_full_month_on_and_late_in_the_month_still_leaves_ten_working_days() {
        YearMonth june = YearMonth.of(2012, 6);
        String later = "140000";
        account(later, ActivityStage.at(LocalDate.of(2012, 6, 1), 9));
        clock.set(ActivityStage.at(LocalDate.of(2012, 7, 27), 9));
        service.openDue();
        assertThat(lists.ofUnit(later)).as("opened within June").isEmpty();
        assertThat(list(UNIT, june).closesAt()).isEqualTo(ActivityStage.at(LocalDate.of(2012, 8, 11), 0));
        clock.set(ActivityStage.at(LocalDate.of(2012, 8, 1), 8));
        service.openDue();
        assertThat(lists.ofUnit(later)).extracting(Checklist::month).containsExactly(YearMonth.of(2012, 7));
    }

    @Test
    void the_pages_and_the_workbook_open_to_those_of_the_access_table_only() throws Exception {
        clock.set(ActivityStage.at(LocalDate.of(2012, 10, 8), 8));
        service.openDue();
        Checklist list = list(UNIT, YearMonth.of(2012, 9));
        assertThat(page(STAFF, "/activity/microspaces/450000")).contains("去填写", "待报送", "2012-10-15 24:00");
        assertThat(page("province-450000-lead", "/activity/microspaces/450000")).doesNotContain("去填写");
        people.run(STAFF, () -> workflow.complete(task(list).taskId(), allDone()));
        assertThat(status(STAFF, "/activity/microspaces")).isEqualTo(302);
        Map<String, Integer> expected = Map.of(
                STAFF,
                200,
                "province-450000-lead",
                200,
                "supervisor-450000",
                200,
                "centre-staff",
                200,
                "province-210000-staff",
                404,
                "school-4145010593",
                404,
                "tencent",
                404,
                "university-office",
                404,
                "operations",
                404);
        Map<String, Integer> found = new HashMap<>();
        for (String group : expected.keySet()) {
            found.put(group, status(group, "/activity/microspaces/450000"));
        }
        assertThat(found).isEqualTo(expected);
        assertThat(status("school-4145010593", "/activity/microspaces")).isEqualTo(404);
        assertThat(status("tencent", "/activity/microspaces")).isEqualTo(404);
        assertThat(status("centre-staff", "/activity/microspaces/4145010593")).isEqualTo(404);
        SheetTable sheet = SheetTable.find(
                reader.read(
                        call(STAFF, "/activity/microspaces/450000?format=xlsx").getContentAsByteArray(), "清单.xlsx"),
                List.of("月份", "状态", "有新内容"));
        assertThat(sheet.lines()).anySatisfy(line -> {
            assertThat(line.get("月份")).isEqualTo("2012年9月");
            assertThat(line.get("状态")).isEqualTo("已报送");
            assertThat(line.get("有新内容")).contains("是", "http://t.qq.com/p/t/updated");
        });
        SheetTable units = SheetTable.find(
                reader.read(
                        call("centre-staff", "/activity/microspaces?format=xlsx")
                                .getContentAsByteArray(),
                        "各省.xlsx"),
                List.of("单位"));
        assertThat(units.lines()).anySatisfy(line -> assertThat(line.get("单位"))
                .isEqualTo(organizations.require(UNIT).name()));
    }

    private int status(String group, String path) throws Exception {
        return call(group, path).getStatus();
    }

    private String page(String group, String path) throws Exception {
        return call(group, path).getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse call(String group, String path) throws Exception {
        return mvc.perform(get(path).with(user(people.of(group)))).andReturn().getResponse();
    }
}
