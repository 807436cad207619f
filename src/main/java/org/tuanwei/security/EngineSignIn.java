package org.tuanwei.security;

import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.EngineIdentity;

/**
 * Signs in against the engine's identity tables. Five failures lock a name for 15 minutes, fifty an address; an unknown
 * name takes as long as a wrong password.
 */
@Component
class EngineSignIn implements AuthenticationProvider {

    static final int FAILURES_PER_NAME = 5;
    private static final int FAILURES_PER_ADDRESS = 50;
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration LOCKED = Duration.ofMinutes(15);

    private final IdentityService identityService;
    private final EngineIdentity identity;
    private final EnginePasswords passwords;
    private final RateLimits limits;
    private final Viewers viewers;
    private final String decoy;

    EngineSignIn(
            @Lazy IdentityService identityService,
            EngineIdentity identity,
            EnginePasswords passwords,
            RateLimits limits,
            Viewers viewers) {
        this.identityService = identityService;
        this.identity = identity;
        this.passwords = passwords;
        this.limits = limits;
        this.viewers = viewers;
        this.decoy = passwords.encrypt("decoy");
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName();
        String address = attempt.getDetails() instanceof WebAuthenticationDetails details
                ? String.valueOf(details.getRemoteAddress())
                : "";
        if (limits.locked("sign-in-name", name, LOCKED)
                || limits.taken("sign-in-address", address, WINDOW) >= FAILURES_PER_ADDRESS) {
            throw new LockedException("连续输错次数过多，请 15 分钟后再试");
        }
        Object password = attempt.getCredentials();
        if (password == null || !matches(name, password.toString())) {
            if (!limits.tryAcquire("sign-in-name", name, FAILURES_PER_NAME - 1, WINDOW)) {
                limits.lock("sign-in-name", name);
            }
            limits.tryAcquire("sign-in-address", address, FAILURES_PER_ADDRESS, WINDOW);
            throw new BadCredentialsException("用户名或密码不正确");
        }
        limits.reset("sign-in-name", name);
        viewers.forget(name);
        Viewer viewer = viewers.of(name);
        if (viewer.roles().isEmpty()) {
            throw new BadCredentialsException("用户名或密码不正确");
        }
        List<SimpleGrantedAuthority> authorities = viewer.roles().stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(name, null, authorities);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private boolean matches(String name, String password) {
        if (!name.matches("[a-zA-Z0-9_.-]{1,64}")) {
            return passwords.check(password, decoy) && false;
        }
        return identity.asSystem(() -> {
            if (identityService.createUserQuery().userId(name).count() == 0) {
                passwords.check(password, decoy);
                return false;
            }
            return identityService.checkPassword(name, password);
        });
    }
}
