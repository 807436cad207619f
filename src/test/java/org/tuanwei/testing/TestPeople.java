package org.tuanwei.testing;

import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** People of the tests: one for each group, made when first asked for. */
public final class TestPeople {

    public static final String PASSWORD = "Tuanwei-2026";

    private final IdentityService identityService;
    private final EngineIdentity identity;
    private final Viewers viewers;
    private final JdbcClient jdbc;

    // they all have one password, and its hash takes as long as it is meant to
    private @Nullable Hash hash;

    public TestPeople(IdentityService identityService, EngineIdentity identity, Viewers viewers, JdbcClient jdbc) {
        this.identityService = identityService;
        this.identity = identity;
        this.viewers = viewers;
        this.jdbc = jdbc;
    }

    private record Hash(String password, String salt) {}

    /** Name of the user who is in this group and in no other: {@code t.<group>}. */
    public String of(String group) {
        return of("t.", group);
    }

    /** A second person of the group, to work beside the first. */
    public String colleague(String group) {
        return of("c.", group);
    }

    private String of(String who, String group) {
        String id = who + group;
        identity.asSystem(() -> {
            if (identityService.createUserQuery().userId(id).count() == 0) {
                User user = identityService.newUser(id);
                user.setLastName(who.equals("t.") ? "测试" : "同事");
                user.setFirstName(group);
                save(user);
                identityService.createMembership(id, group);
            }
            return true;
        });
        viewers.forget(id);
        return id;
    }

    private void save(User user) {
        Hash known = hash;
        if (known == null) {
            user.setPassword(PASSWORD);
            identityService.saveUser(user);
            hash = jdbc.sql("select pwd_, salt_ from public.act_id_user where id_ = ?")
                    .param(user.getId())
                    .query((row, n) -> new Hash(row.getString(1), row.getString(2)))
                    .single();
        } else {
            identityService.saveUser(user);
            jdbc.sql("update public.act_id_user set pwd_ = ?, salt_ = ? where id_ = ?")
                    .params(known.password(), known.salt(), user.getId())
                    .update();
        }
    }

    /** Runs as the person of this group, signed in for Spring Security and the engine alike. */
    public <T> T as(String group, Supplier<T> work) {
        return asUser(of(group), work);
    }

    /** The same as this user, whatever groups he is in. */
    public <T> T asUser(String id, Supplier<T> work) {
        Viewer viewer = viewers.of(id);
        var before = SecurityContextHolder.getContext();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                id,
                null,
                AuthorityUtils.createAuthorityList(viewer.roles().stream()
                        .map(role -> "ROLE_" + role.name())
                        .toList())));
        SecurityContextHolder.setContext(context);
        try {
            return identity.as(id, List.copyOf(viewer.groups()), List.copyOf(viewer.tenants()), work);
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    /** As above, without a result. */
    public void run(String group, Runnable work) {
        as(group, () -> {
            work.run();
            return true;
        });
    }
}
