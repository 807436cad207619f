package org.tuanwei.security;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.EngineIdentity;

/** The person of the request; a change of his groups reaches every node within {@value #SECONDS_KEPT} seconds. */
@Component
public class Viewers {

    private static final int SECONDS_KEPT = 20;

    private record Kept(Viewer viewer, Instant until) {}

    private final IdentityService identityService;
    private final EngineIdentity identity;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    Viewers(@Lazy IdentityService identityService, EngineIdentity identity) {
        this.identityService = identityService;
        this.identity = identity;
    }

    /** @throws NotAllowed where nobody has signed in */
    public Viewer current() {
        return currentOrNone().orElseThrow(() -> new NotAllowed("请先登录"));
    }

    public Optional<Viewer> currentOrNone() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !authentication.isAuthenticated()
                || authentication instanceof AnonymousAuthenticationToken) {
            return Optional.empty();
        }
        return Optional.of(of(authentication.getName()));
    }

    /** The same for any user, as far as the identity tables know him; without groups where they do not. */
    public Viewer of(String userId) {
        // wall clock on purpose: the demo clock may jump days, revoking may not wait for it
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        Kept known = kept.get(userId);
        if (known != null && known.until().isAfter(now)) {
            return known.viewer();
        }
        Viewer viewer = load(userId);
        kept.put(userId, new Kept(viewer, now.plus(Duration.ofSeconds(SECONDS_KEPT))));
        return viewer;
    }

    /** Forgets what is kept of a user on this node, after his groups were changed here. */
    public void forget(String userId) {
        kept.remove(userId);
    }

    private Viewer load(String userId) {
        return identity.asSystem(() -> {
            User user = identityService.createUserQuery().userId(userId).singleResult();
            if (user == null) {
                return new Viewer(userId, userId, Set.of(), Set.of());
            }
            Set<String> groups = new LinkedHashSet<>();
            for (Group group :
                    identityService.createGroupQuery().groupMember(userId).list()) {
                groups.add(group.getId());
            }
            Set<String> tenants = new LinkedHashSet<>();
            for (Tenant tenant : identityService
                    .createTenantQuery()
                    .userMember(userId)
                    .includingGroupsOfUser(true)
                    .list()) {
                tenants.add(tenant.getId());
            }
            String name = (orEmpty(user.getLastName()) + orEmpty(user.getFirstName())).strip();
            return new Viewer(userId, name.isEmpty() ? userId : name, Set.copyOf(groups), Set.copyOf(tenants));
        });
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
