package org.tuanwei.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;
import org.tuanwei.operation.Condition.Figures;

/** The figures of the field for Prometheus, beside those of JVM, pool and web server. */
@Component
class Gauges implements MeterBinder {

    private static final List<String> INCIDENTS =
            List.of("failedJob", "overdue", "bounced", "partnerSilent", "noResponse");

    private final Condition condition;

    Gauges(Condition condition) {
        this.condition = condition;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "tuanwei.cases.open", "办理中的案件", Figures::openCases);
        gauge(registry, "tuanwei.tasks.overdue", "已逾期的待办", Figures::overdueTasks);
        gauge(registry, "tuanwei.mail.queued", "发件箱里还没有发出的邮件", Figures::queuedMails);
        gauge(registry, "tuanwei.mail.refused", "被退回、还没有人处理的邮件", Figures::refusedMails);
        gauge(registry, "tuanwei.messages.unreceived", "没有接收方、还没有人处理的流程消息", Figures::messages);
        gauge(registry, "tuanwei.jobs.failed", "不再重试的作业", Figures::deadJobs);
        Gauge.builder("tuanwei.mail.oldest", condition, one -> one.figures()
                        .oldestMail()
                        .toSeconds())
                .description("最早应发而未发的邮件等了多久")
                .baseUnit("seconds")
                .register(registry);
        for (String type : INCIDENTS) {
            Gauge.builder("tuanwei.incidents", condition, one -> one.figures().incidents(type))
                    .description("未了结的异常")
                    .tag("type", type)
                    .register(registry);
        }
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Figures> figure) {
        Gauge.builder(name, condition, one -> figure.applyAsDouble(one.figures()))
                .description(description)
                .register(registry);
    }
}
