package org.tuanwei.demo;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.YearMonth;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.microspace.MicrospaceService;

/**
 * Three months of 微空间 that the demo's units have behind them, a few of them late or unreported, as if the accounts were
 * older than the demo makes them; from the next month on the system asks itself.
 */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoMicrospaces {

    private static final String LISTS = """
            insert into microspace_list (unit_code, month, opened_at, closes_at, filed_at, filed_by, unreported_at)
            select code, month, opened, closes,
                   case when luck < 85 then greatest(opened, least(cast(:now as timestamptz),
                       opened + (1 + mod(luck, 12)) * interval '1 day' + interval '10 hours')) end,
                   case when luck < 85 then short_name || '学校部专人' end,
                   case when luck >= 85 then closes end
            from (select o.code, coalesce(o.short_name, o.name) as short_name, m.month,
                         mod(abs(hashtext(o.code || cast(m.month as date))), 100) as luck,
                         (m.month + interval '1 month') at time zone 'Asia/Shanghai' as opened,
                         (m.month + interval '2 months') at time zone 'Asia/Shanghai' as closes
                  from case_file f join organization o on o.id = f.organization_id
                      cross join (values (cast(:last as date)), (cast(:last as date) - interval '1 month'),
                          (cast(:last as date) - interval '2 months')) m (month)
                  where f.state = 'OPEN' and f.level = 'UNIT') asked
            where luck < 85 or closes < cast(:now as timestamptz)""";

    private static final String ANSWERS = """
            insert into microspace_answer (list_id, item, done, note, link)
            select id, item, done, case when done then '' else '栏目正在调整，下个月补上' end,
                   case when done then 'http://t.qq.com/league' || unit_code || '/space' else '' end
            from (select l.id, l.unit_code, i.item,
                         i.item = 'UPDATED' or mod(abs(hashtext(l.unit_code || l.month || i.item)), 100) < 80 as done
                  from microspace_list l
                      cross join (values ('UPDATED'), ('BOARDS'), ('NOTICES'), ('SCHOOLS')) i (item)
                  where l.filed_at is not null) told""";

    private static final String DEADLINES = """
            insert into deadline (task_id, task_key, task_name, process_instance_id, unit_code, organization_code, due_at, estimated,
                provenance, clause, party, state, entered_at, left_at, counted_due_at, counted_clause)
            select 'demo-microspace-' || id, 'microspace-checklist.Task_Fill', '填写微空间清单', 'demo-microspace-' || id,
                   unit_code, unit_code, opened_at + interval '8 days', false, 'DEFAULT', 'F2', 'OWNER',
                   case when filed_at is null then 'CANCELLED' when filed_at < opened_at + interval '8 days' then 'MET'
                        else 'LATE' end,
                   opened_at, coalesce(filed_at, unreported_at), opened_at + interval '8 days', 'F2'
            from microspace_list""";

    private final MicrospaceService service;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoMicrospaces(MicrospaceService service, JdbcClient jdbc, Clock clock) {
        this.service = service;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Once; a database that has lists is left as it is. */
    @Transactional
    public void provide() {
        if (jdbc.sql("select exists (select 1 from microspace_list)")
                .query(Boolean.class)
                .single()) {
            return;
        }
        YearMonth last = YearMonth.now(clock).minusMonths(1);
        jdbc.sql(LISTS)
                .param("last", Date.valueOf(last.atDay(1)))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        jdbc.sql(ANSWERS).update();
        jdbc.sql(DEADLINES).update();
        service.openDue();
    }
}
