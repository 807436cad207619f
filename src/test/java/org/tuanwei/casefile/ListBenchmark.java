package org.tuanwei.casefile;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.tuanwei.opening.Openings;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.testing.Client;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Postgres;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.WholeRegistry;

/**
 * Prints what every list costs with the whole country's schools, a year of history, and a thousand, twenty thousand and
 * a hundred thousand open tasks, as the centre, a unit and a school see it, and Tasklist's filter page through the
 * engine's REST interface; it judges nothing. Needs the reference data beside the repository.
 */
@EngineTest
class ListBenchmark {

    private static final System.Logger LOG = System.getLogger("benchmark");
    private static final int WARM = 8;
    private static final int MEASURED = 15;
    private static final String API = "/camunda/api/engine/engine/default/";

    private static final List<String> LISTS = List.of(
            "/registry",
            "/registry?q=shtydx",
            "/cases",
            "/cases?q=上海",
            "/cases?sort=-organization&page=3",
            "/deadlines",
            "/deadlines?q=上海&sort=organization",
            "/mails",
            "/mails?q=上海&standing=SENT",
            "/urgings",
            "/cases/waiting",
            "/desk",
            "/api/v1/cases",
            "/api/v1/deadlines",
            "/api/v1/mails");

    @Autowired
    private RegistryImport registry;

    @Autowired
    private Organizations organizations;

    @Autowired
    private Openings openings;

    @Autowired
    private TestPeople people;

    @Autowired
    private MockMvc mvc;

    @LocalServerPort
    private int port;

    private final JdbcClient database = JdbcClient.create(Postgres.asSuperuser());

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void printsTheFigures() throws Exception {
        WholeRegistry.load(registry);
        List<Long> schools = database.sql(
                        "select id from tuanwei.organization where kind = 'SCHOOL' and status = 'ACTIVE' order by code")
                .query(Long.class)
                .list();
        open(schools.subList(0, 1_000));
        history();
        print();
        open(schools.subList(1_000, schools.size()));
        history();
        multiply(20_000);
        print();
        multiply(100_000);
        print();
    }

    private void open(List<Long> schools) {
        for (int from = 0; from < schools.size(); from += 100) {
            Map<Long, Organization> batch =
                    organizations.byIds(schools.subList(from, Math.min(from + 100, schools.size())));
            openings.ensure(List.copyOf(batch.values()), CaseFile.TENCENT_WEIBO, false);
        }
    }

    /** What a year leaves behind of each case: forty lines of its story, tasks done and their reminders, letters. */
    private void history() {
        run("""
                insert into case_event (case_id, at, kind, actor_id, actor_name, facts)
                select c.id, now() - n * interval '9 days', 'case.opened', '', '系统', '{}'
                from case_file c, generate_series(1, 40) n
                where (select count(*) from case_event e where e.case_id = c.id) < 40""");
        run("""
                insert into deadline (case_id, task_id, task_key, task_name, process_instance_id, unit_code,
                    organization_code, due_at, provenance, clause, party, estimated, state, entered_at, left_at)
                select c.id, 'past-' || c.id || '-' || n, 'account-opening.Task_Review', '审核登记资料', 'past',
                    c.unit_code, o.code, now() - n * interval '20 days', 'DEFAULT', 'A5', 'SUPERIOR', false, 'MET',
                    now() - (n + 1) * interval '20 days', now() - n * interval '20 days'
                from case_file c join organization o on o.id = c.organization_id, generate_series(1, 15) n
                on conflict do nothing""");
        run("""
                insert into reminder (deadline_id, rung, day_offset, addressee, light, way, due_at, next_try_at, state,
                    settled_at)
                select d.id, 'T-' || n, -n, 'OWNER', 'YELLOW', 'MAIL', d.due_at, d.due_at, 'SENT', d.due_at
                from deadline d, generate_series(1, 3) n where d.process_instance_id = 'past'
                on conflict do nothing""");
        run("""
                insert into waiting_interval (case_id, task_id, task_key, task_name, party, from_at, to_at, completed)
                select d.case_id, d.task_id, d.task_key, d.task_name, 'PROVINCE', d.entered_at, d.left_at, true
                from deadline d where d.process_instance_id = 'past'
                    and not exists (select from waiting_interval w where w.task_id = d.task_id)""");
        run("""
                insert into mail (unique_key, message_id, case_id, kind, recipient, subject, body, state,
                    next_attempt_at, queued_at, sent_at)
                select 'past-' || c.id || '-' || n, 'past-' || c.id || '-' || n, c.id, 'past',
                    'league' || c.id || '@school.example', '提醒：请办理微博登记', repeat('正文', 200), 'SENT',
                    now() - n * interval '20 days', now() - n * interval '20 days', now() - n * interval '20 days'
                from case_file c, generate_series(1, 18) n on conflict do nothing""");
        database.sql("vacuum analyze").update();
    }

