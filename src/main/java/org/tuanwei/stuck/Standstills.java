package org.tuanwei.stuck;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.Party;
import org.tuanwei.web.Formats;

/** The standstills that are shown, and how they differ from the causes there are. */
@Component
class Standstills {

    /** One that is shown. */
    record Shown(long id, String incidentId) {}

    /**
     * All causes at {@code :now}. A parked case stands still on purpose: nothing of it is a cause. A letter counts as
     * come back until a later one of its kind has gone out.
     */
    private static final String CAUSES = """
            with waits as (
                select d.task_id, d.task_key, d.task_name, d.case_id, d.process_instance_id, d.organization_code,
                       d.unit_code, d.due_at, t.execution_id_ as execution_id, coalesce(o.name, '') as organization_name,
                       case d.party when 'OWNER' then case when o.kind = 'UNIT' then 'PROVINCE' else 'SCHOOL' end
                                    when 'SUPERIOR' then case when o.kind = 'UNIT' then 'CENTRE' else 'PROVINCE' end
                                    else d.party end as party
                from deadline d
                join public.act_ru_task t on t.id_ = d.task_id
                left join organization o on o.code = d.organization_code
                where d.state = 'OPEN'
                  and not exists (select 1 from case_parking k
                      where k.case_id = d.case_id and k.ended_at is null and k.until_at > :now)),
            cause as (
                select 'OVERDUE' as kind, w.due_at as since, w.* from waits w where w.due_at <= :now
                union all
                select 'BOUNCED', back.since, w.* from waits w
                join lateral (select max(m.refused_at) as since from mail m
                    where m.case_id = w.case_id and m.state in ('REFUSED', 'BOUNCED', 'WITHHELD')
                      and not exists (select 1 from mail n
                          where n.case_id = m.case_id and n.kind = m.kind and n.id > m.id
                            and n.state in ('QUEUED', 'SENT'))) back on back.since is not null
                where w.task_key in ('credential-delivery.Task_CorrectAddress', 'account-opening.Task_VerifyAddress')
                union all
                select case when w.task_key = 'partner-problem.Task_PartnerHandle' then 'PARTNER_SILENT'
                            else 'NO_RESPONSE' end, silence.since, w.*
                from waits w
                join public.act_ru_variable v on v.proc_inst_id_ = w.process_instance_id and v.name_ = 'problemId'
                join problem p on p.id = v.long_ and p.state = 'OPEN'
                join lateral (select min(e.at) as since from problem_entry e
                    where e.problem_id = p.id and e.at >= p.handling_since
                      and e.what = case when w.task_key = 'partner-problem.Task_PartnerHandle' then 'PARTNER_SILENT'
                                        else 'OWNER_SILENT' end) silence on silence.since is not null
                where w.task_key in ('partner-problem.Task_PartnerHandle', 'partner-problem.Task_SchoolCorrect')
                union all
                select 'NO_RESPONSE', p.opened_at, w.* from waits w
                join problem p on p.case_id = w.case_id and p.kind = 'NO_RESPONSE' and p.state <> 'CLOSED'
                where w.task_key = 'credential-delivery.Task_AwaitPickUp')
            """;

    private static final String SAME = "s.task_id = c.task_id and s.kind = c.kind and s.since = c.since";

    private final JdbcClient jdbc;
    private final Formats formats;

    Standstills(JdbcClient jdbc, Formats formats) {
        this.jdbc = jdbc;
        this.formats = formats;
    }

    /** Causes that are not shown yet, the oldest first; without those passed over. */
    List<Cause> missing(Instant now, Collection<String> passedOver, int most) {
        return jdbc.sql(CAUSES + "select c.* from cause c where not exists (select 1 from standstill s where " + SAME
                        + " and s.resolved_at is null) and c.kind || ':' || c.task_id <> all(:passedOver)"
                        + " order by c.since, c.task_id, c.kind limit :most")
                .param("now", Timestamp.from(now))
                .param("passedOver", passedOver.toArray(String[]::new))
                .param("most", most)
                .query(Standstills::cause)
                .list();
    }

    /** What is shown without a cause any more, or whose incident is no longer there. */
    List<Shown> over(Instant now, int most) {
        return jdbc.sql(CAUSES + "select s.id, s.incident_id from standstill s where s.resolved_at is null"
                        + " and (not exists (select 1 from cause c where " + SAME + ")"
                        + " or not exists (select 1 from public.act_ru_incident i where i.id_ = s.incident_id))"
                        + " order by s.id limit :most")
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query((row, n) -> new Shown(row.getLong(1), row.getString(2)))
                .list();
    }

    /** What is shown of a task. */
    List<Shown> ofTask(String taskId) {
        return jdbc.sql("select id, incident_id from standstill where task_id = ? and resolved_at is null")
                .param(taskId)
                .query((row, n) -> new Shown(row.getLong(1), row.getString(2)))
                .list();
    }

    void add(Cause cause, String incidentId, Instant now) {
        jdbc.sql("""
                        insert into standstill (kind, task_id, task_key, task_name, case_id, process_instance_id,
                            organization_code, unit_code, party, since, message, incident_id, opened_at)
                        values (:kind, :task, :key, :name, :case, :instance, :organization, :unit, :party, :since,
                            :message, :incident, :now)""")
                .param("kind", cause.kind().name())
                .param("task", cause.taskId())
                .param("key", cause.taskKey())
                .param("name", cause.taskName())
                .param("case", cause.caseId())
                .param("instance", cause.processInstanceId())
                .param("organization", cause.organizationCode())
                .param("unit", cause.unitCode())
                .param("party", cause.party().name())
                .param("since", Timestamp.from(cause.since()))
                .param("message", cause.sentence(formats))
                .param("incident", incidentId)
                .param("now", Timestamp.from(now))
                .update();
    }

    void resolve(Collection<Shown> shown, Instant now) {
        jdbc.sql("update standstill set resolved_at = :now where id = any(:ids) and resolved_at is null")
                .param("now", Timestamp.from(now))
                .param("ids", shown.stream().map(Shown::id).toArray(Long[]::new))
                .update();
    }

    private static Cause cause(ResultSet row, int n) throws SQLException {
        return new Cause(
                StuckKind.valueOf(row.getString("kind")),
                row.getString("task_id"),
                row.getString("task_key"),
                row.getString("task_name"),
                row.getObject("case_id", Long.class),
                row.getString("process_instance_id"),
                row.getString("execution_id"),
                row.getString("organization_code"),
                row.getString("organization_name"),
                row.getString("unit_code"),
                Party.valueOf(row.getString("party")),
                row.getTimestamp("since").toInstant());
    }
}
