package org.tuanwei.supervision;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/**
 * Opens supervisions, by hand and for other processes. A unit that has an open one gets the lapse added to it, so that
 * it never has two letters about two lapses.
 */
@Service
@Transactional
class SupervisionOpening {

    private static final int TRIES = 3;
    private static final int LONGEST_DETAIL = 200;

    /** @param created false when the lapse was added to the open one */
    record Opened(Supervision supervision, boolean created) {}

    /** What a person fills in to open one. */
    record Wanted(LapseKind kind, String detail, String demand, String termDays) {}

    private final Supervisions supervisions;
    private final Lapses lapses;
    private final SupervisionProcess process;
    private final SupervisionStory story;
    private final SupervisionLetters letters;
    private final Organizations organizations;
    private final Viewers viewers;

    SupervisionOpening(
            Supervisions supervisions,
            Lapses lapses,
            SupervisionProcess process,
            SupervisionStory story,
            SupervisionLetters letters,
            Organizations organizations,
            Viewers viewers) {
        this.supervisions = supervisions;
        this.lapses = lapses;
        this.process = process;
        this.story = story;
        this.letters = letters;
        this.organizations = organizations;
        this.viewers = viewers;
    }

    /** Whether the viewer may put this organisation under supervision. */
    boolean mayOpen(Viewer viewer, Organization organization) {
        return supervisorFor(viewer, organization).isPresent();
    }

    /** Whether there is anybody he may supervise. */
    boolean mayOpenAny(Viewer viewer) {
        return centre(viewer) || viewer.unitCodes().stream().anyMatch(code -> ofProvince(viewer, code));
    }

    private static Optional<String> supervisorFor(Viewer viewer, Organization organization) {
        if (!organization.isUnit() && !organization.isSchool()) {
            return Optional.empty();
        }
        if (organization.isSchool() && ofProvince(viewer, organization.unitCode())) {
            return Optional.of(organization.unitCode());
        }
        return centre(viewer) ? Optional.of(Organization.CENTRE_CODE) : Optional.empty();
    }

    /** The lead authorizes and therefore proposes nothing. */
    private static boolean centre(Viewer viewer) {
        return viewer.groups().contains("centre-staff") || viewer.groups().contains("supervisor-CN");
    }

    private static boolean ofProvince(Viewer viewer, String unitCode) {
        return viewer.isProvinceStaff(unitCode) || viewer.groups().contains("supervisor-" + unitCode);
    }

    /** By hand: the form that 立项 asks for is filled in at once. @throws FormRefused field by field */
    Opened open(Organization organization, Wanted wanted) {
        Viewer viewer = viewers.current();
        String supervisedBy =
                supervisorFor(viewer, organization).orElseThrow(() -> new NotAllowed("督办由上级的专人或督办人提出；负责人审核，不自行立项"));
        if (!organization.isActive()) {
            throw new FormRefused(
                    "organization",
                    organization.name() + "目前" + organization.status().label() + "，不能督办");
        }
        String detail = wanted.detail().strip();
        if (detail.length() < 2 || detail.length() > LONGEST_DETAIL) {
            throw new FormRefused("detail", "请用 2 至 " + LONGEST_DETAIL + " 个字写明缺口");
        }
        Opened opened =
                add(organization, supervisedBy, wanted.kind(), "hand-" + System.nanoTime(), detail, viewer.userId());
        if (opened.created()) {
            HumanTask task = process.openTasks(opened.supervision()).get(0);
            process.complete(
                    task, Map.of("decision", "approve", "demand", wanted.demand(), "termDays", wanted.termDays()));
        }
        return new Opened(supervisions.get(opened.supervision().id()), opened.created());
    }

    /** For another process: the level above supervises. */
    Opened open(Organization lapsed, LapseKind kind, String reference, String detail) {
        return open(lapsed, kind, reference, detail, false);
    }

    /** The same; {@code byCentre} where the centre is to supervise whatever level it is. */
    Opened open(Organization lapsed, LapseKind kind, String reference, String detail, boolean byCentre) {
        Organization organization = responsible(lapsed);
        String supervisedBy = byCentre || organization.isUnit() ? Organization.CENTRE_CODE : organization.unitCode();
        return add(organization, supervisedBy, kind, reference, detail, "system");
    }

    /** A class branch is acted for by its school. */
    private Organization responsible(Organization organization) {
        return organization.isBranch() ? organizations.superiorOf(organization) : organization;
    }

    private Opened add(
            Organization organization,
            String supervisedBy,
            LapseKind kind,
            String reference,
            String detail,
            String by) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Long> id = supervisions.add(organization, supervisedBy, by);
            if (id.isPresent()) {
                Supervision supervision = supervisions.get(id.get());
                lapses.add(supervision.id(), kind, reference, detail, by);
                story.tell(supervision.id(), "opened", Map.of("lapse", text(kind, detail)));
                process.start(supervision, organization);
                return new Opened(supervisions.get(supervision.id()), true);
            }
            Optional<Supervision> open = supervisions.lockOpen(organization.id());
            if (open.isPresent()) {
                join(open.get(), kind, reference, detail, by);
                return new Opened(open.get(), false);
            }
            // it was decided between the two statements: the lapse opens the next one
        }
        throw new NoSuchElementException(organization.code() + " 的督办正在变动，请稍后再试");
    }

    private void join(Supervision supervision, LapseKind kind, String reference, String detail, String by) {
        if (!lapses.add(supervision.id(), kind, reference, detail, by)) {
            return;
        }
        story.tell(supervision.id(), "lapseAdded", Map.of("lapse", text(kind, detail)));
        if (supervision.issuedAt() != null) {
            letters.lapseAdded(supervision, text(kind, detail));
        }
    }

    private static String text(LapseKind kind, String detail) {
        return detail.isEmpty() ? kind.label() : kind.label() + "：" + detail;
    }
}
