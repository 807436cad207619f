package org.tuanwei.credential;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.PlainWords;
import org.tuanwei.credential.Complaints.Complaint;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;

/**
 * The model {@code credential-delivery} in Java: its tasks and messages. What a pick-up page or a bounce has to tell is
 * written down first: while the process is busy elsewhere (a job is running, an address is being corrected) the message
 * waits, and is dropped when it has become untrue.
 */
@Component
class CredentialProcess {

    static final String ISSUE = "credential-delivery.Task_IssueCredentials";
    static final String AWAIT_PICK_UP = "credential-delivery.Task_AwaitPickUp";
    static final String CORRECT_ADDRESS = "credential-delivery.Task_CorrectAddress";
    static final String CONFIRM = "credential-delivery.Task_ConfirmChanged";
    static final String PARTNER_HANDLE = "partner-problem.Task_PartnerHandle";

    private static final Logger log = LoggerFactory.getLogger(CredentialProcess.class);
    private static final String PREFIX = "credential-delivery.";
    private static final int PER_SWEEP = 200;

    /** Named as in the model. */
    enum Signal {
        pickedUp,
        bounced,
        locked
    }

    private record Pending(long id, long caseId, Signal signal) {}

    private final Workflow workflow;
    private final CaseFiles files;
    private final Deliveries deliveries;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CredentialProcess(
            Workflow workflow,
            CaseFiles files,
            Deliveries deliveries,
            JdbcClient jdbc,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.workflow = workflow;
        this.files = files;
        this.deliveries = deliveries;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Tells the process now if it can listen, else as soon as it can. */
    @Transactional(propagation = Propagation.MANDATORY)
    void tell(long caseId, Signal signal) {
        tellLater(caseId, signal);
        deliverPending(caseId);
    }

    /** Tells the process when the step that runs now is over. */
    @Transactional(propagation = Propagation.MANDATORY)
    void tellLater(long caseId, Signal signal) {
        jdbc.sql("insert into delivery_signal (case_id, message, raised_at) values (:caseId, :message, :now)")
                .param("caseId", caseId)
                .param("message", signal.name())
                .param("now", now())
                .update();
    }

    /** Delivers what waits, each in a transaction of its own; what fails is tried again at the next sweep. */
    int deliverAllPending() {
        List<Long> cases =
                jdbc.sql("""
                        select case_id from delivery_signal where settled_at is null
                        group by case_id order by min(id) limit :limit
                        """).param("limit", PER_SWEEP).query(Long.class).list();
        int settled = 0;
        for (long caseId : cases) {
            try {
                Integer done = transaction.execute(status -> deliverPending(caseId));
                settled += done == null ? 0 : done;
            } catch (RuntimeException e) {
                log.warn("case {}: a signal could not be delivered, next try later", caseId, e);
            }
        }
        return settled;
    }

    private int deliverPending(long caseId) {
        List<Pending> pending = jdbc.sql("""
                        select id, case_id, message from delivery_signal
                        where case_id = :caseId and settled_at is null order by id for update skip locked
                        """)
                .param("caseId", caseId)
                .query((row, n) -> new Pending(row.getLong(1), row.getLong(2), Signal.valueOf(row.getString(3))))
                .list();
        int settled = 0;
        for (Pending each : pending) {
            if (deliver(each)) {
                jdbc.sql("update delivery_signal set settled_at = :now where id = :id")
                        .param("now", now())
                        .param("id", each.id())
                        .update();
                settled++;
            }
        }
        return settled;
    }

    /** @return whether nothing is left to do about it */
    private boolean deliver(Pending pending) {
        CaseFile file = files.get(pending.caseId());
        if (file.state() != CaseFile.State.RUNNING || !stillTrue(file, pending.signal())) {
            return true;
        }
        if (correlate(file, pending.signal().name())) {
            return true;
        }
        Set<String> waiting = openTasks(file.id());
        if (waiting.contains(CONFIRM)) {
            return true;
        }
        if (waiting.contains(CORRECT_ADDRESS)) {
            if (pending.signal() == Signal.bounced) {
                return true;
            }
            // nothing has to be corrected any more: the process comes back to the place where it can be told
            correlate(file, "addressCorrected");
        }
        return false;
    }

    private boolean stillTrue(CaseFile file, Signal signal) {
        return switch (signal) {
            case pickedUp -> deliveries.isPickedUp(file.id());
            case locked -> deliveries.isLocked(file.id()) || deliveries.isNothingLeft(file.id());
            case bounced ->
                deliveries.waitsForPickUp(file.id())
                        && deliveries.goodAddress(file).isEmpty();
        };
    }

    /** The address is right now. @return whether the process waited for that */
    boolean addressCorrected(CaseFile file) {
        return correlate(file, "addressCorrected");
    }

    /** A new number and password were entered. @return whether the process waited for that */
    boolean issued(CaseFile file) {
        return correlate(file, "issued");
    }

    /** Opens a problem about this case; {@code facts} are the routing facts of the instance it comes from. */
    void openProblem(long caseId, String tenantId, Map<String, Object> facts, ProblemKind kind, Complaint complaint) {
        Map<String, Object> variables = new HashMap<>();
        for (String name : List.of("organizationCode", "organizationName", "level", "ownerGroup", "superiorGroup")) {
            Object value = facts.get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        variables.put("initiatorGroup", String.valueOf(facts.get("ownerGroup")));
        variables.put("problemKind", kind.name());
        variables.put("problemText", PlainWords.brief(complaint.text()));
        variables.put("raisedBy", complaint.by());
        workflow.startByMessage("partner-problem.opened", caseId, tenantId, variables);
    }

    /** The silent organisation has answered: its problem is settled. */
    void settleSilence(CaseFile file) {
        workflow.tryCorrelate(
                "partner-problem.settled",
                file.id(),
                file.unitCode(),
                Map.of(),
                Map.of("problemKind", ProblemKind.NO_RESPONSE.name()));
    }

    Set<String> openTasks(long caseId) {
        return workflow.openTasks(caseId).stream().map(HumanTask::key).collect(Collectors.toSet());
    }

    private boolean correlate(CaseFile file, String message) {
        return workflow.tryCorrelate(PREFIX + message, file.id(), file.unitCode(), Map.of(), Map.of());
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
