package org.tuanwei.engine;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes the engine's own rights and Tasklist's filters at every start, from scratch: what is not here, nobody has.
 * Task rights come from the candidates of each task; who may open which web app is decided in front of the engine.
 */
@Component
@Order(10)
public class EngineRights implements ApplicationRunner {

    private static final String EVERYBODY = "*";
    private static final long LOCK = 0x726967687473L;

    /** A filter of Tasklist. @param groups whose list shows it; empty = everybody's */
    private record TaskFilter(String name, String description, List<String> groups, TaskQuery query, boolean refresh) {}

    private final AuthorizationService authorizationService;
    private final FilterService filterService;
    private final IdentityService identityService;
    private final EngineIdentity identity;
    private final JdbcClient jdbc;

    EngineRights(
            AuthorizationService authorizationService,
            FilterService filterService,
            IdentityService identityService,
            EngineIdentity identity,
            JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.identityService = identityService;
        this.authorizationService = authorizationService;
        this.filterService = filterService;
        this.identity = identity;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        // two nodes starting at once would both find nothing and write the same
        jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(row -> {});
        identity.asSystem(() -> {
            filters();
            for (String app : List.of("tasklist", "welcome")) {
                everybody(Resources.APPLICATION, app, Permissions.ACCESS);
            }
            // Tasklist names the group a task waits for; without the right it would show the group's id
            groupsLike("(province|centre)-.*|university-office|tencent")
                    .forEach(group -> everybody(Resources.GROUP, group, Permissions.READ));
            keepSetUpPageShut();
            for (String group : groupsLike("operations|centre-lead|supervisor-.*")) {
                cockpit(group);
            }
            group("operations", Resources.APPLICATION, "admin", Permissions.ACCESS);
            for (Resource readable :
                    List.of(Resources.USER, Resources.GROUP, Resources.TENANT, Resources.AUTHORIZATION)) {
                group("operations", readable, EVERYBODY, Permissions.READ);
            }
            group(
                    "operations",
                    Resources.PROCESS_DEFINITION,
                    EVERYBODY,
                    ProcessDefinitionPermissions.RETRY_JOB,
                    ProcessDefinitionPermissions.SUSPEND_INSTANCE);
            return true;
        });
    }

