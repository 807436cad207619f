package org.tuanwei.collection;

import java.time.Clock;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.WorkingCalendar;

/** What {@code contact-collection} calls, in the order of the diagram. */
@Component
public class CollectionSteps {

    private final Asking asking;
    private final SendingService sending;
    private final WorkingCalendar calendar;
    private final Clock clock;

    CollectionSteps(Asking asking, SendingService sending, WorkingCalendar calendar, Clock clock) {
        this.asking = asking;
        this.sending = sending;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** 逾期未安排 (A11): the schools need five working days; then they are asked with the round's own days. */
    public Date arrangeBy(DelegateExecution execution) {
        return Date.from(sending.arrangeBy(id(execution), calendar.dayOf(clock.instant())));
    }

    /** 请学校填报 (A6, A10, D4, J4). */
    public void askSchools(DelegateExecution execution) {
        asking.askSchools(id(execution));
    }

    /** 报送统计表 (D5, D6). */
    public void submit(DelegateExecution execution) {
        sending.submit(id(execution));
    }

    /** 退回省级 (D6). */
    public void returnToUnit(DelegateExecution execution) {
        sending.tellReturned(id(execution));
    }

    /** 提供腾讯 (D2). */
    public void provide(DelegateExecution execution) {
        sending.provide(id(execution));
    }

    /** 归档 (D1, D4). */
    public void archive(DelegateExecution execution) {
        sending.archive(id(execution));
    }

    /** 报送已逾期 (D5): 09:00 of the first working day after the unit's day. */
    public Date overdueAt(DelegateExecution execution) {
        return Date.from(sending.overdueAt(id(execution)));
    }

    /** 转督办 (D3, D5). */
    public void reportOverdue(DelegateExecution execution) {
        sending.reportOverdue(id(execution));
    }

    /** 通知停止填报 (D1). */
    public void closeRows(DelegateExecution execution) {
        sending.closeRows(id(execution));
    }

    private static long id(DelegateExecution execution) {
        return CollectionProcess.unitRoundId(execution.getProcessBusinessKey());
    }
}