    /** Copies of the tasks there are, in the engine and as deadlines, until so many are open. */
    private void multiply(int tasks) {
        run("""
                create temporary table copy on commit drop as
                select t.id_ as task, t.proc_inst_id_ as instance, '-' || n as mark
                from public.act_ru_task t, generate_series(1, :tasks / 2000 + 1) n
                where t.task_def_key_ = 'Task_Register' and length(t.id_) = 36
                    and not exists (select from public.act_ru_task x where x.id_ = t.id_ || '-' || n)
                limit :tasks - (select count(*) from public.act_ru_task);
                insert into public.act_ru_execution select (jsonb_populate_record(e, jsonb_build_object('id_',
                    e.id_ || mark, 'proc_inst_id_', e.proc_inst_id_ || mark, 'root_proc_inst_id_', e.proc_inst_id_ || mark,
                    'parent_id_', e.parent_id_ || mark))).*
                from copy join public.act_ru_execution e on e.proc_inst_id_ = instance
                order by e.parent_id_ nulls first;
                insert into public.act_ru_task select (jsonb_populate_record(t, jsonb_build_object('id_', t.id_ || mark,
                    'execution_id_', t.execution_id_ || mark, 'proc_inst_id_', t.proc_inst_id_ || mark))).*
                from copy join public.act_ru_task t on t.id_ = task;
                insert into public.act_ru_identitylink select (jsonb_populate_record(l, jsonb_build_object('id_',
                    l.id_ || mark, 'task_id_', l.task_id_ || mark))).*
                from copy join public.act_ru_identitylink l on l.task_id_ = task;
                insert into public.act_ru_authorization select (jsonb_populate_record(a, jsonb_build_object('id_',
                    a.id_ || mark, 'resource_id_', a.resource_id_ || mark))).*
                from copy join public.act_ru_authorization a on a.resource_id_ = task;
                insert into public.act_ru_variable select (jsonb_populate_record(v, jsonb_build_object('id_', v.id_ || mark,
                    'execution_id_', v.execution_id_ || mark, 'proc_inst_id_', v.proc_inst_id_ || mark,
                    'var_scope_', v.var_scope_ || mark))).*
                from copy join public.act_ru_variable v on v.proc_inst_id_ = instance;
                insert into deadline (case_id, task_id, task_key, task_name, process_instance_id, unit_code,
                    organization_code, due_at, provenance, clause, party, estimated, state, entered_at)
                select d.case_id, d.task_id || mark, d.task_key, d.task_name, d.process_instance_id || mark, d.unit_code,
                    d.organization_code, d.due_at, d.provenance, d.clause, d.party, d.estimated, 'OPEN', d.entered_at
                from copy join deadline d on d.task_id = task""".replace(":tasks", String.valueOf(tasks)));
        database.sql("vacuum analyze").update();
    }

    private void run(String sql) {
        database.sql("begin; set local search_path to tuanwei, public; set local synchronous_commit to off; " + sql
                        + "; commit")
                .update();
    }

    private void print() throws Exception {
        int open = database.sql("select count(*) from public.act_ru_task")
                .query(Integer.class)
                .single();
        String school = "school-4131010277";
        for (String group : List.of("centre-staff", "province-320000-staff", school)) {
            String who = people.of(group);
            Map<String, String> figures = new LinkedHashMap<>();
            for (String path : LISTS) {
                figures.put(path, time(() -> {
                    var answer =
                            mvc.perform(get(path).with(user(who))).andReturn().getResponse();
                    return answer.getContentAsByteArray().length * 1000 + answer.getStatus();
                }));
            }
            figures.forEach((path, figure) ->
                    LOG.log(System.Logger.Level.INFO, "{0} open tasks, {1}, {2}: {3}", open, group, path, figure));
        }
        for (String group : List.of("province-320000-staff", school)) {
            Client client = new Client(port).signIn(people.of(group), TestPeople.PASSWORD);
            client.get("/camunda/app/tasklist/default/");
            String filter = filter("待我单位办理");
            String list =
                    time(() -> client.json("POST", API + "filter/" + filter + "/list?firstResult=0&maxResults=15", "{}")
                            .statusCode());
            String count = time(() -> client.json("POST", API + "filter/" + filter + "/count", "{}")
                    .statusCode());
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} open tasks, {1}, Tasklist page {2}; count {3}",
                    open,
                    group,
                    list,
                    count);
        }
    }

    private String filter(String name) {
        return database.sql("select id_ from public.act_ru_filter where name_ = ?")
                .param(name)
                .query(String.class)
                .single();
    }

    private static String time(Callable<Integer> request) throws Exception {
        for (int i = 0; i < WARM; i++) {
            request.call();
        }
        double[] millis = new double[MEASURED];
        int answer = 0;
        for (int i = 0; i < MEASURED; i++) {
            long began = System.nanoTime();
            answer = request.call();
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        return String.format(
                Locale.ROOT,
                "%.0f ms (half of them), %.0f ms at most, answer %d",
                millis[MEASURED / 2],
                millis[MEASURED - 1],
                answer % 1000);
    }
}
