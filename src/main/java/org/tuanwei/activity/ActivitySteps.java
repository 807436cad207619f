package org.tuanwei.activity;

import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What {@code weekly-activity} calls, in the order of the diagram. */
@Component
public class ActivitySteps {

    private final CheckService checks;
    private final ActivityConsequences consequences;
    private final DisputeService disputes;

    ActivitySteps(CheckService checks, ActivityConsequences consequences, DisputeService disputes) {
        this.checks = checks;
        this.consequences = consequences;
        this.disputes = disputes;
    }

    /** 请各单位报送 (F4). */
    public void askForCounts(DelegateExecution execution) {
        checks.askForCounts(id(execution));
    }

    /** 报送已截止 (F4): noon of the first working day after the week. */
    public Date countsUntil(DelegateExecution execution) {
        return Date.from(checks.get(id(execution)).countsUntil());
    }

    /** 本周是假期周？ (F4) */
    public boolean holiday(DelegateExecution execution) {
        return checks.holiday(id(execution));
    }

    /** 记为假期周 (F4). */
    public void excuse(DelegateExecution execution) {
        checks.excuse(id(execution));
    }

    /** 核定活跃度 (C3–C5, F4). */
    public void decide(DelegateExecution execution) {
        checks.decide(id(execution));
    }

    /** 公布本周结果 (C3–C5). */
    public void publish(DelegateExecution execution) {
        checks.publish(id(execution));
    }

    /** 处理后果 (C3–C5, E0). */
    public void pursue(DelegateExecution execution) {
        consequences.pursue(id(execution));
    }

    /** 有连续未达标的？ (C4, C5) */
    public boolean persisting(DelegateExecution execution) {
        return consequences.persisting(id(execution));
    }

    /** 异议期已满 (F4): 24:00 of the Sunday of the week of publication. */
    public Date disputesUntil(DelegateExecution execution) {
        Instant until = checks.get(id(execution)).disputesUntil();
        if (until == null) {
            throw new IllegalStateException("核查 " + id(execution) + " 还没有公布");
        }
        return Date.from(until);
    }

    /** 公布更正 (C5, F4). */
    public void correct(DelegateExecution execution) {
        disputes.correct(disputeId(execution));
    }

    /** 告知维持原结果 (F4). */
    public void uphold(DelegateExecution execution) {
        disputes.uphold(disputeId(execution));
    }

    private static long id(DelegateExecution execution) {
        return ActivityProcess.checkId(execution.getProcessBusinessKey());
    }

    private static long disputeId(DelegateExecution execution) {
        return ((Number) execution.getVariable(ActivityProcess.DISPUTE)).longValue();
    }
}
