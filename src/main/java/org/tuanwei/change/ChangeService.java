package org.tuanwei.change;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.change.Change.Applicant;
import org.tuanwei.change.Change.Kind;
import org.tuanwei.change.Change.State;
import org.tuanwei.change.Changes.Proposal;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Groups;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organization.Status;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.OrganizationChanges.Approval;
import org.tuanwei.organization.OrganizationChanges.NewSchool;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Audit;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Takes proposals, decisions and their consequences; nothing in the tree moves without an approval (J4). */
@Service
@Transactional
class ChangeService {

    private static final int SHORTEST_REASON = 4;
    private static final int LONGEST_REASON = 500;

    private final Changes changes;
    private final ChangeProcess process;
    private final ChangeLetters letters;
    private final Organizations organizations;
    private final OrganizationChanges tree;
    private final ChangeProperties properties;
    private final Viewers viewers;
    private final Audit audit;

    ChangeService(
            Changes changes,
            ChangeProcess process,
            ChangeLetters letters,
            Organizations organizations,
            OrganizationChanges tree,
            ChangeProperties properties,
            Viewers viewers,
            Audit audit) {
        this.changes = changes;
        this.process = process;
        this.letters = letters;
        this.organizations = organizations;
        this.tree = tree;
        this.properties = properties;
        this.viewers = viewers;
        this.audit = audit;
    }

    /** A school to be added to a unit. @throws FormRefused field by field */
    public void proposeAddition(Organization unit, String name, String reason) {
        Viewer viewer = viewers.current();
        String school = requireName(name);
        if (knows(unit, school)) {
            throw new FormRefused("name", "名册中已有「" + school + "」");
        }
        put(
                new Proposal(
                        Kind.ADD,
                        unit.code(),
                        null,
                        school,
                        null,
                        null,
                        requireReason(reason),
                        viewer.userId(),
                        approverGroup(viewer, unit.code()),
                        null),
                null);
    }

    /** A school that is not in the registry asks for itself; the same asked for twice is one request. */
    public void proposeFromPublic(String unitCode, String name, String schoolType, Applicant applicant) {
        Proposal proposal = new Proposal(
                Kind.ADD,
                unitCode,
                null,
                name,
                schoolType,
                null,
                "学校在登记页面申请列入名册",
                "",
                Groups.staffOf(unitCode),
                applicant);
        changes.add(proposal).ifPresent(id -> process.start(changes.get(id), null));
    }

    /**
     * A change of an organisation that exists.
     *
     * @param newName for RENAME
     * @param into for MERGE, code or full name
     */
    public void propose(Organization organization, Kind kind, String newName, String into, String reason) {
        Viewer viewer = viewers.current();
        requirePossible(organization, kind);
        Organization successor = kind == Kind.MERGE ? successor(organization, into) : null;
        String name = kind == Kind.RENAME ? requireName(newName) : organization.name();
        if (kind == Kind.RENAME && name.equals(organization.name())) {
            throw new FormRefused("name", "新名称与现名称相同");
        }
        put(
                new Proposal(
                        kind,
                        organization.unitCode(),
                        organization.id(),
                        name,
                        organization.schoolType(),
                        successor == null ? null : successor.id(),
                        requireReason(reason),
                        viewer.userId(),
                        approverGroup(viewer, organization.unitCode()),
                        null),
                organization);
    }

    /** @throws FormRefused when the proposer decides himself, or the tree would not take the change */
    public void decide(
            long id, boolean approved, @Nullable String reason, @Nullable String code, @Nullable String type) {
        Change change = changes.get(id);
        String decider = viewers.current().userId();
        boolean own = decider.equals(change.proposedBy());
        if (approved && own && !properties.ownDecision()) {
            throw new FormRefused("decision", "这项变更是您自己提出的，不能由您批准，请由另一位负责人审批");
        }
        if (approved) {
            requireApplicable(change, code);
        }
        if (!changes.decide(id, approved ? State.APPROVED : State.REFUSED, decider, own, approved ? null : reason)) {
            throw new FormRefused("", "这项变更已由同事审批，请刷新后再看");
        }
        if (approved && change.kind() == Kind.ADD && code != null && type != null) {
            changes.noteSchool(id, code, type);
        }
    }

    /** Changes the tree; asked twice, it changes once. */
    public void apply(long id) {
        Change change = changes.get(id);
        if (change.state() == State.APPLIED) {
            return;
        }
        Approval approval = new Approval(
                change.reason(),
                change.fromPublic() ? "public" : change.proposedBy(),
                String.valueOf(change.decidedBy()));
        Organization changed = carryOut(change, approval);
        changes.noteApplied(id, changed.id());
        audit.record(
                "organization.changed",
                "organization:" + changed.code(),
                change.kind().label() + " " + change.key());
        letters.applied(change, changed);
        changes.forgetApplicant(id);
    }

    /** Tells the proposer why nothing changes. */
    public void refuse(long id) {
        Change change = changes.get(id);
        letters.refused(change);
        changes.forgetApplicant(id);
    }

