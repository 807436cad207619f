package org.tuanwei.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.security.Viewers;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Postgres;
import org.tuanwei.testing.TestPeople;

/**
 * A node is killed with a batch in its hands, at two different moments, and another one goes on: each school has one
 * case with one open task, each addressee one letter.
 */
@EngineTest
class CampaignKillTest {

    private static final String UNIT = "640000";
    private static final String STAFF = "province-640000-staff";
    private static final int SCHOOLS = 230;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private CampaignService service;

    @Autowired
    private CampaignRunner runner;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private RegistryImport registry;

    @Autowired
    private TestPeople people;

    @Autowired
    private Viewers viewers;

    @Autowired
    private JdbcClient jdbc;

    /** A wait of a thread or two is all it takes: nothing here depends on how fast the machine is. */
    @Test
    void what_two_killed_nodes_left_is_finished_by_a_third_and_nothing_is_there_twice(@TempDir Path folder)
            throws Exception {
        long campaign = campaign();
        long school = jdbc.sql("select min(organization_id) from campaign_school where campaign_id = ?")
                .param(campaign)
                .query(Long.class)
                .single();
        CampaignNode one = CampaignNode.start(folder.resolve("one.log"));
        CampaignNode two = CampaignNode.start(folder.resolve("two.log"));
        try {
            // while it opens the cases of a batch
            killInside(
                    one.ready(),
                    campaign,
                    "select from organization where id = " + school + " for update",
                    "insert into case_file");
            assertUntouched(campaign, school);
            // when the processes of the batch have been started and its letters are being written
            killInside(
                    two.ready(),
                    campaign,
                    "insert into mail (unique_key, message_id, kind, recipient, subject, body, next_attempt_at, queued_at)"
                            + " values ('campaign-school:" + campaign + ":" + school
                            + "', 'in-the-way', 'test', 'a@b.example', 'x', 'x', now(), now())",
                    "insert into mail");
            assertUntouched(campaign, school);
        } finally {
            one.kill();
            two.kill();
        }
        until(() -> {
            runner.run(campaign);
            return campaigns.find(campaign).orElseThrow().state() == Campaign.State.DONE;
        });

        assertThat(perSchool("select count(*) from case_file c where c.organization_id = s.organization_id", campaign))
                .isEqualTo(ones(SCHOOLS));
        assertThat(perSchool("""
                        select count(*) from public.act_ru_task t
                        join public.act_ru_execution e on e.id_ = t.proc_inst_id_
                        where e.business_key_ = s.case_id::text and t.task_def_key_ = 'Task_Register'""", campaign)).isEqualTo(ones(SCHOOLS));
        assertThat(perSchool(
                        "select count(*) from public.act_hi_procinst h where h.business_key_ = s.case_id::text",
                        campaign))
                .isEqualTo(ones(SCHOOLS));
        assertThat(perSchool("select count(*) from deadline d where d.case_id = s.case_id", campaign))
                .isEqualTo(ones(SCHOOLS));
        assertThat(perSchool("select count(*) from waiting_interval w where w.case_id = s.case_id", campaign))
                .isEqualTo(ones(SCHOOLS));
        assertThat(perSchool("""
                        select count(*) from mail m
                        where m.unique_key = 'campaign-school:' || s.campaign_id || ':' || s.organization_id
                            and s.way = 'SCHOOL'""", campaign).stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(SCHOOLS / 2);
        assertThat(jdbc.sql("select count(*), count(distinct recipient) from mail where unique_key like ?")
                        .param("campaign-%:" + campaign + ":%")
                        .query((row, n) -> List.of(row.getInt(1), row.getInt(2)))
                        .single())
                .as("letters and addressees: every other school, and the unit")
                .containsOnly(SCHOOLS / 2 + 1);
    }

    private long campaign() {
        StringBuilder csv = new StringBuilder(
                "moe_code,name,province,city,level,department,note,school_type,league_unit,former_names\n");
        for (int i = 0; i < SCHOOLS; i++) {
            csv.append("49640%05d".formatted(i))
                    .append(",贺兰山断电测试学院")
                    .append(i)
                    .append(",宁夏回族自治区,银川市,本科,宁夏回族自治区,民办,独立学院,宁夏回族自治区,\n");
        }
        registry.load(new StringReader(csv.toString()), "test");
        jdbc.sql("""
                        insert into contact (organization_id, version, contact_name, position, phone, mobile, email,
                            address, postcode, source, recorded_by, recorded_at, proved_at)
                        select id, 1, '林知行', '干事', '0951-63000001', '', 'killed-' || code || '@school.example',
                            '测试路1号', '750000', 'import', 'test', now(), now()
                        from organization where code like '49640%' and right(code, 1)::int % 2 = 0""").update();
        String user = people.of(STAFF);
        jdbc.sql("update public.act_id_user set email_ = 'ningxia@unit.example' where id_ = ?")
                .param(user)
                .update();
        return people.as(
                STAFF,
                () -> service.open(
                        viewers.of(user),
                        new Scope(UNIT, "独立学院", true),
                        "断电演练",
                        "",
                        UUID.randomUUID().toString()));
    }

    /** Stands in the way of a statement, lets the node run into it, and kills the node there. */
    private void killInside(CampaignNode node, long campaign, String obstacle, String statement)
            throws SQLException, IOException, InterruptedException {
        try (Connection connection = Postgres.asSuperuser().getConnection();
                Statement inTheWay = connection.createStatement()) {
            connection.setAutoCommit(false);
            inTheWay.execute("set search_path to tuanwei, public");
            inTheWay.execute(obstacle);
            node.run(campaign);
            JdbcClient superuser = JdbcClient.create(Postgres.asSuperuser());
            until(() -> superuser
                    .sql("select exists (select from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and query like ? || '%')")
                    .param(statement)
                    .query(Boolean.class)
                    .single());
            node.kill();
            connection.rollback();
        }
    }

    /** The batch that was in the killed node's hands has left nothing. */
    private void assertUntouched(long campaign, long school) throws InterruptedException {
        until(() -> jdbc.sql("select count(*) from campaign_school where campaign_id = ? and state = 'PLANNED'"
                        + " and organization_id = ? and not exists"
                        + " (select from case_file c where c.organization_id = campaign_school.organization_id)")
                .params(campaign, school)
                .query(Boolean.class)
                .single());
        assertThat(campaigns.planned(campaign)).isGreaterThanOrEqualTo(100);
    }

    private List<Integer> perSchool(String count, long campaign) {
        return jdbc.sql("select (" + count + ") from campaign_school s where s.campaign_id = ? order by 1")
                .param(campaign)
                .query(Integer.class)
                .list();
    }

    private static List<Integer> ones(int number) {
        return Collections.nCopies(number, 1);
    }

    private interface Condition {
        boolean holds();
    }

    private static void until(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            Thread.sleep(50);
        }
    }
}
