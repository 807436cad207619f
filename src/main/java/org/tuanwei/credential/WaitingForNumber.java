package org.tuanwei.credential;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The cases that wait for Tencent to enter a number, for the template and the count on the page. */
@Repository
class WaitingForNumber {

    private final JdbcClient jdbc;

    WaitingForNumber(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Receipt and name of each, with the two columns to fill in. */
    List<List<String>> lines() {
        return jdbc.sql("""
                        select c.receipt, o.name
                        from waiting_interval w
                        join case_file c on c.id = w.case_id
                        join organization o on o.id = c.organization_id
                        where w.to_at is null and w.task_key = :task
                        order by w.from_at, w.id
                        """)
                .param("task", CredentialProcess.ISSUE)
                .query((row, n) -> List.of(row.getString(1), row.getString(2), "", ""))
                .list();
    }

    int count() {
        return jdbc.sql("select count(*) from waiting_interval where to_at is null and task_key = :task")
                .param("task", CredentialProcess.ISSUE)
                .query(Integer.class)
                .single();
    }
}
