package org.tuanwei.urging;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.TaskNotes;
import org.tuanwei.engine.FormContext;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.web.Formats;

/** Lets the urged see that he was urged, when and in which words: on his desk and on top of the form. */
@Component
class UrgingNotes implements TaskNotes, FormContext {

    private final JdbcClient jdbc;
    private final Formats formats;

    UrgingNotes(JdbcClient jdbc, Formats formats) {
        this.jdbc = jdbc;
        this.formats = formats;
    }

    @Override
    public Map<String, String> of(Collection<String> taskIds) {
        Map<String, String> notes = new HashMap<>();
        if (!taskIds.isEmpty()) {
            jdbc.sql("""
                            select distinct on (t.task_id) t.task_id, u.urged_at, u.text,
                                   count(*) over (partition by t.task_id)
                            from urging_task t join urging u on u.id = t.urging_id
                            where t.task_id in (:tasks) order by t.task_id, u.id desc
                            """)
                    .param("tasks", taskIds)
                    .query((row, n) -> notes.put(
                            row.getString(1),
                            (row.getInt(4) > 1 ? "第 " + row.getInt(4) + " 次催办 " : "上级催办 ")
                                    + formats.minute(row.getTimestamp(2).toInstant()) + "：" + row.getString(3)))
                    .list();
        }
        return notes;
    }

    @Override
    public Map<String, Object> of(HumanTask task) {
        String note = of(List.of(task.taskId())).get(task.taskId());
        return note == null ? Map.of() : Map.of("urgedText", Markdown.escape(note));
    }
}
