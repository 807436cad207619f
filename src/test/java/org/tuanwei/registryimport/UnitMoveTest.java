package org.tuanwei.registryimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.change.ChangeProposals;
import org.tuanwei.change.ChangeProposals.Ending;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryComparison.Verdict;
import org.tuanwei.registryimport.RegistryImports.State;
import org.tuanwei.security.Viewers;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** A list that gives a school to another League unit moves it, unless something is under way; a dead node's list goes on. */
@EngineTest
@Transactional
class UnitMoveTest {

    private static final String SHANGHAI = "310000";
    private static final String JIANGSU = "320000";
    private static final String SCHOOL = "4199000050";

    @Autowired
    ImportService service;

    @Autowired
    ImportRunner runner;

    @Autowired
    RegistryImports imports;

    @Autowired
    Organizations organizations;

    @Autowired
    OrganizationChanges changes;

    @Autowired
    ChangeProposals proposals;

    @Autowired
    CaseFiles files;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource database;

    @Autowired
    TestPeople people;

    @Autowired
    Viewers viewers;

    @Autowired
    MockMvc mvc;

    private long upload(String province, String... names) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(province + "（" + names.length + "所）"));
        for (int i = 0; i < names.length; i++) {
            rows.add(MinistryListTest.school(i + 1, names[i], "419900005" + i, province, "本科", ""));
        }
        return service.upload(MinistryListTest.workbook(rows), "名单.xlsx", "t");
    }

    private String confirmed(long id) throws Exception {
        service.confirm(id, false, "t");
        runner.run();
        assertThat(imports.find(id).orElseThrow().state()).isEqualTo(State.DONE);
        return String.valueOf(imports.find(id).orElseThrow().outcome());
    }

    private String page(long id) throws Exception {
        return mvc.perform(get("/registry/imports/" + id + "?show=MOVED").with(user(people.of("centre-staff"))))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private Organization school() {
        return organizations.require(SCHOOL);
    }

    @Test
    void a_school_of_another_unit_moves_with_its_branches_its_people_and_all_that_is_finished() throws Exception {
        confirmed(upload("上海市", "测试迁移学院"));
        Organization branch = changes.addBranch(SCHOOL, "二〇二六级测试班", "t");
        CaseFile live = files.open(school(), CaseFile.TENCENT_WEIBO).caseFile();
        jdbc.sql("update case_file set state = 'OPEN', closed_at = now() where id = ?")
                .param(live.id())
                .update();
        String contact = people.of("school-" + SCHOOL);
        assertThat(viewers.of(contact).tenants()).containsExactly(SHANGHAI);

        long id = upload("江苏省", "测试迁移大学");
        assertThat(service.preview(id, Verdict.MOVED, "").moving()).isOne();
        assertThat(page(id)).contains("可以调整", "原属：上海市", "原名：测试迁移学院", "换省级团委").doesNotContain("暂不能调整");
        assertThat(confirmed(id)).contains("更名 1 所", "换省级团委 1 所", "未变 0 所").doesNotContain("保持不动");

        assertThat(school().unitCode()).isEqualTo(JIANGSU);
        assertThat(organizations.superiorOf(school()).name()).isEqualTo("江苏省");
        assertThat(school().name()).isEqualTo("测试迁移大学");
        assertThat(organizations.formerNames(school())).containsExactly("测试迁移学院");
        assertThat(organizations.require(branch.code()).unitCode()).isEqualTo(JIANGSU);
        assertThat(organizations
                        .superiorOf(organizations.require(branch.code()))
                        .code())
                .isEqualTo(SCHOOL);
        assertThat(files.get(live.id()).unitCode()).isEqualTo(JIANGSU);
        assertThat(jdbc.sql("select facts->>'unit' from case_event where case_id = ? and kind = 'case.moved'")
                        .param(live.id())
                        .query(String.class)
                        .list())
                .containsExactly("江苏省");
        assertThat(viewers.of(contact).tenants()).containsExactly(JIANGSU);
        assertThat(jdbc.sql("select before_value || '→' || after_value from organization_history"
                                + " where organization_id = ? and change = 'MOVED'")
                        .param(school().id())
                        .query(String.class)
                        .list())
                .containsExactly("上海市→江苏省");
        assertThat(mvc.perform(get("/registry/" + SCHOOL).with(user(people.of("province-310000-staff"))))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .as("the old unit sees no more than the name of a foreign school")
                .isEqualTo(mvc.perform(get("/registry/4132010284").with(user(people.of("province-310000-staff"))))
                        .andReturn()
                        .getResponse()
                        .getStatus());
        assertThat(confirmed(upload("江苏省", "测试迁移大学"))).contains("未变 1 所").doesNotContain("换省级团委");
    }

    @Test
    void what_is_under_way_keeps_a_school_where_it_is_and_the_preview_says_what_and_where() throws Exception {
        confirmed(upload("上海市", "测试迁移大学"));
        Organization school = school();
        Organization branch = changes.addBranch(SCHOOL, "二〇二六级测试班", "t");
        CaseFile running = files.open(branch, CaseFile.TENCENT_WEIBO).caseFile();
        long problem =
                jdbc.sql("""
                        insert into problem (organization_id, unit_code, school_code, level, kind, state, text,
                            initiator_group, opened_by, opened_by_name, opened_by_party, opened_at, handling_since)
                        values (?, '310000', ?, 'SCHOOL', 'OTHER', 'OPEN', '测试', 'g', 't', 't', 'SCHOOL', now(), now())
                        returning id""").params(school.id(), SCHOOL).query(Long.class).single();
        long unit = roundWith(school);
        assertThat(people.as("centre-staff", () -> proposals.propose(school, Ending.EXEMPT, "没有建立团委")))
                .isEmpty();

        long id = upload("江苏省", "测试迁移大学");
        assertThat(service.preview(id, Verdict.MOVED, "").tied()).isOne();
        assertThat(page(id))
                .contains("暂不能调整", "1</span> 所学校应换省级团委")
                .contains("二〇二六级测试班的微博开通案件 " + running.receipt() + " 正在办理", "/cases/" + running.id())
                .contains("问题「其他」尚未关闭", "/problems/" + problem)
                .contains("上海市的统计表《测试轮次》尚未归档", "/collections/units/" + unit)
                .contains("单位变更「豁免」正在审批", "/registry/" + SCHOOL);
        assertThat(confirmed(id)).contains("另有 1 所应换省级团委，因事项未办结保持不动");
        assertThat(school().unitCode()).isEqualTo(SHANGHAI);
        assertThat(files.get(running.id()).unitCode()).isEqualTo(SHANGHAI);
        assertThat(page(id))
                .as("what is still tied can be looked up afterwards")
                .contains("暂不能调整");

        jdbc.sql("update case_file set state = 'ENDED' where id = ?")
                .param(running.id())
                .update();
        jdbc.sql("update problem set state = 'CLOSED', closed_at = now(), closed_how = 'SETTLED' where id = ?")
                .param(problem)
                .update();
        jdbc.sql("update collection_unit set state = 'ARCHIVED' where id = ?")
                .param(unit)
                .update();
        jdbc.sql("update organization_change set state = 'REFUSED' where organization_id = ?")
                .param(school.id())
                .update();
        assertThat(confirmed(upload("江苏省", "测试迁移大学"))).contains("换省级团委 1 所");
        assertThat(school().unitCode()).isEqualTo(JIANGSU);
        assertThat(jdbc.sql("select unit_code from problem where id = ?")
                        .param(problem)
                        .query(String.class)
                        .single())
                .isEqualTo(JIANGSU);
        assertThat(jdbc.sql("select unit_code from collection_row where collection_id = ?")
                        .param(unit)
                        .query(String.class)
                        .single())
                .as("what was sent in stays with whom it was sent in by")
                .isEqualTo(SHANGHAI);
    }

    /** A row in a round of a unit that has no other, for the registry of the tests is shared. */
    private long roundWith(Organization school) {
        jdbc.sql("update collection_unit set state = 'CANCELLED', end_reason = '测试' where unit_code = '310000'"
                        + " and state not in ('EXCUSED', 'ARCHIVED', 'CANCELLED')")
                .update();
        long round = jdbc.sql("""
                        insert into collection_round (title, opened_by, opener_code, school_due_on, unit_due_on, opened_at)
                        values ('测试轮次', 't', 'CN', current_date + 8, current_date + 10, now()) returning id""").query(Long.class).single();
        long unit = jdbc.sql("""
                        insert into collection_unit (round_id, unit_code, state, school_due_on, unit_due_on)
                        values (?, '310000', 'COLLECTING', current_date + 8, current_date + 10) returning id""").param(round).query(Long.class).single();
        jdbc.sql("""
                        insert into collection_row (collection_id, organization_id, unit_code, school_code, state)
                        values (?, ?, '310000', ?, 'MISSING')""").params(unit, school.id(), SCHOOL).update();
        return unit;
    }

    @Test
    void a_list_whose_node_died_half_way_is_written_whole_by_another() throws Exception {
        long id = upload("上海市", "测试甲接续大学", "测试乙接续大学");
        service.confirm(id, false, "t");
        Connection dying = database.getConnection();
        try {
            int process = begunBy(dying);
            runner.run();
            assertThat(imports.find(id).orElseThrow().state())
                    .as("as long as the other node is at it")
                    .isEqualTo(State.CONFIRMED);
            assertThat(organizations.byCode(SCHOOL)).isEmpty();
            kill(process);
        } finally {
            dying.abort(Runnable::run);
        }
        runner.run();
        assertThat(imports.find(id).orElseThrow().state()).isEqualTo(State.DONE);
        assertThat(organizations.require(SCHOOL).name()).isEqualTo("测试甲接续大学");
        assertThat(organizations.require("4199000051").name()).isEqualTo("测试乙接续大学");
        assertThat(jdbc.sql("select count(*) from organization_history where organization_id = ?")
                        .param(school().id())
                        .query(Integer.class)
                        .single())
                .as("nothing of the dead node's work is left")
                .isOne();
    }

    /** Another node has taken the lock and written the first school when its connection ends. */
    private static int begunBy(Connection other) throws SQLException {
        other.setAutoCommit(false);
        try (var statement = other.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + ImportRunner.LOCK + ")");
            statement.execute("""
                    insert into tuanwei.organization (code, kind, name, school_type, parent_id, unit_code, school_code,
                        created_at, changed_at)
                    select '4199000050', 'SCHOOL', '半途', '普通高校', id, code, '4199000050', now(), now()
                    from tuanwei.organization where code = '310000'""");
            var process = statement.executeQuery("select pg_backend_pid()");
            process.next();
            return process.getInt(1);
        }
    }

    private void kill(int process) {
        assertThat(jdbc.sql("select pg_terminate_backend(?)")
                        .param(process)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        for (int i = 0; i < 100 && alive(process); i++) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    private boolean alive(int process) {
        return jdbc.sql("select exists (select from pg_locks where pid = ?)")
                .param(process)
                .query(Boolean.class)
                .single();
    }
}
