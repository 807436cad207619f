package org.tuanwei.bounce;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.bounce.Verdict.Consequence;
import org.tuanwei.engine.Decisions;
import org.tuanwei.inbound.DeliveryReport;
import org.tuanwei.inbound.Failure;

/** Asks the decision table {@code bounce-class}. */
@Component
class Verdicts {

    private static final String TABLE = "bounce-class";

    private final Decisions decisions;

    Verdicts(Decisions decisions) {
        this.decisions = decisions;
    }

    Verdict on(DeliveryReport.Kind kind, Failure failure) {
        Map<String, Object> row = decisions
                .decideOne(
                        TABLE,
                        Map.of(
                                "kind", kind.name(),
                                "action", failure.action(),
                                "hint", failure.hint(),
                                "status", failure.status(),
                                "replyCode", failure.replyCode()))
                .orElseThrow(() -> new IllegalStateException("决策表 " + TABLE + " 没有匹配的规则"));
        return new Verdict(
                BounceClass.valueOf(String.valueOf(row.get("bounceClass"))),
                Consequence.valueOf(String.valueOf(row.get("consequence"))),
                String.valueOf(row.get("reason")));
    }
}
