package org.tuanwei.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.FailedJobs;
import org.tuanwei.engine.FailedJobs.Failed;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotVisible;

/** The failed steps sorted by kind – the same step of the same process for the same reason – and their retry. */
@Service
@Transactional
class FailedWork {

    /** One failed step. @param detail names of exceptions and places in the code, never their messages */
    record Item(String jobId, @Nullable Long caseId, String about, String unit, Instant since, List<String> detail) {}

    /** Those that failed alike. */
    record Kind(String key, String process, String step, FailureReason reason, List<Item> items) {}

    private final FailedJobs jobs;
    private final Organizations organizations;
    private final JdbcClient jdbc;
    private final Audit audit;

    FailedWork(FailedJobs jobs, Organizations organizations, JdbcClient jdbc, Audit audit) {
        this.jobs = jobs;
        this.organizations = organizations;
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** The kind with most failures first, the longest waiting first within it. */
    @Transactional(readOnly = true)
    public List<Kind> kinds() {
        List<Failed> all = jobs.all();
        Map<Long, String> names = namesOfCases(all);
        Map<String, List<Failed>> byKind = new LinkedHashMap<>();
        all.stream().sorted(Comparator.comparing(Failed::since)).forEach(failed -> byKind.computeIfAbsent(
                        key(failed), key -> new ArrayList<>())
                .add(failed));
        return byKind.entrySet().stream()
                .map(entry -> {
                    Failed first = entry.getValue().get(0);
                    return new Kind(
                            entry.getKey(),
                            first.processName(),
                            first.activityName(),
                            FailureReason.of(first.causes()),
                            entry.getValue().stream()
                                    .map(failed -> item(failed, names))
                                    .toList());
                })
                .sorted(Comparator.comparing((Kind kind) -> -kind.items().size()))
                .toList();
    }

    /** @throws NotVisible when it does not wait for a retry any more */
    public void retry(String jobId) {
        if (!jobs.retry(jobId)) {
            throw new NotVisible("作业");
        }
        audit.record("operation.jobRetried", "job:" + jobId, "");
    }

    /** All that failed alike. @return how many */
    public int retryKind(String key) {
        int retried = 0;
        for (Failed failed : jobs.all()) {
            if (key(failed).equals(key) && jobs.retry(failed.jobId())) {
                retried++;
            }
        }
        audit.record("operation.kindRetried", "kind:" + key, retried + " 项");
        return retried;
    }

    /** In one line, for a letter. */
    @Transactional(readOnly = true)
    public String line(String jobId) {
        return jobs.find(jobId)
                .map(failed -> "「" + failed.processName() + "」的「" + failed.activityName() + "」："
                        + FailureReason.of(failed.causes()).sentence())
                .orElse("一项作业失败");
    }

    private static String key(Failed failed) {
        return failed.process() + "/" + failed.activity() + "/" + FailureReason.of(failed.causes());
    }

    private Item item(Failed failed, Map<Long, String> names) {
        Long caseId = failed.ofCase() ? Long.valueOf(failed.businessKey()) : null;
        List<String> detail = new ArrayList<>(failed.causes());
        detail.addAll(failed.places());
        detail.add("作业 " + failed.jobId());
        return new Item(
                failed.jobId(),
                caseId,
                caseId == null ? failed.businessKey() : names.getOrDefault(caseId, "第 " + caseId + " 号案件"),
                organizations.byCode(failed.tenantId()).map(Organization::name).orElse(failed.tenantId()),
                failed.since(),
                detail);
    }

    private Map<Long, String> namesOfCases(List<Failed> all) {
        List<Long> cases = all.stream()
                .filter(Failed::ofCase)
                .map(failed -> Long.valueOf(failed.businessKey()))
                .distinct()
                .toList();
        Map<Long, String> names = new HashMap<>();
        if (!cases.isEmpty()) {
            jdbc.sql("select c.id, o.name from case_file c join organization o on o.id = c.organization_id"
                            + " where c.id in (:cases)")
                    .param("cases", cases)
                    .query((row, n) -> names.put(row.getLong(1), row.getString(2)))
                    .list();
        }
        return names;
    }
}
