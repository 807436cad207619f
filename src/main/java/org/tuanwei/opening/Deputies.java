package org.tuanwei.opening;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.Acting;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** 代办: a province acts for a school that telephones, the centre for Tencent; never where a credential is at stake. */
@Service
@Transactional
public class Deputies {

    private static final int SHORTEST_REASON = 4;
    private static final int LONGEST_REASON = 500;

    /** Entering and picking up credentials stays with those they are for. */
    private static final Set<String> NEVER = Set.of(OpeningProcess.ISSUE_CREDENTIALS, OpeningProcess.AWAIT_PICK_UP);

    private final CaseFiles files;
    private final Workflow workflow;
    private final Acting acting;
    private final Viewers viewers;

    Deputies(CaseFiles files, Workflow workflow, Acting acting, Viewers viewers) {
        this.files = files;
        this.workflow = workflow;
        this.acting = acting;
        this.viewers = viewers;
    }

    /** The open tasks of the case that the viewer's level may take over. */
    public List<HumanTask> tasksToTakeOver(CaseFile file, Viewer viewer) {
        return workflow.openTasks(file.id()).stream()
                .filter(task -> actingGroup(file, task, viewer).isPresent())
                .toList();
    }

    /**
     * Lets the viewer's level work on a task of those it acts for.
     *
     * @throws FormRefused when the task is gone or the reason is missing
     */
    public void actFor(long caseId, String taskId, String reason) {
        CaseFile file = files.workable(caseId);
        HumanTask task = workflow.task(taskId)
                .filter(found -> found.ofCase() && found.caseId() == caseId)
                .orElseThrow(() -> new FormRefused("reason", "此待办已不存在：可能已办结，请刷新后再看"));
        String group = actingGroup(file, task, viewers.current())
                .orElseThrow(() -> new NotAllowed("此待办不能由您代办：省级可为所属高校代办，中央可为腾讯代办，登记和领取号码密码除外"));
        String stripped = reason.strip();
        if (stripped.length() < SHORTEST_REASON || stripped.length() > LONGEST_REASON) {
            throw new FormRefused(
                    "reason", "请用 " + SHORTEST_REASON + " 至 " + LONGEST_REASON + " 个字写明代办理由，如「学校来电，暂无法上网」");
        }
        acting.grant(task, group, stripped);
    }

    private Optional<String> actingGroup(CaseFile file, HumanTask task, Viewer viewer) {
        if (NEVER.contains(task.key())) {
            return Optional.empty();
        }
        List<String> candidates = workflow.candidateGroups(task.taskId());
        String province = Groups.staffOf(file.unitCode());
        String school = file.schoolCode() == null ? "" : Groups.school(file.schoolCode());
        if (viewer.isProvinceStaff(file.unitCode()) && candidates.contains(school) && !candidates.contains(province)) {
            return Optional.of(province);
        }
        if (viewer.groups().contains(Groups.CENTRE_STAFF)
                && candidates.contains(Groups.TENCENT)
                && !candidates.contains(Groups.CENTRE_STAFF)) {
            return Optional.of(Groups.CENTRE_STAFF);
        }
        return Optional.empty();
    }
}
