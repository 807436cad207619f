package org.tuanwei.urging;

import org.springframework.stereotype.Component;
import org.tuanwei.opening.Urgings;

/** Urges whoever holds a running case. */
@Component
class RunningCases implements UrgingMatter {

    private final Urgings urgings;

    RunningCases(Urgings urgings) {
        this.urgings = urgings;
    }

    @Override
    public String key() {
        return "";
    }

    @Override
    public String label() {
        return "办理中的案件";
    }

    @Override
    public String home() {
        return "/urgings";
    }

    @Override
    public String words() {
        return "";
    }

    @Override
    public Look look(long caseId) {
        Urgings.Look look = urgings.look(caseId);
        String skipped = look.notBefore().map(urgings::tooSoon).orElse(null);
        if (skipped == null && look.tasks().isEmpty()) {
            skipped = "此刻没有等人办理的事项，系统正在处理上一步";
        }
        if (skipped == null && look.letters() == 0) {
            skipped = "没有可用的邮箱，请先补登联系人，或在案件页单独催办";
        }
        return new Look(look.file().organizationName(), look.tasks(), look.letters(), skipped);
    }

    @Override
    public int urge(long caseId, String text) {
        return urgings.urge(caseId, text);
    }
}
