package org.tuanwei.security;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;
import org.tuanwei.security.Access.Verb;

/**
 * The door in front of the engine's REST interface that the web apps bring along: what Tasklist needs for everybody who
 * has it, what Cockpit needs for supervisors, the rest for operations only; deployments, starts, messages and scripts
 * for nobody.
 */
@Component
class EngineApiDoor implements AuthorizationManager<RequestAuthorizationContext> {

    private static final String ENGINE = "/camunda/api/engine/engine/default/";

    private record Rule(String methods, Pattern path) {
        boolean matches(String method, String rest) {
            return methods.contains(method) && path.matcher(rest).matches();
        }
    }

    private static Rule rule(String methods, String path) {
        return new Rule(methods, Pattern.compile(path));
    }

    private static final String ID = "[A-Za-z0-9:_.-]+";

    private static final List<Rule> TASKLIST = List.of(
            rule("GET POST OPTIONS", "task(/count)?"),
            rule("GET OPTIONS", "task/" + ID),
            rule("GET", "task/" + ID + "/(form|rendered-form|deployed-form|form-variables|identity-links|comment)"),
            rule("POST", "task/" + ID + "/(claim|unclaim|submit-form|comment/create)"),
            rule("GET OPTIONS", "filter(/count)?"),
            rule("GET OPTIONS", "filter/" + ID),
            rule("GET POST", "filter/" + ID + "/(count|list|singleResult)"),
            rule("GET POST", "variable-instance(/count)?"),
            rule("GET", "history/user-operation"),
            rule("GET", "process-definition/" + ID),
            rule("GET", "process-definition/" + ID + "/xml"),
            rule("GET", "user/" + ID + "/profile"),
            rule("OPTIONS", "[A-Za-z-]+(/" + ID + ")?/?"),
            rule("GET", "group"),
            rule("GET POST", "identity/groups"),
            rule("GET", "authorization/check"),
            rule("GET", "version"),
            rule("GET", "tenant"));

    private static final List<Rule> COCKPIT = List.of(
            rule(
                    "GET POST",
                    "(process-definition|process-instance|case-definition|decision-definition|deployment|incident|job|job-definition|task|execution|external-task|variable-instance|activity-instance|batch)(/(count|statistics))?"),
            rule(
                    "GET",
                    "(process-definition|decision-definition|process-instance|deployment|job-definition)/" + ID
                            + "(/(xml|diagram|count|statistics|activity-instances|variables|resources|form|startForm))?"),
            rule("GET", "decision-requirements-definition(/count)?"),
            rule("GET", "task/report/candidate-group-count"),
            rule("GET", "(process-definition|decision-definition)/key/" + ID + "(/(xml|statistics))?"),
            rule("GET", "(process-definition|decision-definition)/key/" + ID + "/tenant-id/" + ID + "(/xml)?"),
            rule("GET", "deployment/" + ID + "/resources/" + ID + "/data"),
            rule("GET", "job/" + ID + "/stacktrace"),
            rule("GET", "incident/" + ID),
            rule("GET POST", "history/(process-instance|activity-instance|task|incident|job-log)(/count)?"),
            rule("GET POST", "metrics/.*|batch/statistics(/count)?"),
            rule("GET", "user/" + ID + "/profile"));

    private static final List<Rule> OPERATIONS = List.of(
            rule("PUT", "job/" + ID + "/(retries|duedate|suspended)"),
            rule("POST", "job/" + ID + "/execute"),
            rule("PUT", "(process-instance|job-definition)/" + ID + "/suspended"),
            rule("PUT DELETE", "incident/" + ID + "/annotation"),
            rule("GET", "(user|group|tenant|authorization|identity|telemetry)(/.*)?"),
            rule("GET POST", "(user|group|tenant|authorization)(/count)?"));

    private final Viewers viewers;
    private final AccessPolicy policy;

    EngineApiDoor(Viewers viewers, AccessPolicy policy) {
        this.viewers = viewers;
        this.policy = policy;
    }

    @Override
    @Deprecated(since = "6.4")
    public AuthorizationDecision check(
            Supplier<Authentication> authentication, RequestAuthorizationContext requestContext) {
        return new AuthorizationDecision(viewers.currentOrNone()
                .map(viewer -> allowed(
                        viewer,
                        requestContext.getRequest().getMethod().toUpperCase(Locale.ROOT),
                        requestContext.getRequest().getRequestURI()))
                .orElse(false));
    }

    boolean allowed(Viewer viewer, String method, String uri) {
        if (uri.equals("/camunda/api/engine/engine/") || uri.equals("/camunda/api/engine/engine")) {
            return "GET".equals(method);
        }
        if (!uri.startsWith(ENGINE)) {
            return false;
        }
        String rest = uri.substring(ENGINE.length());
        boolean tasklist = policy.anyVerb(viewer, Subject.TASKLIST) != Verb.NONE;
        boolean cockpit = policy.anyVerb(viewer, Subject.COCKPIT) != Verb.NONE;
        return (tasklist || cockpit) && matches(TASKLIST, method, rest)
                || cockpit && matches(COCKPIT, method, rest)
                || viewer.isOperations() && matches(OPERATIONS, method, rest);
    }

    private static boolean matches(List<Rule> rules, String method, String rest) {
        return rules.stream().anyMatch(rule -> rule.matches(method, rest));
    }
}
