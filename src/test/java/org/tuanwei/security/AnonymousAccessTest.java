package org.tuanwei.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.tuanwei.testing.Client;
import org.tuanwei.testing.EngineTest;

/** Security row 1 and 2: whoever has not signed in gets nothing but the public list. */
@EngineTest
class AnonymousAccessTest {

    private static final Pattern PUBLIC = Pattern.compile(
            "/|/error|/login|/(register|receipts|pickup|activate|certified)(/.*)?|/(css|js|images|webjars)/.*|/favicon.ico");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @LocalServerPort
    private int port;

    @Test
    void everyRouteOfOurPagesRefusesAnonymousCallsByEveryMethod() {
        List<String> answered = new ArrayList<>();
        Set<String> tried = new TreeSet<>();
        mappings.getHandlerMethods().keySet().forEach(info -> {
            for (String pattern : info.getPatternValues()) {
                if (PUBLIC.matcher(pattern).matches()) {
                    continue;
                }
                String path =
                        pattern.replaceAll("\\{[^}]+}", "1").replace("**", "x").replace("*", "x");
                for (RequestMethod method : RequestMethod.values()) {
                    if (method == RequestMethod.TRACE) {
                        continue;
                    }
                    tried.add(method + " " + path);
                    int status = new Client(port).json(method.name(), path, "").statusCode();
                    if (!refused(status)) {
                        answered.add(method + " " + path + " → " + status);
                    }
                }
            }
        });
        assertThat(tried).hasSizeGreaterThan(50);
        assertThat(answered).isEmpty();
    }

    @Test
    void theWebAppsAndTheEngineInterfaceRefuseAnonymousCalls() {
        List<String> answered = new ArrayList<>();
        for (String path : List.of(
                "/camunda/app/tasklist/default/",
                "/camunda/app/cockpit/default/",
                "/camunda/app/admin/default/",
                "/camunda/app/welcome/default/",
                "/camunda/api/engine/engine/",
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/engine/engine/default/deployment/create",
                "/camunda/api/engine/engine/default/user/create",
                "/camunda/api/engine/engine/default/process-definition/key/account-opening/start",
                "/camunda/api/cockpit/plugin/base/default/process-definition/statistics",
                "/camunda/api/admin/setup/default/user/create",
                "/camunda/api/admin/auth/user/default",
                "/camunda/api/admin/auth/user/default/login/tasklist",
                "/engine-rest/task",
                "/actuator",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/prometheus",
                "/actuator/metrics",
                "/actuator/metrics/tuanwei.cases.open",
                "/nothing-here")) {
            for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
                int status = new Client(port).json(method, path, "{}").statusCode();
                if (!refused(status)) {
                    answered.add(method + " " + path + " → " + status);
                }
            }
        }
        assertThat(answered).isEmpty();
        assertThat(new Client(port)
                        .get("/camunda/api/engine/engine/default/task")
                        .statusCode())
                .as("an interface answers 401, it does not send to a page")
                .isEqualTo(401);
    }

    @Test
    void thePublicListAnswers() {
        for (String path :
                List.of("/login", "/register", "/receipts", "/certified", "/actuator/health", "/css/tuanwei.css")) {
            assertThat(new Client(port).get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    private static boolean refused(int status) {
        return status == 401 || status == 403 || status == 302 || status == 405;
    }
}
