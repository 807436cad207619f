package org.tuanwei.opening;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.TestPeople;

/** Walks one case in a test: who does what at which task, and what the case looks like then. */
final class Case {

    private final long id;
    private final CaseFiles files;
    private final Workflow workflow;
    private final TestPeople people;
    private final Jobs jobs;
    private final HistoryService history;
    private final JdbcClient jdbc;

    Case(
            long id,
            CaseFiles files,
            Workflow workflow,
            TestPeople people,
            Jobs jobs,
            HistoryService history,
            JdbcClient jdbc) {
        this.id = id;
        this.files = files;
        this.workflow = workflow;
        this.people = people;
        this.jobs = jobs;
        this.history = history;
        this.jdbc = jdbc;
    }

    static ContactDetails contact(String email) {
        return new ContactDetails("王测试", "团委书记", "55500001", "19900000001", email, "上海市杨浦区测试路399号", "200438");
    }

    static RegistrationEntry entry(String email) {
        return new RegistrationEntry(contact(email), false, null, null);
    }

    static Map<String, Object> registerValues(String email) {
        return entry(email).asForm();
    }

    long id() {
        return id;
    }

    CaseFile file() {
        return files.get(id);
    }

    HumanTask task(String key) {
        return workflow.openTasks(id).stream()
                .filter(task -> task.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not open, but " + open()));
    }

    List<String> open() {
        return workflow.openTasks(id).stream().map(HumanTask::key).toList();
    }

    /** Somebody of this group does the task, and the jobs that become due run. */
    Case does(String group, String key, Map<String, Object> values) {
        people.run(group, () -> workflow.complete(task(key).taskId(), new HashMap<>(values)));
        jobs.runDue(id);
        return this;
    }

    Case runsJobs() {
        jobs.runDue(id);
        return this;
    }

    List<String> story() {
        return jdbc.sql("select kind from case_event where case_id = ? order by id")
                .param(id)
                .query(String.class)
                .list();
    }

    List<String> marked() {
        return jdbc.sql("select kind from case_event where case_id = ? and on_behalf is not null order by id")
                .param(id)
                .query(String.class)
                .list();
    }

    /** Kinds of the letters in the order they were written. */
    List<String> letters() {
        return jdbc.sql("select kind from mail where case_id = ? order by id")
                .param(id)
                .query(String.class)
                .list();
    }

    /** Ends of all processes of the case that were reached. */
    List<String> ends() {
        return history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(Long.toString(id))
                .list()
                .stream()
                .flatMap(instance ->
                        history
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(instance.getId())
                                .list()
                                .stream())
                .map(HistoricActivityInstance::getActivityId)
                .filter(activity -> activity.startsWith("EndEvent_"))
                .toList();
    }

    boolean running() {
        return history.createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(Long.toString(id))
                        .unfinished()
                        .count()
                > 0;
    }
}
