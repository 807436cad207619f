package org.tuanwei.existing;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.TaskNotes;

/** Says on the desk of a school that its registration asks about an account it seems to have already. */
@Component
class OfferNotes implements TaskNotes {

    private final JdbcClient jdbc;

    OfferNotes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, String> of(Collection<String> taskIds) {
        Map<String, String> notes = new HashMap<>();
        if (!taskIds.isEmpty()) {
            jdbc.sql("""
                            select d.task_id, f.qq_number from deadline d
                            join account_offer f on f.case_id = d.case_id and f.state = 'ASKED'
                            where d.task_id in (:tasks) and d.task_key = 'account-opening.Task_Register'""").param("tasks", taskIds).query(row -> {
                notes.put(row.getString(1), "腾讯名单显示已有账号 QQ " + row.getString(2) + "，请确认是不是本校的");
            });
        }
        return notes;
    }
}
