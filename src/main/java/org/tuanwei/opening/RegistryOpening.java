package org.tuanwei.opening;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationSection;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** The opening's part of an organisation's page: its cases, and the button that opens one. */
@Component
class RegistryOpening implements OrganizationSection {

    /** What the fragment shows. */
    record View(String code, List<CaseFile> cases, boolean mayOpen, String button, String help) {}

    private final CaseFiles files;
    private final OpeningRights rights;
    private final AccessPolicy policy;

    RegistryOpening(CaseFiles files, OpeningRights rights, AccessPolicy policy) {
        this.files = files;
        this.rights = rights;
        this.policy = policy;
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public String fragment() {
        return "opening/registry :: card";
    }

    @Override
    public @Nullable Object model(Organization organization, Viewer viewer) {
        List<CaseFile> cases = files.ofOrganization(organization.id()).stream()
                .filter(file -> policy.verb(viewer, Subject.CASE, file.target()) != Verb.NONE)
                .toList();
        boolean living = cases.stream().anyMatch(file -> file.state() != CaseFile.State.ENDED);
        boolean mayOpen = !living && organization.isActive() && rights.mayOpen(organization, viewer);
        if (cases.isEmpty() && !mayOpen) {
            return null;
        }
        return new View(organization.code(), cases, mayOpen, button(organization), help(organization));
    }

    private static String button(Organization organization) {
        return switch (organization.kind()) {
            case UNIT -> "登记本单位微博";
            case BRANCH -> "登记本班团支部微博";
            default -> "建立登记案件";
        };
    }

    private static String help(Organization organization) {
        return organization.isSchool() ? "建立后由该校登记基本信息（公开登记页或待办均可），期限 5 个工作日（系统默认）。" : "建立后在待办「注册基本信息」中填写联系人与通信地址。";
    }
}
