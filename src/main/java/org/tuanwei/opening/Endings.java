package org.tuanwei.opening;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Level;
import org.tuanwei.casefile.Phase;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationEnded;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Ends cases before their time: withdrawn by those who opened them, or because the organisation is no more (J4). */
@Service
@Transactional
public class Endings {

    private static final int SHORTEST_REASON = 4;
    private static final int LONGEST_REASON = 500;

    /** Why a case is not carried through. */
    enum How {
        CLOSED("单位撤销"),
        MERGED("单位合并"),
        EXEMPTED("单位已批准豁免"),
        WITHDRAWN("已撤回");

        private final String label;

        How(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private record Ending(How how, String reason) {}

    private final CaseFiles files;
    private final OpeningProcess process;
    private final Segments segments;
    private final OpeningLetters letters;
    private final Organizations organizations;
    private final Viewers viewers;
    private final JdbcClient jdbc;
    private final Clock clock;

    Endings(
            CaseFiles files,
            OpeningProcess process,
            Segments segments,
            OpeningLetters letters,
            Organizations organizations,
            Viewers viewers,
            JdbcClient jdbc,
            Clock clock) {
        this.files = files;
        this.process = process;
        this.segments = segments;
        this.letters = letters;
        this.organizations = organizations;
        this.viewers = viewers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether the viewer may withdraw the case as it stands. */
    @Transactional(readOnly = true)
    public boolean mayWithdraw(CaseFile file, Viewer viewer) {
        return withdrawable(file) && isOwnerOrProvince(file, viewer);
    }

    /**
     * 撤回: the owner or its province takes the case back while the partner knows nothing of it.
     *
     * @throws FormRefused when it is too late, or the reason is missing
     */
    public void withdraw(long caseId, String reason) {
        CaseFile file = files.workable(caseId);
        if (!isOwnerOrProvince(file, viewers.current())) {
            throw new NotAllowed("只有本单位或其省级团委可以撤回案件");
        }
        if (!withdrawable(file)) {
            throw new FormRefused("reason", "案件已过审核阶段，不能撤回；确需终止的，请按单位变更办理");
        }
        String stripped = reason.strip();
        if (stripped.length() < SHORTEST_REASON || stripped.length() > LONGEST_REASON) {
            throw new FormRefused("reason", "请用 " + SHORTEST_REASON + " 至 " + LONGEST_REASON + " 个字写明撤回理由");
        }
        note(file.id(), How.WITHDRAWN, stripped);
        process.withdrawn(file);
    }

    /** Ends every living case of an organisation that stopped taking part, open accounts included. */
    @EventListener
    void on(OrganizationEnded ended) {
        Organization organization = organizations.get(ended.organizationId());
        String reason = Optional.ofNullable(organization.statusReason()).orElse("单位变更已批准");
        for (CaseFile file : files.ofOrganization(organization.id())) {
            if (file.state() == CaseFile.State.ENDED) {
                continue;
            }
            note(file.id(), How.valueOf(ended.how().name()), reason);
            if (file.running()) {
                process.organizationClosed(file);
            } else {
                finish(file.id());
            }
        }
    }

    /** Settles what is left of a case that ends, says why, and writes to its contact. */
    void finish(long caseId) {
        CaseFile file = files.get(caseId);
        Ending ending = jdbc.sql("select how, reason from case_ending where case_id = ? order by id desc limit 1")
                .param(caseId)
                .query((row, n) -> new Ending(How.valueOf(row.getString(1)), row.getString(2)))
                .single();
        if (file.phase().compareTo(Phase.TENCENT) < 0) {
            segments.release(caseId);
        }
        files.tell(
                caseId,
                ending.how() == How.WITHDRAWN ? "opening.withdrawn" : "opening.closed",
                Map.of("how", ending.how().label(), "reason", ending.reason()));
        letters.ended(file, ending.how().label(), ending.reason());
        files.end(caseId, ending.how().label());
        process.settleProblems(file);
    }

    private static boolean withdrawable(CaseFile file) {
        return file.running() && file.phase().compareTo(Phase.TENCENT) < 0;
    }

    private static boolean isOwnerOrProvince(CaseFile file, Viewer viewer) {
        return viewer.isProvince(file.unitCode())
                || file.schoolCode() != null && viewer.isSchool(file.schoolCode())
                || file.level() == Level.UNIT && viewer.isCentre();
    }

    private void note(long caseId, How how, String reason) {
        jdbc.sql("insert into case_ending (case_id, how, reason, ended_by, ended_at) values (?, ?, ?, ?, ?)")
                .params(
                        caseId,
                        how.name(),
                        reason,
                        viewers.currentOrNone().map(Viewer::userId).orElse(""),
                        Timestamp.from(clock.instant()))
                .update();
    }
}
