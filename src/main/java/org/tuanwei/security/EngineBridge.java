package org.tuanwei.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets the engine know for whom each request of our pages calls it, and ends the session of whoever has lost his last
 * group or has been signed in longer than a working day.
 */
class EngineBridge extends OncePerRequestFilter {

    private static final Duration LONGEST_SESSION = Duration.ofHours(12);

    private final IdentityService identityService;
    private final Viewers viewers;
    private final boolean announce;

    /** @param announce false for the web apps, which tell the engine themselves and look the user up unannounced */
    EngineBridge(IdentityService identityService, Viewers viewers, boolean announce) {
        this.identityService = identityService;
        this.viewers = viewers;
        this.announce = announce;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Viewer> viewer = viewers.currentOrNone();
        if (viewer.isPresent() && ended(viewer.get(), request.getSession(false))) {
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
            SecurityContextHolder.clearContext();
            viewer = Optional.empty();
        }
        try {
            viewer.filter(known -> announce)
                    .ifPresent(known -> identityService.setAuthentication(
                            known.userId(), List.copyOf(known.groups()), List.copyOf(known.tenants())));
            chain.doFilter(request, response);
        } finally {
            identityService.clearAuthentication();
        }
    }

    private static boolean ended(Viewer viewer, @org.jspecify.annotations.Nullable HttpSession session) {
        boolean tooLong =
                session != null && System.currentTimeMillis() - session.getCreationTime() > LONGEST_SESSION.toMillis();
        return tooLong || viewer.roles().isEmpty();
    }
}
