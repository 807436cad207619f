package org.tuanwei.organization;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.organization.Organization.Kind;
import org.tuanwei.organization.Organization.Status;

/** Changes the tree after the approval was given elsewhere: every change has its reason and leaves its history (J4). */
@Service
@Transactional
public class OrganizationChanges {

    private static final Pattern SCHOOL_CODE = Pattern.compile("\\d{10}");
    private static final Set<String> SCHOOL_TYPES = Set.of("普通高校", "高职学校", "民办高校", "独立学院");

    private final JdbcClient jdbc;
    private final Organizations organizations;
    private final OrganizationGroups groups;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    OrganizationChanges(
            JdbcClient jdbc,
            Organizations organizations,
            OrganizationGroups groups,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.organizations = organizations;
        this.groups = groups;
        this.events = events;
        this.clock = clock;
    }

    /** Why a change is made, who asked for it and who approved it (user ids). */
    public record Approval(String reason, String proposedBy, String approvedBy) {}

    /** A school that the ministry's list does not hold yet. */
    public record NewSchool(
            String code,
            String name,
            String schoolType,
            String unitCode,
            @Nullable String city,
            @Nullable String level) {}

    /** Adds a school below its League unit. */
    public Organization addSchool(NewSchool school, Approval approval) {
        requireReason(approval);
        if (!SCHOOL_CODE.matcher(school.code()).matches()) {
            throw new ChangeRefused("学校标识码应为10位数字");
        }
        if (!SCHOOL_TYPES.contains(school.schoolType())) {
            throw new ChangeRefused("学校类型应为普通高校、高职学校、民办高校或独立学院");
        }
        String name = requireName(school.name());
        if (organizations.byCode(school.code()).isPresent()) {
            throw new ChangeRefused("学校标识码" + school.code() + "已在名录中");
        }
        Organization unit = organizations
                .byCode(school.unitCode())
                .filter(Organization::isUnit)
                .orElseThrow(() -> new ChangeRefused("没有这个省级团委"));
        Organization added = insert(
                school.code(),
                Kind.SCHOOL,
                name,
                school.schoolType(),
                unit,
                school.code(),
                school.city(),
                school.level());
        note(added.id(), "CREATED", null, name, approval);
        groups.provide(List.of(added));
        return added;
    }

    /** Adds a class branch below a school; its code is the school's with the next number. */
    public Organization addBranch(String schoolCode, String branchName, String by) {
        String name = requireName(branchName);
        Organization school = organizations
                .byCode(schoolCode)
                .filter(Organization::isSchool)
                .orElseThrow(() -> new ChangeRefused("没有这所高校"));
        // two people adding at the same time queue here, so that no number is given twice
        jdbc.sql("select id from organization where id = :id for update")
                .param("id", school.id())
                .query(Long.class)
                .single();
        if (!school.isActive()) {
            throw new ChangeRefused(school.name() + school.status().label() + "，不能新增班级团支部");
        }
        boolean taken = jdbc.sql(
                        "select exists (select 1 from organization where parent_id = :parent and name = :name)")
                .param("parent", school.id())
                .param("name", name)
                .query(Boolean.class)
                .single();
        if (taken) {
            throw new ChangeRefused("已有同名的班级团支部「" + name + "」");
        }
        long number =
                jdbc.sql("""
                        select coalesce(max(substring(code from '-([0-9]+)$')::bigint), 0) + 1
                        from organization where parent_id = :parent""").param("parent", school.id()).query(Long.class).single();
        Organization branch =
                insert(schoolCode + "-" + number, Kind.BRANCH, name, null, school, schoolCode, school.city(), null);
        note(branch.id(), "CREATED", null, name, new Approval("新增班级团支部", by, by));
        return branch;
    }

    /** The organisation no longer exists; its class branches end with it. */
    public void close(long id, Approval approval) {
        end(requireChangeable(id), Status.CLOSED, null, approval);
    }

    /** The organisation became part of another; it is found by its old names there. */
    public void merge(long id, long intoId, Approval approval) {
        Organization merged = requireChangeable(id);
        Organization into = organizations.get(intoId);
        if (id == intoId) {
            throw new ChangeRefused("不能并入自身");
        }
        if (into.kind() != merged.kind() || !into.isActive()) {
            throw new ChangeRefused("只能并入同一层级、状态正常的单位");
        }
        end(merged, Status.MERGED, into, approval);
        SearchRefresh.of(jdbc, intoId);
    }

    /** The organisation has no League committee of its own and need not open an account. */
    public void exempt(long id, Approval approval) {
        Organization organization = requireChangeable(id);
        if (organization.status() == Status.EXEMPT) {
            throw new ChangeRefused(organization.name() + "已豁免");
        }
        end(organization, Status.EXEMPT, null, approval);
    }

    /** Takes an exemption, a closing or a merger back. */
    public void reinstate(long id, Approval approval) {
        requireReason(approval);
        Organization organization = lock(id);
        if (organization.isActive()) {
            throw new ChangeRefused(organization.name() + "状态正常，无须恢复");
        }
        Long successor = organization.mergedIntoId();
        setStatus(organization, Status.ACTIVE, null, null);
        if (successor != null) {
            SearchRefresh.of(jdbc, successor);
        }
        note(id, "REINSTATED", organization.status().label(), Status.ACTIVE.label(), approval);
    }

