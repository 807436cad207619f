package org.tuanwei.people;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.SubtreeScope;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.IdentityTables;
import org.tuanwei.security.IdentityTables.Person;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Role;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The pages of accounts: who has one below me, a new one, an end to one, a new code. */
@Controller
@RequestMapping("/people")
class PeopleController {

    private final PeopleService service;
    private final Accounts accounts;
    private final IdentityTables tables;
    private final Organizations organizations;
    private final Viewers viewers;
    private final AccessPolicy policy;

    PeopleController(
            PeopleService service,
            Accounts accounts,
            IdentityTables tables,
            Organizations organizations,
            Viewers viewers,
            AccessPolicy policy) {
        this.service = service;
        this.accounts = accounts;
        this.tables = tables;
        this.organizations = organizations;
        this.viewers = viewers;
        this.policy = policy;
    }

    /** A line of the list. */
    record Line(Account account, Person person, Organization organization, boolean mayKeep) {}

    /** The form as it was filled in. */
    record Form(
            @Nullable String userId,
            @Nullable String name,
            @Nullable String email,
            @Nullable String post,
            @Nullable String organizationCode) {}

    @GetMapping
    String list(PeopleFilter filter, Model model) {
        Viewer viewer = keeper();
        Accounts.Page found = accounts.page(filter, scope(viewer));
        model.addAttribute("filter", filter);
        model.addAttribute("result", found);
        model.addAttribute("lines", lines(found.accounts(), viewer));
        model.addAttribute("posts", Post.values());
        model.addAttribute("states", Account.State.values());
        return "people/people";
    }

    @GetMapping("/new")
    String form(@RequestParam(defaultValue = "") String organization, Model model) {
        Viewer viewer = keeper();
        return form(viewer, new Form("", "", "", "", organization), Map.of(), model);
    }

    @PostMapping
    String create(Form form, Model model, RedirectAttributes flash, HttpServletResponse response) {
        Viewer viewer = keeper();
        try {
            Post post = Arrays.stream(Post.values())
                    .filter(one -> one.name().equals(form.post()))
                    .findFirst()
                    .orElseThrow(() -> new FormRefused("post", "请选择岗位"));
            String userId = service.create(
                    new PeopleService.NewAccount(
                            text(form.userId()),
                            text(form.name()),
                            text(form.email()),
                            post,
                            text(form.organizationCode())),
                    viewer);
            flash.addFlashAttribute("notice", "账号 " + userId + " 已建立，激活邮件已发出，5个工作日内有效");
            return "redirect:/people/" + userId;
        } catch (FormRefused refused) {
            Map<String, String> problems = new LinkedHashMap<>();
            refused.fields().forEach(field -> problems.put(field.field(), field.message()));
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return form(viewer, form, problems, model);
        }
    }

    @GetMapping("/{userId}")
    String show(@PathVariable String userId, Model model) {
        Viewer viewer = keeper();
        Account account = accounts.byId(userId)
                .filter(found -> {
                    Organization at = organizations.get(found.organizationId());
                    return policy.verb(viewer, Subject.USERS, Organizations.target(at)) == Verb.DO;
                })
                .orElseThrow(() -> new NotVisible("这个账号"));
        model.addAttribute("line", lines(List.of(account), viewer).get(0));
        return "people/person";
    }

    @PostMapping("/{userId}/deactivate")
    String deactivate(
            @PathVariable String userId, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        try {
            service.deactivate(userId, reason, keeper());
            flash.addFlashAttribute("notice", "账号 " + userId + " 已停用，1分钟内退出所有登录");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("reasonProblem", String.valueOf(refused.getMessage()));
        }
        return "redirect:/people/" + userId;
    }

    @PostMapping("/{userId}/reactivate")
    String reactivate(@PathVariable String userId, RedirectAttributes flash) {
        service.reactivate(userId, keeper());
        flash.addFlashAttribute("notice", "账号 " + userId + " 已恢复，请持有人按激活邮件重设密码");
        return "redirect:/people/" + userId;
    }

    @PostMapping("/{userId}/code")
    String newCode(@PathVariable String userId, RedirectAttributes flash) {
        service.newCode(userId, keeper());
        flash.addFlashAttribute("notice", "新的激活邮件已发出，以前的链接全部失效");
        return "redirect:/people/" + userId;
    }

    private Viewer keeper() {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.USERS) != Verb.DO) {
            throw new NotAllowed("您不能办理人员账号");
        }
        return viewer;
    }

    /** Only the groups that keep accounts count: a supervisor's reach does not. */
    private SubtreeScope scope(Viewer viewer) {
        Set<String> keeping = viewer.groups().stream()
                .filter(group -> {
                    Set<Role> roles = new Viewer(viewer.userId(), "", Set.of(group), Set.of()).roles();
                    return roles.stream()
                            .anyMatch(role -> policy.cell(Subject.USERS, role).verb() == Verb.DO);
                })
                .collect(Collectors.toSet());
        return SubtreeScope.of(new Viewer(viewer.userId(), viewer.displayName(), keeping, viewer.tenants()));
    }

    private List<Line> lines(Collection<Account> rows, Viewer viewer) {
        Map<String, Person> people =
                tables.people(rows.stream().map(Account::userId).toList());
        Map<Long, Organization> at = new HashMap<>();
        return rows.stream()
                .map(account -> {
                    Organization organization = at.computeIfAbsent(account.organizationId(), organizations::get);
                    return new Line(
                            account,
                            people.getOrDefault(account.userId(), new Person(account.userId(), "", "")),
                            organization,
                            account.post().mayBeFilledBy(viewer, organization)
                                    && !viewer.userId().equals(account.userId()));
                })
                .toList();
    }

    private String form(Viewer viewer, Form form, Map<String, String> problems, Model model) {
        Organization organization = organizations
                .byCodeOrName(text(form.organizationCode()))
                .filter(found -> policy.verb(viewer, Subject.USERS, Organizations.target(found)) == Verb.DO)
                .orElse(null);
        List<Post> posts = organization == null
                ? Arrays.stream(Post.values())
                        .filter(post -> viewer.isOperations() || viewer.isCentre() || post == Post.SCHOOL_CONTACT)
                        .toList()
                : Post.at(organization.kind()).stream()
                        .filter(post -> post.mayBeFilledBy(viewer, organization))
                        .toList();
        model.addAttribute("form", form);
        model.addAttribute("organization", organization);
        model.addAttribute("posts", posts);
        model.addAttribute("problems", problems);
        model.addAttribute("suggested", suggested(viewer));
        return "people/new";
    }

    /** The organisations whose accounts he most likely makes: a province its schools, others the units. */
    private List<Organization> suggested(Viewer viewer) {
        if (viewer.isCentre() || viewer.isOperations()) {
            return organizations.units();
        }
        return organizations.units().stream()
                .filter(unit -> viewer.isProvince(unit.code()))
                .flatMap(unit -> organizations.below(unit).stream())
                .filter(Organization::isActive)
                .toList();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
