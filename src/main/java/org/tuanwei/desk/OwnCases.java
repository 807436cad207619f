package org.tuanwei.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Party;
import org.tuanwei.casefile.PhaseLine;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Viewer;

/** The viewer's own account on its way: the line of phases and the one next step. */
@Component
@Transactional(readOnly = true)
class OwnCases {

    /** Whom the case waits for when it does not wait for the viewer. */
    record Waits(Party party, String taskName, Instant since) {}

    /**
     * An organisation the viewer acts for, and its case.
     *
     * @param file none while nobody has registered it
     * @param next what the viewer can do now
     */
    record Own(
            Organization organization,
            @Nullable CaseFile file,
            List<PhaseLine.Step> steps,
            @Nullable DeskWork next,
            List<Waits> waits) {}

    private final CaseFiles files;
    private final PhaseLine phaseLine;
    private final Organizations organizations;
    private final JdbcClient jdbc;

    OwnCases(CaseFiles files, PhaseLine phaseLine, Organizations organizations, JdbcClient jdbc) {
        this.files = files;
        this.phaseLine = phaseLine;
        this.organizations = organizations;
        this.jdbc = jdbc;
    }

    List<Own> of(Viewer viewer, List<DeskWork> works) {
        List<Organization> mine = new ArrayList<>();
        viewer.schoolCodes().forEach(code -> organizations.byCode(code).ifPresent(mine::add));
        viewer.unitCodes().stream()
                .filter(viewer::isProvince)
                .forEach(code -> organizations.byCode(code).ifPresent(mine::add));
        return mine.stream().map(organization -> own(organization, works)).toList();
    }

    private Own own(Organization organization, List<DeskWork> works) {
        CaseFile file =
                files.ofOrganization(organization.id()).stream().findFirst().orElse(null);
        if (file == null) {
            return new Own(organization, null, List.of(), null, List.of());
        }
        DeskWork next = works.stream()
                .filter(work -> Objects.equals(work.caseId(), file.id()))
                .findFirst()
                .orElse(null);
        return new Own(organization, file, phaseLine.of(file), next, next == null ? waits(file.id()) : List.of());
    }

    private List<Waits> waits(long caseId) {
        return jdbc.sql("select party, task_name, from_at from waiting_interval"
                        + " where case_id = ? and to_at is null order by id")
                .param(caseId)
                .query((row, n) -> new Waits(
                        Party.valueOf(row.getString(1)),
                        row.getString(2),
                        row.getTimestamp(3).toInstant()))
                .list();
    }
}