    /** Gives a new name; the former one is kept and still finds it. */
    public void rename(long id, String newName, Approval approval) {
        requireReason(approval);
        Organization organization = requireChangeable(id);
        String name = requireName(newName);
        if (name.equals(organization.name())) {
            throw new ChangeRefused("新名称与现名称相同");
        }
        OffsetDateTime now = now();
        jdbc.sql("""
                        insert into organization_name (organization_id, name, given_up_at, noted_at)
                        values (:id, :name, :now, :now)
                        on conflict (organization_id, name) do update set given_up_at = excluded.given_up_at""")
                .param("id", id)
                .param("name", organization.name())
                .param("now", now)
                .update();
        jdbc.sql("delete from organization_name where organization_id = :id and name = :name")
                .param("id", id)
                .param("name", name)
                .update();
        jdbc.sql("update organization set name = :name, changed_at = :now where id = :id")
                .param("name", name)
                .param("now", now)
                .param("id", id)
                .update();
        SearchRefresh.of(jdbc, id);
        note(id, "RENAMED", organization.name(), name, approval);
        groups.provide(List.of(organizations.get(id)));
    }

    private void end(Organization organization, Status status, @Nullable Organization into, Approval approval) {
        requireReason(approval);
        setStatus(organization, status, approval.reason(), into);
        note(
                organization.id(),
                status == Status.EXEMPT ? "EXEMPTED" : status.name(),
                organization.status().label(),
                into == null ? status.label() : status.label() + "：" + into.name(),
                approval);
        OrganizationEnded.How how =
                switch (status) {
                    case CLOSED -> OrganizationEnded.How.CLOSED;
                    case MERGED -> OrganizationEnded.How.MERGED;
                    case EXEMPT -> OrganizationEnded.How.EXEMPTED;
                    case ACTIVE -> throw new IllegalArgumentException("ACTIVE is no end");
                };
        events.publishEvent(new OrganizationEnded(organization.id(), how));
        if (status != Status.EXEMPT) {
            Approval withParent = new Approval(
                    "随" + organization.name() + status.label() + "：" + approval.reason(),
                    approval.proposedBy(),
                    approval.approvedBy());
            organizations.below(organization).stream()
                    .filter(Organization::isBranch)
                    .filter(branch -> branch.status() != Status.CLOSED && branch.status() != Status.MERGED)
                    .forEach(branch -> end(branch, Status.CLOSED, null, withParent));
        }
    }

    private void setStatus(
            Organization organization, Status status, @Nullable String reason, @Nullable Organization into) {
        jdbc.sql("""
                        update organization set status = :status, status_reason = :reason, status_at = :now,
                            merged_into_id = :into, changed_at = :now where id = :id""")
                .param("status", status.name())
                .param("reason", reason)
                .param("now", now())
                .param("into", into == null ? null : into.id())
                .param("id", organization.id())
                .update();
    }

    private Organization insert(
            String code,
            Kind kind,
            String name,
            @Nullable String schoolType,
            Organization parent,
            String schoolCode,
            @Nullable String city,
            @Nullable String level) {
        Pinyin.Reading reading = Pinyin.of(name);
        jdbc.sql("""
                        insert into organization (code, kind, name, school_type, parent_id, unit_code, school_code,
                            city, level, pinyin_initials, search_text, created_at, changed_at)
                        values (:code, :kind, :name, :type, :parent, :unit, :school,
                            :city, :level, :initials, :text, :now, :now)""")
                .param("code", code)
                .param("kind", kind.name())
                .param("name", name)
                .param("type", schoolType)
                .param("parent", parent.id())
                .param("unit", parent.unitCode())
                .param("school", schoolCode)
                .param("city", city)
                .param("level", level)
                .param("initials", reading.initials())
                .param("text", SearchText.of(code, name, reading, null, List.of()))
                .param("now", now())
                .update();
        return organizations.require(code);
    }

    private void note(long id, String change, @Nullable String before, @Nullable String after, Approval approval) {
        jdbc.sql("""
                        insert into organization_history (organization_id, change, before_value, after_value, reason,
                            changed_by, approved_by, at)
                        values (:id, :change, :before, :after, :reason, :by, :approver, :now)""")
                .param("id", id)
                .param("change", change)
                .param("before", before)
                .param("after", after)
                .param("reason", approval.reason())
                .param("by", approval.proposedBy())
                .param("approver", approval.approvedBy())
                .param("now", now())
                .update();
    }

    private Organization requireChangeable(long id) {
        Organization organization = lock(id);
        if (organization.kind() != Kind.SCHOOL && organization.kind() != Kind.BRANCH) {
            throw new ChangeRefused("只有高校和班级团支部可以变更");
        }
        if (organization.status() == Status.CLOSED || organization.status() == Status.MERGED) {
            throw new ChangeRefused(organization.name() + organization.status().label());
        }
        return organization;
    }

    private Organization lock(long id) {
        return jdbc.sql("select " + Organizations.COLUMNS + " from organization o where o.id = :id for update")
                .param("id", id)
                .query(Organizations::map)
                .single();
    }

    private static void requireReason(Approval approval) {
        if (approval.reason().isBlank()) {
            throw new ChangeRefused("请填写变更原因");
        }
    }

    private static String requireName(String name) {
        String stripped = name.strip();
        if (stripped.length() < 2 || stripped.length() > 60) {
            throw new ChangeRefused("名称应为2至60个字");
        }
        return stripped;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
