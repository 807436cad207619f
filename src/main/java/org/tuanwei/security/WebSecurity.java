package org.tuanwei.security;

import jakarta.servlet.DispatcherType;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.tuanwei.security.Access.Verb;

/** Denies everything in front, and opens door by door: one sign-in for our pages and the web apps, one sign-out. */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    private static final String OUR_CONTENT_POLICY =
            "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
                    + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final Viewers viewers;
    private final AccessPolicy policy;
    private final EngineApiDoor engineApi;
    private final EngineSignIn signIn;
    private final IdentityService identityService;
    private final ScrapeToken scrapeToken;

    WebSecurity(
            Viewers viewers,
            AccessPolicy policy,
            EngineApiDoor engineApi,
            EngineSignIn signIn,
            @Lazy IdentityService identityService,
            ScrapeToken scrapeToken) {
        this.viewers = viewers;
        this.policy = policy;
        this.engineApi = engineApi;
        this.signIn = signIn;
        this.identityService = identityService;
        this.scrapeToken = scrapeToken;
    }

    /** Tasklist, Cockpit, Admin, Welcome and the interfaces they call. */
    @Bean
    @Order(1)
    SecurityFilterChain webApps(HttpSecurity http) throws Exception {
        http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/camunda/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(path("/camunda/api/admin/setup/**"))
                        .denyAll()
                        .requestMatchers(post("/camunda/api/admin/auth/user/*/login/**"))
                        .denyAll()
                        .requestMatchers(path("/camunda/api/engine/engine/**"))
                        .access(engineApi)
                        .requestMatchers(path("/camunda/api/engine/**"))
                        .denyAll()
                        .requestMatchers(path("/camunda/api/cockpit/**"), path("/camunda/app/cockpit/**"))
                        .access(door(Subject.COCKPIT))
                        .requestMatchers(path("/camunda/app/tasklist/**"), path("/camunda/api/tasklist/**"))
                        .access(door(Subject.TASKLIST))
                        .requestMatchers(path("/camunda/app/admin/**"))
                        .hasRole(Role.OPERATIONS.name())
                        .requestMatchers(path("/camunda/api/admin/auth/**"), get("/camunda/api/admin/plugin/**"))
                        .authenticated()
                        .requestMatchers(path("/camunda/api/admin/**"))
                        .hasRole(Role.OPERATIONS.name())
                        .anyRequest()
                        .authenticated())
                .csrf(csrf -> csrf.disable()) // the web apps bring their own token filter
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), path("/camunda/api/**"))
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/login"), path("/camunda/**")))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives("frame-ancestors 'none'"))
                        .contentTypeOptions(nosniff -> {})
                        .httpStrictTransportSecurity(hsts -> {})
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .logout(logout -> logout.logoutRequestMatcher(post("/camunda/api/admin/auth/user/*/logout"))
                        .logoutSuccessHandler(new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT))
                        .deleteCookies("JSESSIONID"))
                .authenticationProvider(signIn)
                .addFilterBefore(new EngineBridge(identityService, viewers, false), AuthorizationFilter.class);
        return http.build();
    }

    /** The few addresses that tools call: a token instead of a session, so no cookie to forge a request with. */
    @Bean
    @Order(0)
    SecurityFilterChain tools(HttpSecurity http, ObjectProvider<ToolDoor> doors) throws Exception {
        http.securityMatcher(path("/api/v1/activity/**"))
                .authorizeHttpRequests(requests -> requests.anyRequest()
                        .access((authentication, context) -> new AuthorizationDecision(
                                doors.stream().anyMatch(door -> door.admits(context.getRequest())))))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)));
        return http.build();
    }

    /** Our own pages. */
    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(
                                        path("/login"),
                                        path("/register/**"),
                                        path("/receipts/**"),
                                        path("/pickup/**"),
                                        path("/activate/**"),
                                        path("/certified/**"))
                                .permitAll()
                                .requestMatchers(
                                        get("/webjars/**"),
                                        get("/css/**"),
                                        get("/js/**"),
                                        get("/images/**"),
                                        get("/favicon.ico"),
                                        get("/actuator/health/**"))
                                .permitAll()
                                .requestMatchers(get("/actuator/prometheus"))
                                .access(scraper())
                                .requestMatchers(path("/actuator/**"))
                                .hasRole(Role.OPERATIONS.name())
                                .anyRequest()
                                .authenticated())
                .formLogin(login ->
                        login.loginPage("/login").defaultSuccessUrl("/desk").permitAll())
                .logout(logout -> logout.logoutRequestMatcher(post("/logout"))
                        .logoutSuccessUrl("/login?logout")
                        .deleteCookies("JSESSIONID"))
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), path("/api/**"))
                        .defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), path("/actuator/**"))
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/login"), AnyRequestMatcher.INSTANCE))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(OUR_CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .authenticationProvider(signIn)
                .addFilterBefore(new EngineBridge(identityService, viewers, true), AuthorizationFilter.class);
        return http.build();
    }

    /** Hands the signed-in name to the web apps, after the chain above. */
    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> webAppIdentity() {
        var registration = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        registration.setInitParameters(Map.of("authentication-provider", WebappIdentity.class.getName()));
        registration.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        registration.setOrder(101);
        return registration;
    }

    private AuthorizationManager<RequestAuthorizationContext> door(Subject subject) {
        return (authentication, context) -> new AuthorizationDecision(viewers.currentOrNone()
                .map(viewer -> policy.anyVerb(viewer, subject) != Verb.NONE)
                .orElse(false));
    }

    /** Operations, or the machine that fetches the figures. */
    private AuthorizationManager<RequestAuthorizationContext> scraper() {
        return (authentication, context) -> new AuthorizationDecision(scrapeToken.sentBy(context.getRequest())
                || viewers.currentOrNone().map(Viewer::isOperations).orElse(false));
    }

    private static PathPatternRequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    private static PathPatternRequestMatcher get(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, pattern);
    }

    private static PathPatternRequestMatcher post(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, pattern);
    }
}