    /** Lets a group watch the running instances of its tenants in Cockpit. */
    public void cockpit(String groupId) {
        identity.asSystem(() -> {
            group(groupId, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
            group(groupId, Resources.PROCESS_DEFINITION, EVERYBODY, Permissions.READ, Permissions.READ_INSTANCE);
            group(groupId, Resources.DEPLOYMENT, EVERYBODY, Permissions.READ);
            group(groupId, Resources.DECISION_DEFINITION, EVERYBODY, Permissions.READ);
            return true;
        });
    }

    private void filters() {
        List<TaskFilter> wanted = new ArrayList<>();
        wanted.add(new TaskFilter("待我单位办理", "分到本单位、还没有人签收的待办", List.of(), candidates(), true));
        wanted.add(new TaskFilter("我已签收", "我签收了、还没有办结的待办", List.of(), mine(), true));
        wanted.add(new TaskFilter("三日内到期", "我单位三日内到期的待办", List.of(), soon(), true));
        wanted.add(new TaskFilter("已逾期", "我单位已超过期限的待办", List.of(), late(), true));
        wanted.add(role("待审核登记资料", "高校登记资料，审核通过后提交腾讯公司", "province-.*-staff", "Task_Review"));
        wanted.add(role("待审核头像", "高校上传的头像", "province-.*-staff", "Task_ReviewAvatar"));
        wanted.add(role("待审核单位变更", "增加、撤销、合并、更名、豁免", "province-.*", "Task_Decide"));
        wanted.add(role("待核对统计表", "本省高校团委微博建设负责人信息统计表", "province-.*-staff", "Task_Check"));
        wanted.add(role("待审核统计表", "本省统计表，审核同意后报送", "province-.*-lead", "Task_Approve"));
        wanted.add(role("待复核统计表", "各省报送的统计表", "centre-.*", "Task_Accept"));
        wanted.add(role("待登记号码与密码", "等待发放 QQ 号码与初始密码的单位", "tencent", "Task_IssueCredentials"));
        wanted.add(role("待处理的问题", "高校和省级团委提出的问题", "tencent", "Task_PartnerHandle"));
        Map<String, Filter> existing = new HashMap<>();
        filterService.createTaskFilterQuery().list().forEach(filter -> existing.put(filter.getName(), filter));
        int priority = 0;
        for (TaskFilter list : wanted) {
            Filter known = existing.remove(list.name());
            Filter filter = known == null ? filterService.newTaskFilter(list.name()) : known;
            filter.setQuery(list.query());
            Map<String, Object> properties = new HashMap<>();
            properties.put("description", list.description());
            properties.put("priority", ++priority);
            properties.put("color", "#b3121d");
            properties.put("refresh", list.refresh());
            properties.put("showUndefinedVariable", false);
            filter.setProperties(properties);
            filterService.saveFilter(filter);
            if (list.groups().isEmpty()) {
                everybody(Resources.FILTER, filter.getId(), Permissions.READ);
            }
            list.groups().forEach(group -> group(group, Resources.FILTER, filter.getId(), Permissions.READ));
        }
        existing.values().forEach(old -> filterService.deleteFilter(old.getId()));
    }

    private List<String> groupsLike(String pattern) {
        return identityService.createGroupQuery().list().stream()
                .map(Group::getId)
                .filter(id -> id.matches(pattern))
                .toList();
    }

    /**
     * The web apps lead everybody to their first-administrator page while the engine's own admin group is empty. The
     * user who fills it has a password nobody knows and none of our groups, so he can never sign in.
     */
    private void keepSetUpPageShut() {
        String admins = org.camunda.bpm.engine.authorization.Groups.CAMUNDA_ADMIN;
        if (identityService.createUserQuery().memberOfGroup(admins).count() > 0) {
            return;
        }
        if (identityService.createGroupQuery().groupId(admins).count() == 0) {
            Group group = identityService.newGroup(admins);
            group.setName("引擎保留组");
            identityService.saveGroup(group);
        }
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        User nobody = identityService.newUser("nobody");
        nobody.setLastName("引擎保留用户");
        nobody.setPassword("Aa1!" + Base64.getEncoder().encodeToString(secret));
        identityService.saveUser(nobody);
        identityService.createMembership(nobody.getId(), admins);
    }

    private TaskFilter role(String name, String description, String groupsLike, String task) {
        // one of the groups is enough to see the filter; the query itself asks for those of whoever looks
        return new TaskFilter(
                name,
                description,
                groupsLike(groupsLike),
                candidatesWithAssigned().taskDefinitionKey(task),
                true);
    }

    private static TaskQuery byDueDate() {
        return new TaskQueryImpl().orderByDueDate().asc();
    }

    private static TaskQuery candidates() {
        return byDueDate().taskCandidateGroupInExpression("${currentUserGroups()}");
    }

    private static TaskQuery mine() {
        return byDueDate().taskAssigneeExpression("${currentUser()}");
    }

    private static TaskQuery soon() {
        return candidatesWithAssigned().dueAfterExpression("${now()}").dueBeforeExpression("${dateTime().plusDays(3)}");
    }

    private static TaskQuery late() {
        return candidatesWithAssigned().dueBeforeExpression("${now()}");
    }

    private static TaskQuery candidatesWithAssigned() {
        return byDueDate()
                .taskCandidateGroupInExpression("${currentUserGroups()}")
                .includeAssignedTasks();
    }

    private void everybody(Resource resource, String id, Permission... permissions) {
        boolean known = authorizationService
                        .createAuthorizationQuery()
                        .authorizationType(Authorization.AUTH_TYPE_GLOBAL)
                        .resourceType(resource)
                        .resourceId(id)
                        .count()
                > 0;
        if (!known) {
            Authorization right = authorizationService.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
            save(right, resource, id, permissions);
        }
    }

    private void group(String groupId, Resource resource, String id, Permission... permissions) {
        Authorization right = authorizationService
                .createAuthorizationQuery()
                .groupIdIn(groupId)
                .resourceType(resource)
                .resourceId(id)
                .singleResult();
        if (right == null) {
            right = authorizationService.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            right.setGroupId(groupId);
        }
        save(right, resource, id, permissions);
    }

    private void save(Authorization right, Resource resource, String id, Permission... permissions) {
        right.setResource(resource);
        right.setResourceId(id);
        for (Permission permission : permissions) {
            right.addPermission(permission);
        }
        authorizationService.saveAuthorization(right);
    }
}
