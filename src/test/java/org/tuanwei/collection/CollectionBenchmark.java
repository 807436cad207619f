package org.tuanwei.collection;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Postgres;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.WholeRegistry;

/**
 * Prints what the pages of a round cost with all schools of the country in it and half of them on Tencent's list; it
 * judges nothing. Needs the reference data beside the repository.
 */
@EngineTest
class CollectionBenchmark {

    private static final System.Logger LOG = System.getLogger("benchmark");
    private static final int WARM = 15;
    private static final int MEASURED = 15;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Autowired
    private RegistryImport registry;

    @Autowired
    private TestPeople people;

    @Autowired
    private MockMvc mvc;

    private final JdbcClient database = JdbcClient.create(Postgres.asSuperuser());

    @Test
    void printsTheFigures() throws Exception {
        WholeRegistry.load(registry);
        long round = database.sql("""
                        insert into tuanwei.collection_round (title, opened_by, opener_code, school_due_on, unit_due_on,
                            opened_at)
                        values ('全国轮次', 't', 'CN', '2026-12-14', '2026-12-15', now()) returning id""").query(Long.class).single();
        fill(round);
        long largest = database.sql("""
                        select u.id from tuanwei.collection_unit u where u.round_id = ?
                        order by (select count(*) from tuanwei.collection_row r where r.collection_id = u.id) desc limit 1""").param(round).query(Long.class).single();
        for (String path : List.of(
                "/collections",
                "/collections/" + round,
                "/collections/" + round + "/reconciliation",
                "/collections/units/" + largest,
                "/collections/units/" + largest + "?q=没有这样的学校",
                "/collections/units/" + largest + "/reconciliation")) {
            print(path, people.of("centre-staff"));
        }
    }

    /** Three in five have filled in; every second school is on Tencent's list, one in ten of those without its code. */
    private void fill(long round) {
        database.sql("""
                begin; set local search_path to tuanwei, public;
                insert into collection_unit (round_id, unit_code, state, school_due_on, unit_due_on)
                    select %1$d, o.code, 'COLLECTING', '2026-12-14', '2026-12-15' from organization o where o.kind = 'UNIT';
                insert into collection_row (collection_id, organization_id, unit_code, school_code, state, current_version,
                        filled_at)
                    select u.id, o.id, o.unit_code, o.code, case when o.id %% 5 < 3 then 'FILLED' else 'MISSING' end,
                        case when o.id %% 5 < 3 then 1 end, case when o.id %% 5 < 3 then now() end
                    from organization o join collection_unit u on u.unit_code = o.unit_code and u.round_id = %1$d
                    where o.kind = 'SCHOOL' and o.status = 'ACTIVE';
                insert into collection_row_version (row_id, version, school_type, contact_name, position, phone, mobile,
                        email, source, channel, adopted, recorded_by, recorded_at)
                    select r.id, 1, '普通高校', '林溪', '团委书记', '021-55500001', '199' || lpad(r.id::text, 8, '0'),
                        'league' || r.id || '@school.example', 'UNIT', 'FILE', true, 't', now()
                    from collection_row r join collection_unit u on u.id = r.collection_id
                    where u.round_id = %1$d and r.state = 'FILLED';
                insert into partner_account_list (file_name, sha256, state, uploaded_by, uploaded_at)
                    values ('账号清单.xlsx', 'b', 'CURRENT', 't', now());
                insert into partner_account (list_id, line, school_code, name, qq_number, url)
                    select max(l.id), row_number() over (order by o.code),
                        case when o.id %% 20 = 0 then '' else o.code end, o.name, (28990000000 + o.id)::text, ''
                    from organization o, partner_account_list l
                    where o.kind = 'SCHOOL' and o.id %% 2 = 0 group by o.id;
                commit; vacuum analyze""".formatted(round)).update();
    }

    private void print(String path, String who) throws Exception {
        for (int i = 0; i < WARM; i++) {
            request(path, who);
        }
        double[] clock = new double[MEASURED];
        double[] computing = new double[MEASURED];
        int length = 0;
        for (int i = 0; i < MEASURED; i++) {
            long began = System.nanoTime();
            long cpu = THREADS.getCurrentThreadCpuTime();
            length = request(path, who);
            computing[i] = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6;
            clock[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(clock);
        Arrays.sort(computing);
        LOG.log(
                System.Logger.Level.INFO,
                String.format(
                        Locale.ROOT,
                        "%s: computing of the application %.0f ms, clock %.0f ms (half of %d requests), %d KB",
                        path,
                        computing[MEASURED / 2],
                        clock[MEASURED / 2],
                        MEASURED,
                        length / 1024));
    }

    private int request(String path, String who) throws Exception {
        var answer = mvc.perform(get(path).with(user(who))).andReturn().getResponse();
        if (answer.getStatus() != 200) {
            throw new IllegalStateException(path + " answered " + answer.getStatus());
        }
        return answer.getContentAsByteArray().length;
    }
}
