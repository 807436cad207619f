package org.tuanwei.activitycounts;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activitycounts.CountedAccounts.Account;
import org.tuanwei.organization.Organizations;

/** Asks units and schools of whom nothing is known for their week's report, and takes the question back (F4). */
@Service
@Transactional
public class ReportRequests {

    private final CountedAccounts accounts;
    private final ReportProcess process;
    private final Organizations organizations;
    private final Closing closing;
    private final JdbcClient jdbc;
    private final Clock clock;

    ReportRequests(
            CountedAccounts accounts,
            ReportProcess process,
            Organizations organizations,
            Closing closing,
            JdbcClient jdbc,
            Clock clock) {
        this.accounts = accounts;
        this.process = process;
        this.organizations = organizations;
        this.closing = closing;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One task for each unit and school without any count; asked once a week, however often this is called. @return how many */
    public int ask(String unitCode, Week week) {
        List<Account> silent = accounts.silent(unitCode, week).stream()
                .filter(account -> note(account, week))
                .toList();
        silent.forEach(account -> process.start(organizations.get(account.organizationId()), week));
        return silent.size();
    }

    private boolean note(Account account, Week week) {
        return jdbc.sql("insert into activity_ask (organization_id, week, unit_code, due_on, asked_at)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing")
                        .params(
                                account.organizationId(),
                                Date.valueOf(week.monday()),
                                account.unitCode(),
                                Date.valueOf(closing.day(account.unitCode(), week)),
                                Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /** The time is over: whoever has not answered is asked no longer. */
    public void close(String unitCode, Week week) {
        jdbc.sql("select organization_id from activity_ask where unit_code = ? and week = ? and closed_at is null"
                        + " order by organization_id")
                .params(unitCode, Date.valueOf(week.monday()))
                .query(Long.class)
                .list()
                .forEach(organization -> close(organization, week));
    }

    /** Somebody stronger has said it: the organisation need not. */
    public void close(long organizationId, Week week) {
        answered(organizationId, week).ifPresent(unitCode -> process.closed(organizationId, week, unitCode));
    }

    /** @return the unit of the question that was open */
    Optional<String> answered(long organizationId, Week week) {
        return jdbc.sql("update activity_ask set closed_at = ? where organization_id = ? and week = ?"
                        + " and closed_at is null returning unit_code")
                .params(Timestamp.from(clock.instant()), organizationId, Date.valueOf(week.monday()))
                .query(String.class)
                .optional();
    }
}
