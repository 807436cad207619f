package org.tuanwei.testing;

import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
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

    public TestPeople(IdentityService identityService, EngineIdentity identity, Viewers viewers) {
        this.identityService = identityService;
        this.identity = identity;
        this.viewers = viewers;
    }

    /** Name of the user who is in this group and in no other: {@code t.<group>}. */
    public String of(String group) {
        String id = "t." + group;
        identity.asSystem(() -> {
            if (identityService.createUserQuery().userId(id).count() == 0) {
                User user = identityService.newUser(id);
                user.setLastName("测试");
                user.setFirstName(group);
                user.setPassword(PASSWORD);
                identityService.saveUser(user);
                identityService.createMembership(id, group);
            }
            return true;
        });
        viewers.forget(id);
        return id;
    }

    /** Runs as the person of this group, signed in for Spring Security and the engine alike. */
    public <T> T as(String group, Supplier<T> work) {
        String id = of(group);
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
