package org.tuanwei.operation;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.FailedJobs;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.Directory;
import org.tuanwei.web.Formats;

/**
 * Writes to operations what has stood longer than it may: one letter for all that is new, and each incident in one
 * letter only, whichever node finds it. A dead job without an incident counts like one that has it.
 */
@Service
public class Alarms {

    private static final Logger log = LoggerFactory.getLogger(Alarms.class);

    private static final int MOST = 1000;
    private static final int MOST_LINES = 20;
    private static final Map<String, String> LABELS = Map.of(
            "overdue", "逾期",
            "bounced", "退信",
            "partnerSilent", "腾讯没有答复",
            "noResponse", "单位没有回应");

    private record Standing(String id, String type, String jobId, Instant since) {}

    private final JdbcClient jdbc;
    private final FailedWork failedWork;
    private final Directory directory;
    private final Outbox outbox;
    private final MailLinks links;
    private final OperationProperties properties;
    private final Formats formats;
    private final Clock clock;

    Alarms(
            JdbcClient jdbc,
            FailedWork failedWork,
            Directory directory,
            Outbox outbox,
            MailLinks links,
            OperationProperties properties,
            Formats formats,
            Clock clock) {
        this.jdbc = jdbc;
        this.failedWork = failedWork;
        this.directory = directory;
        this.outbox = outbox;
        this.links = links;
        this.properties = properties;
        this.formats = formats;
        this.clock = clock;
    }

    /** @return how many incidents were written of */
    @Transactional
    public int sweep() {
        Instant now = clock.instant();
        List<Standing> fresh = new ArrayList<>();
        for (Standing standing : standing(now)) {
            // the other node waits here for our commit, and then finds the incident taken
            if (jdbc.sql("insert into incident_alarm (incident_id, type, since, alarmed_at) values (?, ?, ?, ?)"
                                    + " on conflict (incident_id) do nothing")
                            .params(
                                    standing.id(),
                                    standing.type(),
                                    Timestamp.from(standing.since()),
                                    Timestamp.from(now))
                            .update()
                    > 0) {
                fresh.add(standing);
            }
        }
        if (!fresh.isEmpty()) {
            write(fresh);
        }
        return fresh.size();
    }

    private List<Standing> standing(Instant now) {
        return jdbc
                .sql("""
                        select s.id, s.type, s.job, s.since from (
                            select i.id_ as id, i.incident_type_ as type, coalesce(i.configuration_, '') as job,
                                   i.incident_timestamp_::timestamptz as since
                            from public.act_ru_incident i where i.cause_incident_id_ = i.id_
                            union all
                            select j.id_, 'failedJob', j.id_, coalesce(j.create_time_::timestamptz, cast(:technical as timestamptz))
                            from public.act_ru_job j
                            where j.retries_ = 0 and not exists (select 1 from public.act_ru_incident i
                                where i.configuration_ = j.id_)) s
                        where s.since <= case when s.type = 'failedJob' then cast(:technical as timestamptz)
                                              else cast(:human as timestamptz) end
                          and not exists (select 1 from incident_alarm a where a.incident_id = s.id)
                        order by s.id limit :most""")
                .param("technical", Timestamp.from(now.minus(properties.failedJobAfter())))
                .param("human", Timestamp.from(now.minus(properties.standstillAfter())))
                .param("most", MOST)
                .query((row, n) -> new Standing(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()))
                .list()
                .stream()
                .sorted(Comparator.comparing(Standing::since))
                .toList();
    }

    private void write(List<Standing> fresh) {
        List<String> addresses = directory.mailsOf(Groups.OPERATIONS);
        if (addresses.isEmpty()) {
            log.warn("{} incidents stand too long, and nobody of operations has a mail address", fresh.size());
        }
        String first = fresh.get(0).id();
        int number = 0;
        for (String address : addresses) {
            outbox.enqueue(new MailRequest(
                    "incident-alarm:" + first + ":" + ++number,
                    null,
                    "incident-alarm",
                    address,
                    "系统告警：" + fresh.size() + " 项异常超过规定时间没有了结",
                    body(fresh)));
        }
    }

    private String body(List<Standing> fresh) {
        StringBuilder body = new StringBuilder("下列异常超过规定时间没有了结，每项只告警一次。\n");
        List<Standing> technical = fresh.stream()
                .filter(one -> one.type().equals(FailedJobs.INCIDENT))
                .toList();
        if (!technical.isEmpty()) {
            body.append("\n失败的作业 ").append(technical.size()).append(" 项：\n");
            technical.stream().limit(MOST_LINES).forEach(one -> body.append("  自 ")
                    .append(formats.minute(one.since()))
                    .append("　")
                    .append(failedWork.line(one.jobId()))
                    .append('\n'));
            if (technical.size() > MOST_LINES) {
                body.append("  其余见运维页面。\n");
            }
            body.append("查看原因并重试：").append(links.to("/operations")).append('\n');
        }
        Map<String, Integer> human = new TreeMap<>();
        fresh.stream()
                .filter(one -> !one.type().equals(FailedJobs.INCIDENT))
                .forEach(one -> human.merge(LABELS.getOrDefault(one.type(), one.type()), 1, Integer::sum));
        if (!human.isEmpty()) {
            body.append("\n滞留案件：\n");
            human.forEach((label, count) ->
                    body.append("  ").append(label).append("　").append(count).append(" 项\n"));
            body.append("在流程监控中查看：")
                    .append(links.to("/camunda/app/cockpit/default/#/stuck"))
                    .append('\n');
        }
        return body.toString();
    }
}
