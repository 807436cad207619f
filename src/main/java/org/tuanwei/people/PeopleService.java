package org.tuanwei.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Audit;
import org.tuanwei.security.IdentityTables;
import org.tuanwei.security.IdentityTables.Person;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** Makes and keeps accounts: the level above or operations create them, nobody keeps his own. */
@Service
@Transactional
public class PeopleService {

    private static final Pattern USER_ID = Pattern.compile("[a-z][a-z0-9_]{2,29}");
    private static final Pattern NAME = Pattern.compile("[\\p{L}·•.\\- ]{2,30}");
    private static final String SYSTEM = "system";

    private final Accounts accounts;
    private final Activations activations;
    private final IdentityTables tables;
    private final Organizations organizations;
    private final AccessPolicy policy;
    private final Audit audit;

    PeopleService(
            Accounts accounts,
            Activations activations,
            IdentityTables tables,
            Organizations organizations,
            AccessPolicy policy,
            Audit audit) {
        this.accounts = accounts;
        this.activations = activations;
        this.tables = tables;
        this.organizations = organizations;
        this.policy = policy;
        this.audit = audit;
    }

    /** What is filled in for a new account. */
    public record NewAccount(String userId, String name, String email, Post post, String organization) {}

    /**
     * The first account of an organisation whose registration was approved: {@code s<code>} for a school,
     * {@code p<code>} for a League unit; doing it again changes nothing. A class branch is acted for by its school and
     * gets none.
     *
     * @return the user's id
     */
    public String createFirstAccount(Organization organization, ContactCard contact) {
        Organization holder = organization.isBranch() ? organizations.superiorOf(organization) : organization;
        Post post = holder.isSchool() ? Post.SCHOOL_CONTACT : Post.UNIT_STAFF;
        if (!post.fits(holder)) {
            throw new IllegalArgumentException(holder.code() + " gets no account by registration");
        }
        accounts.oneAtATime();
        String userId = (holder.isSchool() ? "s" : "p") + holder.code();
        if (!organization.isBranch()
                && accounts.byId(userId).isEmpty()
                && tables.person(userId).isEmpty()) {
            make(new Person(userId, contact.contactName(), contact.email()), holder, post, SYSTEM);
        }
        return userId;
    }

    /** Throws {@link FormRefused} with every wrong field, {@link NotAllowed} or {@link NotVisible}. */
    public String create(NewAccount account, Viewer viewer) {
        Organization organization = organizations
                .byCodeOrName(account.organization())
                .filter(found -> policy.verb(viewer, Subject.USERS, Organizations.target(found)) == Verb.DO)
                .orElseThrow(() -> new NotVisible("这个单位"));
        if (!account.post().fits(organization)) {
            throw new FormRefused("post", "“" + account.post().label() + "”不是" + organization.name() + "的岗位");
        }
        requireMayFill(viewer, account.post(), organization);
        if (!organization.isActive()) {
            throw new FormRefused(
                    "organizationCode",
                    organization.name() + organization.status().label() + "，不能新建账号");
        }
        Person person = checked(account);
        make(person, organization, account.post(), viewer.userId());
        return person.userId();
    }

    /** Takes the groups away: sessions end within a minute, the password no longer opens anything. */
    public void deactivate(String userId, String reason, Viewer viewer) {
        Account account = mine(userId, viewer);
        if (reason.isBlank()) {
            throw new FormRefused("reason", "请填写停用原因");
        }
        if (account.state() == Account.State.INACTIVE) {
            return;
        }
        Set<String> held = account.state() == Account.State.ACTIVE ? tables.groupsOf(userId) : account.groupsHeld();
        activations.revoke(userId);
        tables.setGroups(userId, List.of());
        accounts.changeState(userId, Account.State.INACTIVE, held, viewer.userId(), reason.strip());
        audit.record("account.deactivated", "user:" + userId, reason.strip());
    }

    /** Gives the groups back; the password has to be chosen anew by a fresh code. */
    public void reactivate(String userId, Viewer viewer) {
        Account account = mine(userId, viewer);
        if (account.state() != Account.State.INACTIVE) {
            return;
        }
        tables.setPassword(userId, Activations.unknownPassword());
        accounts.changeState(userId, Account.State.INVITED, account.groupsHeld(), viewer.userId(), null);
        activations.send(accounts.byId(userId).orElseThrow(), viewer.userId());
        audit.record("account.reactivated", "user:" + userId, "");
    }