    private Organization carryOut(Change change, Approval approval) {
        if (change.kind() == Kind.ADD) {
            return tree.addSchool(
                    new NewSchool(
                            String.valueOf(change.code()),
                            change.name(),
                            String.valueOf(change.schoolType()),
                            change.unitCode(),
                            null,
                            null),
                    approval);
        }
        long organizationId = organizationId(change);
        switch (change.kind()) {
            case CLOSE -> tree.close(organizationId, approval);
            case MERGE -> tree.merge(organizationId, intoId(change), approval);
            case RENAME -> tree.rename(organizationId, change.name(), approval);
            case EXEMPT -> tree.exempt(organizationId, approval);
            case REINSTATE -> tree.reinstate(organizationId, approval);
            case ADD -> throw new IllegalStateException("新增已办理");
        }
        return organizations.get(organizationId);
    }

    /** What could stand in the way when it is carried out is said to the approver, not to a job. */
    private void requireApplicable(Change change, @Nullable String code) {
        if (change.kind() == Kind.ADD) {
            if (code != null && organizations.byCode(code).isPresent()) {
                throw new FormRefused("code", "学校标识码 " + code + " 已在名册中");
            }
            return;
        }
        Organization organization = organizations.get(organizationId(change));
        requirePossible(organization, change.kind());
        if (change.kind() == Kind.MERGE && !organizations.get(intoId(change)).isActive()) {
            throw new FormRefused("decision", "拟并入的学校已不是正常状态，请退回后重新提出");
        }
    }

    private void put(Proposal proposal, @Nullable Organization organization) {
        long id = changes.add(proposal)
                .orElseThrow(() -> new FormRefused(
                        "",
                        organization == null
                                ? "「" + proposal.name() + "」的新增申请正在审批，请等待结果"
                                : "「" + organization.name() + "」已有一项变更正在审批，请等待结果"));
        process.start(changes.get(id), organization);
    }

    private static void requirePossible(Organization organization, Kind kind) {
        boolean subject = organization.isSchool() || organization.isBranch();
        boolean ended = organization.status() == Status.CLOSED || organization.status() == Status.MERGED;
        boolean possible =
                switch (kind) {
                    case CLOSE, MERGE, RENAME -> !ended;
                    case EXEMPT -> organization.isActive();
                    case REINSTATE -> !organization.isActive();
                    case ADD -> false;
                };
        if (!subject || !possible) {
            throw new FormRefused(
                    "kind", organization.name() + "目前" + organization.status().label() + "，不能" + kind.label());
        }
    }

    private Organization successor(Organization organization, String into) {
        String text = into.strip();
        Optional<Organization> found = organizations.byCode(text).or(() -> organizations.search(text, 20).stream()
                .filter(hit -> hit.name().equals(text))
                .findFirst());
        Organization successor = found.orElseThrow(() -> new FormRefused("into", "名册中没有「" + text + "」，请填写标识码或学校全称"));
        if (successor.id() == organization.id()) {
            throw new FormRefused("into", "不能并入自身");
        }
        if (successor.kind() != organization.kind() || !successor.isActive()) {
            throw new FormRefused("into", "只能并入同一层级、状态正常的单位");
        }
        return successor;
    }

    private boolean knows(Organization unit, String school) {
        return organizations.search(school, 20).stream()
                .anyMatch(hit -> hit.isSchool()
                        && hit.unitCode().equals(unit.code())
                        && hit.name().equals(school));
    }

    /** Staff propose and their lead approves; what a lead or the centre proposes is approved at the centre. */
    private static String approverGroup(Viewer viewer, String unitCode) {
        if (viewer.groups().contains(Groups.CENTRE_LEAD)) {
            return Groups.CENTRE_STAFF;
        }
        if (viewer.groups().contains(Groups.CENTRE_STAFF)) {
            return Groups.CENTRE_LEAD;
        }
        return viewer.isProvinceLead(unitCode) ? Groups.CENTRE_STAFF : Groups.leadOf(unitCode);
    }

    private static String requireName(String name) {
        String stripped = name.strip();
        if (stripped.length() < 4 || stripped.length() > 60 || stripped.chars().anyMatch(c -> c < ' ')) {
            throw new FormRefused("name", "名称应为 4 至 60 个字");
        }
        return stripped;
    }

    private static String requireReason(String reason) {
        String stripped = reason.strip();
        if (stripped.length() < SHORTEST_REASON || stripped.length() > LONGEST_REASON) {
            throw new FormRefused("reason", "理由：" + SHORTEST_REASON + " 至 " + LONGEST_REASON + " 个字");
        }
        return stripped;
    }

    private static long organizationId(Change change) {
        Long id = change.organizationId();
        if (id == null) {
            throw new IllegalStateException(change.key() + " 没有单位");
        }
        return id;
    }

    private static long intoId(Change change) {
        Long id = change.intoId();
        if (id == null) {
            throw new IllegalStateException(change.key() + " 没有并入的单位");
        }
        return id;
    }
}
