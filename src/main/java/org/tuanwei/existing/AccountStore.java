package org.tuanwei.existing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.contacttable.Account;

/** Tencent's lists of accounts: one is current, an uploaded one waits until it is confirmed. */
@Repository
class AccountStore {

    /** A line of a list. @param choice code of the school somebody has chosen, SKIP, or empty */
    record Line(int number, Account account, String choice) {}

    /** Instead of a school: the line is not to be used. */
    static final String SKIP = "SKIP";

    private static final String SELECT = """
            select l.id, l.file_name, l.state, l.uploaded_by, l.uploaded_at,
                (select count(*) from partner_account a where a.list_id = l.id) as lines
            from partner_account_list l""";

    private final JdbcClient jdbc;
    private final Clock clock;

    AccountStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional
    long add(String fileName, String sha256, List<Account> accounts, String by) {
        long id = jdbc.sql("""
                        insert into partner_account_list (file_name, sha256, uploaded_by, uploaded_at)
                        values (?, ?, ?, ?) returning id""")
                .params(fileName, sha256, by, Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        int line = 0;
        for (Account account : accounts) {
            jdbc.sql("""
                            insert into partner_account (list_id, line, school_code, name, qq_number, url)
                            values (?, ?, ?, ?, ?, ?)""")
                    .params(id, ++line, account.code(), account.school(), account.qqNumber(), account.address())
                    .update();
        }
        return id;
    }

    Optional<AccountList> find(long id) {
        return jdbc.sql(SELECT + " where l.id = ?")
                .param(id)
                .query(AccountStore::map)
                .optional();
    }

    Optional<AccountList> current() {
        return jdbc.sql(SELECT + " where l.state = 'CURRENT'")
                .query(AccountStore::map)
                .optional();
    }

    List<Line> lines(long listId) {
        return jdbc.sql("select line, school_code, name, qq_number, url, choice from partner_account"
                        + " where list_id = ? order by line")
                .param(listId)
                .query((row, n) -> new Line(
                        row.getInt("line"),
                        new Account(
                                row.getString("school_code"),
                                row.getString("name"),
                                row.getString("qq_number"),
                                row.getString("url")),
                        row.getString("choice")))
                .list();
    }

    void choose(long listId, int line, String choice) {
        jdbc.sql("update partner_account set choice = ? where list_id = ? and line = ?")
                .params(choice, listId, line)
                .update();
    }

    /** It takes the place of the one before. @return false when it was confirmed or put away already */
    @Transactional
    boolean confirm(long id) {
        // two people confirming at once queue here
        jdbc.sql("select id from partner_account_list where state in ('CURRENT', 'PREVIEW') order by id for update")
                .query(Long.class)
                .list();
        boolean waits = find(id).filter(AccountList::waits).isPresent();
        if (waits) {
            jdbc.sql("update partner_account_list set state = 'REPLACED' where state = 'CURRENT'")
                    .update();
            jdbc.sql("update partner_account_list set state = 'CURRENT' where id = ?")
                    .param(id)
                    .update();
        }
        return waits;
    }

    void discard(long id) {
        jdbc.sql("update partner_account_list set state = 'DISCARDED' where id = ? and state = 'PREVIEW'")
                .param(id)
                .update();
    }

    /** The current list whose units nobody has written to yet. */
    Optional<AccountList> untold() {
        return jdbc.sql(SELECT + " where l.state = 'CURRENT' and l.told_at is null")
                .query(AccountStore::map)
                .optional();
    }

    void told(long id) {
        jdbc.sql("update partner_account_list set told_at = ? where id = ?")
                .params(Timestamp.from(clock.instant()), id)
                .update();
    }

    private static AccountList map(ResultSet row, int n) throws SQLException {
        return new AccountList(
                row.getLong("id"),
                row.getString("file_name"),
                AccountList.State.valueOf(row.getString("state")),
                row.getString("uploaded_by"),
                row.getTimestamp("uploaded_at").toInstant(),
                row.getInt("lines"));
    }
}
