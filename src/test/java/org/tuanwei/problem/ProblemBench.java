package org.tuanwei.problem;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.CaseRouting;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.demo.DemoRegistry;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** A case of a school with the real services, to raise problems about; a platform of its own for each. */
final class ProblemBench {

    static final String SCHOOL = "4131010277";

    private static final AtomicInteger COUNT = new AtomicInteger();

    final CaseFile file;
    final String schoolGroup;
    final TestPeople people;
    final Workflow workflow;
    final Problems problems;
    final ProblemThreads threads;

    private final ApplicationContext context;

    ProblemBench(ApplicationContext context) {
        this(context, SCHOOL);
    }

    ProblemBench(ApplicationContext context, String schoolCode) {
        this.context = context;
        context.getBean(RegistryImport.class).load(DemoRegistry.small(), "test");
        Organization school = context.getBean(Organizations.class).require(schoolCode);
        schoolGroup = context.getBean(Organizations.class).ownerGroup(school);
        people = context.getBean(TestPeople.class);
        workflow = context.getBean(Workflow.class);
        problems = context.getBean(Problems.class);
        threads = context.getBean(ProblemThreads.class);
        int number = COUNT.incrementAndGet();
        context.getBean(Contacts.class)
                .record(school.id(), details("wrong" + number + "@school.example"), "registration");
        file = context.getBean(CaseFiles.class)
                .open(school, "PROBLEM-" + number)
                .caseFile();
    }

    static ContactDetails details(String email) {
        return new ContactDetails("李晓梅", "团委书记", "55500002", "19900000002", email, "上海市杨浦区长海路399号校团委办公室", "200438");
    }

    /** As another process opens it. */
    void opened(ProblemKind kind, String text, String initiatorGroup) {
        Map<String, Object> facts = context.getBean(CaseRouting.class).of(file);
        facts.put("initiatorGroup", initiatorGroup);
        facts.put("problemKind", kind.name());
        facts.put("problemText", text);
        workflow.startByMessage("partner-problem.opened", file.id(), file.unitCode(), facts);
    }

    /** As somebody raises it on the case page. */
    Problem raised(String group, ProblemKind kind, String text) {
        return people.as(group, () -> context.getBean(ProblemService.class).raise(file.id(), kind.name(), text));
    }

    List<HumanTask> open() {
        return workflow.openTasks(file.id());
    }

    HumanTask task(String key) {
        return open().stream()
                .filter(task -> task.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    void complete(String group, String key, Map<String, Object> values) {
        String taskId = task(key).taskId();
        people.run(group, () -> workflow.complete(taskId, new HashMap<>(values)));
    }

    /** Completes and lets the result reach whoever asked. */
    void answered(String group, String key, Map<String, Object> values) {
        complete(group, key, values);
        context.getBean(Jobs.class).runDue(file.id());
    }

    Map<String, Object> corrected(String email) {
        ContactDetails details = details(email);
        Map<String, Object> values = new HashMap<>();
        values.put("contactName", details.contactName());
        values.put("mobile", String.valueOf(details.mobile()));
        values.put("email", details.email());
        values.put("address", details.address());
        return values;
    }

    Problem only() {
        List<Problem> all = problems.ofCase(file.id());
        if (all.size() != 1) {
            throw new IllegalStateException(all.size() + " problems");
        }
        return all.get(0);
    }

    List<ProblemEntry.What> thread() {
        return threads.of(only().id()).stream().map(ProblemEntry::what).toList();
    }

    /** The end events that instances of this case have reached, in time. */
    List<String> ends() {
        return context
                .getBean(HistoryService.class)
                .createHistoricActivityInstanceQuery()
                .activityType("noneEndEvent")
                .orderByHistoricActivityInstanceEndTime()
                .asc()
                .list()
                .stream()
                .filter(end -> isOfThisCase(end))
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }

    /** All end events reached, those of sub-processes included. */
    List<String> allEnds() {
        return context
                .getBean(HistoryService.class)
                .createHistoricActivityInstanceQuery()
                .orderByHistoricActivityInstanceEndTime()
                .asc()
                .list()
                .stream()
                .filter(end -> end.getActivityId().startsWith("EndEvent_") && isOfThisCase(end))
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }

    List<String> keys() {
        return open().stream().map(HumanTask::key).toList();
    }

    /** Goes on to the moment of the case's next timer, and lets it and what follows run. */
    Instant toNextTimer() {
        Jobs jobs = context.getBean(Jobs.class);
        Instant next = jobs.nextTimer(Long.toString(file.id()));
        context.getBean(MovableClock.class).set(next.plusSeconds(1));
        jobs.runDue(file.id());
        return next;
    }

    List<String> story() {
        return context.getBean(JdbcClient.class)
                .sql("select kind from case_event where case_id = ? order by id")
                .param(file.id())
                .query(String.class)
                .list();
    }

    List<String> mailsTo(String recipient) {
        return context.getBean(JdbcClient.class)
                .sql("select subject from mail where case_id = ? and recipient = ? and kind = 'problem' order by id")
                .params(file.id(), recipient)
                .query(String.class)
                .list();
    }

    private boolean isOfThisCase(HistoricActivityInstance end) {
        var instance = context.getBean(HistoryService.class)
                .createHistoricProcessInstanceQuery()
                .processInstanceId(end.getProcessInstanceId())
                .singleResult();
        return instance != null && Long.toString(file.id()).equals(instance.getBusinessKey());
    }
}
