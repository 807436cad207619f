package org.tuanwei.security;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.PasswordPolicyResult;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.EngineIdentity;

/**
 * The door to the engine's identity tables for whoever keeps users and groups. It asks no permission: the caller has
 * checked by the access table.
 */
@Component
@Transactional
public class IdentityTables {

    private final IdentityService identityService;
    private final EngineIdentity identity;
    private final JdbcTemplate jdbc;
    private final Viewers viewers;

    IdentityTables(@Lazy IdentityService identityService, EngineIdentity identity, JdbcTemplate jdbc, Viewers viewers) {
        this.identityService = identityService;
        this.identity = identity;
        this.jdbc = jdbc;
        this.viewers = viewers;
    }

    /** A group with the tenants whose instances its members see. */
    public record NewGroup(String id, String name, Collection<String> tenants) {}

    /** A person as the identity tables hold him. */
    public record Person(String userId, String name, String email) {}

    /** Creates missing tenants. */
    public void provideTenants(Map<String, String> namesById) {
        identity.asSystem(() -> {
            Set<String> known = new HashSet<>();
            identityService.createTenantQuery().unlimitedList().forEach(tenant -> known.add(tenant.getId()));
            namesById.forEach((id, name) -> {
                if (!known.contains(id)) {
                    Tenant tenant = identityService.newTenant(id);
                    tenant.setName(name);
                    identityService.saveTenant(tenant);
                }
            });
            return known;
        });
    }

    /**
     * Creates missing groups with their tenant memberships and the right to read both, and renames those whose name has
     * changed. Straight into the engine's tables: through its service each group costs four queries, and the country has
     * three thousand.
     */
    public void provideGroups(Collection<NewGroup> groups) {
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> members = new ArrayList<>();
        List<Object[]> rights = new ArrayList<>();
        for (NewGroup group : groups) {
            rows.add(new Object[] {group.id(), group.name()});
            rights.add(readRight(group.id(), Resources.GROUP, group.id()));
            for (String tenant : group.tenants()) {
                members.add(new Object[] {UUID.randomUUID().toString(), tenant, group.id()});
                rights.add(readRight(group.id(), Resources.TENANT, tenant));
            }
        }
        batch("""
                insert into public.act_id_group (id_, rev_, name_, type_) values (?, 1, ?, 'WORKFLOW')
                on conflict (id_) do update set name_ = excluded.name_, rev_ = act_id_group.rev_ + 1
                where act_id_group.name_ is distinct from excluded.name_""", rows);
        batch("""
                insert into public.act_id_tenant_member (id_, tenant_id_, group_id_) values (?, ?, ?)
                on conflict do nothing""", members);
        batch("""
                insert into public.act_ru_authorization
                    (id_, rev_, type_, group_id_, resource_type_, resource_id_, perms_)
                values (?, 1, ?, ?, ?, ?, ?) on conflict do nothing""", rights);
    }

    /** The group has exactly these tenants from now on, and the right to read no other. */
    public void moveGroup(NewGroup group) {
        jdbc.update("delete from public.act_id_tenant_member where group_id_ = ?", group.id());
        jdbc.update(
                "delete from public.act_ru_authorization where group_id_ = ? and resource_type_ = ?",
                group.id(),
                Resources.TENANT.resourceType());
        provideGroups(List.of(group));
        identity.asSystem(() -> identityService
                        .createUserQuery()
                        .memberOfGroup(group.id())
                        .unlimitedList())
                .forEach(member -> viewers.forget(member.getId()));
    }

    private static Object[] readRight(String group, Resources resource, String id) {
        return new Object[] {
            UUID.randomUUID().toString(),
            Authorization.AUTH_TYPE_GRANT,
            group,
            resource.resourceType(),
            id,
            Permissions.READ.getValue()
        };
    }

    private void batch(String sql, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(sql, rows);
        }
    }

    @Transactional(readOnly = true)
    public Optional<Person> person(String userId) {
        return identity.asSystem(() -> Optional.ofNullable(
                        identityService.createUserQuery().userId(userId).singleResult())
                .map(IdentityTables::person));
    }

    /** The people of these ids, by id. */
    @Transactional(readOnly = true)
    public Map<String, Person> people(Collection<String> userIds) {
        Map<String, Person> people = new HashMap<>();
        if (!userIds.isEmpty()) {
            identity.asSystem(() -> identityService
                            .createUserQuery()
                            .userIdIn(userIds.toArray(String[]::new))
                            .unlimitedList())
                    .forEach(user -> people.put(user.getId(), person(user)));
        }
        return people;
    }

    /** Creates a person. @param password must satisfy the policy; nobody need know it */
    public void create(Person person, String password) {
        identity.asSystem(() -> {
            User user = identityService.newUser(person.userId());
            user.setLastName(person.name());
            user.setFirstName("");
            user.setEmail(person.email());
            user.setPassword(password);
            identityService.saveUser(user);
            return person;
        });
    }

    /** Changes name and mail address. */
    public void update(Person person) {
        identity.asSystem(() -> {
            User user = existing(person.userId());
            user.setLastName(person.name());
            user.setFirstName("");
            user.setEmail(person.email());
            identityService.saveUser(user);
            return person;
        });
        viewers.forget(person.userId());
    }

    public void setPassword(String userId, String password) {
        identity.asSystem(() -> {
            User user = existing(userId);
            user.setPassword(password);
            identityService.saveUser(user);
            identityService.unlockUser(userId);
            return userId;
        });
    }

    /** Puts the person into exactly these groups; sessions notice within a minute, on every node. */
    public void setGroups(String userId, Collection<String> groups) {
        identity.asSystem(() -> {
            Set<String> before = groupsOf(userId);
            before.stream()
                    .filter(group -> !groups.contains(group))
                    .forEach(group -> identityService.deleteMembership(userId, group));
            groups.stream()
                    .filter(group -> !before.contains(group))
                    .forEach(group -> identityService.createMembership(userId, group));
            return userId;
        });
        viewers.forget(userId);
    }

    @Transactional(readOnly = true)
    public Set<String> groupsOf(String userId) {
        return identity.asSystem(() -> {
            Set<String> groups = new TreeSet<>();
            identityService
                    .createGroupQuery()
                    .groupMember(userId)
                    .unlimitedList()
                    .forEach(group -> groups.add(group.getId()));
            return groups;
        });
    }

    /** The ids of the policy's rules that a password breaks; empty when it may be used. */
    @Transactional(readOnly = true)
    public List<String> brokenRules(String userId, String password) {
        return identity.asSystem(() -> {
            User user = existing(userId);
            PasswordPolicyResult result = identityService.checkPasswordAgainstPolicy(password, user);
            List<String> broken = new ArrayList<>();
            if (result != null) {
                for (PasswordPolicyRule rule : result.getViolatedRules()) {
                    broken.add(rule.getPlaceholder());
                }
            }
            return broken;
        });
    }

    private static Person person(User user) {
        return new Person(
                user.getId(), orEmpty(user.getLastName()) + orEmpty(user.getFirstName()), orEmpty(user.getEmail()));
    }

    private User existing(String userId) {
        User user = identityService.createUserQuery().userId(userId).singleResult();
        if (user == null) {
            throw new NotVisible("这个账号");
        }
        return user;
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
