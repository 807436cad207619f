package org.tuanwei.organization;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.organization.Organization.Kind;
import org.tuanwei.organization.Organization.Status;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The registry pages: leaf through the tree, look at one organisation, add a class branch. */
@Controller
@RequestMapping("/registry")
class RegistryController {

    private static final List<String> SCHOOL_TYPES = List.of("普通高校", "高职学校", "民办高校", "独立学院");

    private final Registry registry;
    private final Organizations organizations;
    private final OrganizationChanges changes;
    private final ObjectProvider<OrganizationSection> sections;
    private final Viewers viewers;
    private final AccessPolicy policy;

    RegistryController(
            Registry registry,
            Organizations organizations,
            OrganizationChanges changes,
            ObjectProvider<OrganizationSection> sections,
            Viewers viewers,
            AccessPolicy policy) {
        this.registry = registry;
        this.organizations = organizations;
        this.changes = changes;
        this.sections = sections;
        this.viewers = viewers;
        this.policy = policy;
    }

    /** A section as the template docks it. */
    record Docked(String template, String fragment, Object model) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Integer page,
            Model model) {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.REGISTRY) == Verb.NONE) {
            throw new NotAllowed("您不能查看单位名册");
        }
        Registry.Filter filter = new Registry.Filter(q.strip(), unit, type, status, sort, page);
        boolean unitFilter = SubtreeScope.of(viewer).everything() || Registry.seesNamesOfOthers(viewer);
        model.addAttribute("filter", filter);
        model.addAttribute("result", registry.lines(filter, viewer));
        model.addAttribute("units", unitFilter ? organizations.units() : List.of());
        model.addAttribute("ownFirst", Registry.seesNamesOfOthers(viewer) && !viewer.isTencent());
        model.addAttribute("types", SCHOOL_TYPES);
        model.addAttribute("states", Status.values());
        model.addAttribute("showCodeOfOthers", viewer.isTencent());
        model.addAttribute("mayImport", viewer.isCentre());
        model.addAttribute("mayExport", !viewer.isTencent());
        return "organization/registry";
    }

    @GetMapping("/{code}")
    String show(@PathVariable String code, Model model) {
        Viewer viewer = viewers.current();
        Organization organization = visible(code, viewer);
        boolean full = organizations.visibleTo(viewer, organization);
        model.addAttribute("organization", organization);
        model.addAttribute("full", full);
        model.addAttribute("path", above(organization));
        if (full) {
            model.addAttribute("formerNames", organizations.formerNames(organization));
            model.addAttribute("history", registry.history(organization));
            model.addAttribute("branches", organization.isSchool() ? organizations.below(organization) : List.of());
            model.addAttribute("successor", successor(organization));
        }
        model.addAttribute("mayAddBranch", mayAddBranch(viewer, organization));
        model.addAttribute("sections", docked(organization, viewer));
        return "organization/organization";
    }

    @PostMapping("/{code}/branches")
    String addBranch(
            @PathVariable String code, @RequestParam(defaultValue = "") String name, RedirectAttributes flash) {
        Viewer viewer = viewers.current();
        Organization school = visible(code, viewer);
        if (!mayAddBranch(viewer, school)) {
            throw new NotAllowed("只有本校和所属省级团委可以新增班级团支部");
        }
        try {
            Organization branch = changes.addBranch(code, name, viewer.userId());
            flash.addFlashAttribute("notice", "已新增班级团支部「" + branch.name() + "」，编号 " + branch.code());
        } catch (ChangeRefused refused) {
            flash.addFlashAttribute("branchProblem", String.valueOf(refused.getMessage()));
            flash.addFlashAttribute("branchName", name);
        }
        return "redirect:/registry/" + school.code() + "#branches";
    }

    private Organization visible(String code, Viewer viewer) {
        return organizations
                .byCode(code)
                .filter(organization -> organizations.visibleTo(viewer, organization)
                        || (viewer.isTencent() && !organization.isBranch()))
                .orElseThrow(() -> new NotVisible("这个单位"));
    }

    private boolean mayAddBranch(Viewer viewer, Organization organization) {
        return organization.isSchool()
                && organization.isActive()
                && (viewer.isSchool(organization.code())
                        || policy.verb(viewer, Subject.REGISTRY, Organizations.target(organization)) == Verb.DO);
    }

    private List<Organization> above(Organization organization) {
        return organization.kind() == Kind.CENTRE
                ? List.of()
                : java.util.stream.Stream.iterate(
                                organizations.superiorOf(organization),
                                above -> above.kind() != Kind.CENTRE,
                                organizations::superiorOf)
                        .sorted(Comparator.comparing(Organization::kind))
                        .toList();
    }

    private @Nullable Organization successor(Organization organization) {
        Long id = organization.mergedIntoId();
        return id == null ? null : organizations.get(id);
    }

    private List<Docked> docked(Organization organization, Viewer viewer) {
        return sections.stream()
                .sorted(Comparator.comparingInt(OrganizationSection::order))
                .flatMap(section -> {
                    Object shown = section.model(organization, viewer);
                    String[] parts = section.fragment().split("::", 2);
                    return shown == null
                            ? java.util.stream.Stream.empty()
                            : java.util.stream.Stream.of(new Docked(parts[0].strip(), parts[1].strip(), shown));
                })
                .toList();
    }
}