    /** Sends a new activation code, as after a lost mail or a forgotten password; earlier codes are void. */
    public void newCode(String userId, Viewer viewer) {
        Account account = mine(userId, viewer);
        if (account.state() == Account.State.INACTIVE) {
            throw new NotAllowed("账号已停用，请先恢复");
        }
        activations.send(account, viewer.userId());
        audit.record("account.code-sent", "user:" + userId, "");
    }

    /** Takes over an account with a password that is known already, as the development-time application has them. */
    public void adopt(Person person, Organization organization, Post post, String password) {
        if (accounts.byId(person.userId()).isPresent()) {
            return;
        }
        if (!post.fits(organization)) {
            throw new IllegalArgumentException(post + " does not fit " + organization.code());
        }
        List<String> groups = List.of(post.group(organization));
        if (tables.person(person.userId()).isEmpty()) {
            tables.create(person, password);
        }
        tables.setGroups(person.userId(), groups);
        accounts.insert(person.userId(), organization.id(), post, Account.State.ACTIVE, groups, SYSTEM);
    }

    /** Makes the very first operations account of an installation, unless there is one. */
    void createFirstAdministrator(String userId, String email) {
        accounts.oneAtATime();
        if (accounts.anyOf(Post.OPERATIONS)) {
            return;
        }
        Person person = checked(new NewAccount(userId, "系统运维", email, Post.OPERATIONS, Organization.CENTRE_CODE));
        make(person, organizations.require(Organization.CENTRE_CODE), Post.OPERATIONS, SYSTEM);
    }

    private void make(Person person, Organization organization, Post post, String by) {
        List<String> groups = List.of(post.group(organization));
        tables.create(person, Activations.unknownPassword());
        accounts.insert(person.userId(), organization.id(), post, Account.State.INVITED, groups, by);
        activations.send(accounts.byId(person.userId()).orElseThrow(), person, by);
        audit.record(
                "account.created",
                "user:" + person.userId(),
                post.label() + "，" + organization.code() + "，由 " + by + " 建立");
    }

    private Person checked(NewAccount account) {
        List<FormRefused.Field> wrong = new ArrayList<>();
        String userId = account.userId().strip();
        if (!USER_ID.matcher(userId).matches()) {
            wrong.add(new FormRefused.Field("userId", "用户名应为3至30位小写字母、数字或下划线，以字母开头"));
        } else if (accounts.byId(userId).isPresent() || tables.person(userId).isPresent()) {
            wrong.add(new FormRefused.Field("userId", "用户名“" + userId + "”已被使用，请换一个"));
        }
        String name = account.name().strip();
        if (!NAME.matcher(name).matches()) {
            wrong.add(new FormRefused.Field("name", "姓名应为2至30个字，不含数字和符号"));
        }
        String email = account.email().strip();
        String emailProblem = ContactDetails.emailProblem(email);
        if (emailProblem != null) {
            wrong.add(new FormRefused.Field("email", emailProblem));
        }
        if (!wrong.isEmpty()) {
            throw new FormRefused(wrong);
        }
        return new Person(userId, name, email);
    }

    /** The account, locked, if this viewer may keep it. */
    private Account mine(String userId, Viewer viewer) {
        Account account = accounts.lock(userId).orElseThrow(() -> new NotVisible("这个账号"));
        Organization organization = organizations.get(account.organizationId());
        if (policy.verb(viewer, Subject.USERS, Organizations.target(organization)) != Verb.DO) {
            throw new NotVisible("这个账号");
        }
        requireMayFill(viewer, account.post(), organization);
        if (viewer.userId().equals(userId)) {
            throw new NotAllowed("不能办理自己的账号，请联系上级或系统运维");
        }
        return account;
    }

    private static void requireMayFill(Viewer viewer, Post post, Organization organization) {
        if (!post.mayBeFilledBy(viewer, organization)) {
            throw new NotAllowed(organization.name() + "的" + post.label() + "账号由上级或系统运维办理");
        }
    }
}
