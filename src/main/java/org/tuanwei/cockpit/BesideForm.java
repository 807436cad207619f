package org.tuanwei.cockpit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.security.NotVisible;

/** What stands beside the form in Tasklist: the line of phases, until when, who urged. */
@RestController
@RequestMapping("/api/v1/tasks")
class BesideForm {

    /** @param caseUrl none where the process has no case */
    record BesideJson(
            String organization,
            List<CaseCard.Step> phases,
            CaseCard.Due due,
            List<CaseCard.Urge> urges,
            @Nullable String caseUrl) {}

    private final Workflow workflow;
    private final CaseFiles cases;
    private final CaseCards cards;

    BesideForm(Workflow workflow, CaseFiles cases, CaseCards cards) {
        this.workflow = workflow;
        this.cases = cases;
        this.cards = cards;
    }

    /** Only for whoever may see the case, or work on the task where there is none. */
    @GetMapping("/{taskId}/case")
    BesideJson of(@PathVariable String taskId) {
        HumanTask task = workflow.task(taskId).orElseThrow(() -> new NotVisible("待办"));
        if (!task.ofCase()) {
            if (!workflow.mayWorkOn(taskId)) {
                throw new NotVisible("待办");
            }
            return new BesideJson(
                    String.valueOf(task.variables().getOrDefault("organizationName", "")),
                    List.of(),
                    cards.due(taskId),
                    List.of(),
                    null);
        }
        CaseFile file = cases.visible(task.caseId());
        return new BesideJson(
                file.organizationName(),
                cards.phases(file),
                cards.due(taskId),
                cards.urges(file.id()),
                "/cases/" + file.id());
    }
}
