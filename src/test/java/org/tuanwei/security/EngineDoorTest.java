package org.tuanwei.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.testing.Client;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** Security rows 2, 3, 12–14 and 26–30: what the engine, its interface and the session leave open, and what not. */
@EngineTest
class EngineDoorTest {

    private static final String API = "/camunda/api/engine/engine/default/";

    /** Of the many closed paths each group tries with one session; a sign-in costs more than a path. */
    private static final Map<String, Client> SIGNED_IN = new HashMap<>();

    @Autowired
    private TestPeople people;

    @Autowired
    private RepositoryService repositoryService;

    @Autowired
    private ProcessEngineConfigurationImpl configuration;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|deployment/create",
                "DELETE|deployment/x",
                "POST|process-definition/key/account-opening/start",
                "POST|process-definition/key/account-opening/submit-form",
                "DELETE|process-definition/key/account-opening",
                "POST|process-instance/delete",
                "POST|process-instance/message-async",
                "POST|process-instance/x/modification",
                "DELETE|process-instance/x",
                "POST|process-instance/x/variables",
                "PUT|process-instance/x/variables/a",
                "POST|migration/execute",
                "POST|modification/execute",
                "POST|message",
                "POST|signal",
                "POST|condition",
                "POST|execution/x/signal",
                "POST|task/create",
                "POST|task/x/complete",
                "POST|task/x/resolve",
                "POST|task/x/delegate",
                "POST|task/x/assignee",
                "POST|task/x/bpmnError",
                "PUT|task/x/variables/decision",
                "POST|task/x/variables",
                "PUT|task/x",
                "POST|filter/create",
                "PUT|filter/x",
                "POST|user/create",
                "PUT|user/x/credentials",
                "DELETE|user/x",
                "POST|group/create",
                "PUT|group/operations/members/x",
                "POST|tenant/create",
                "POST|authorization/create",
                "PUT|authorization/x",
                "GET|user",
                "GET|authorization",
                "POST|decision-definition/key/problem-triage/evaluate",
                "POST|external-task/fetchAndLock",
                "GET|history/variable-instance",
                "POST|history/variable-instance",
                "GET|history/detail",
                "GET|history/task",
                "GET|telemetry/data",
                "GET|schema/log"
            })
    void paths_that_change_the_engine_are_closed_for_everybody_but_operations(String method, String path) {
        for (String group : List.of("school-4131010277", "province-310000-staff", "centre-staff", "tencent")) {
            Client client = SIGNED_IN.computeIfAbsent(group, one -> {
                Client fresh = signedIn(one);
                fresh.get("/camunda/app/tasklist/default/");
                return fresh;
            });
            assertThat(client.json(method, API + path, "{}").statusCode())
                    .as(group + " " + method + " " + path)
                    .isEqualTo(403);
        }
    }

    @Test
    void operations_may_not_deploy_start_or_complete_either() {
        Client operations = signedIn("operations");
        operations.get("/camunda/app/cockpit/default/");
        for (String path : List.of(
                "deployment/create", "process-definition/key/account-opening/start", "message", "task/x/complete")) {
            assertThat(operations.json("POST", API + path, "{}").statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<bpmn:scriptTask id='t' scriptFormat='javascript'><bpmn:script>1</bpmn:script></bpmn:scriptTask>",
                "<bpmn:scriptTask id='t' scriptFormat='juel'><bpmn:script>${1}</bpmn:script></bpmn:scriptTask>",
                "<bpmn:serviceTask id='t' camunda:class='java.lang.Runtime'/>",
                "<bpmn:serviceTask id='t' camunda:delegateExpression='${x}'/>",
                "<bpmn:serviceTask id='t' camunda:expression='${1}'><bpmn:extensionElements><camunda:executionListener event='start'><camunda:script scriptFormat='groovy'>1</camunda:script></camunda:executionListener></bpmn:extensionElements></bpmn:serviceTask>"
            })
    void models_with_scripts_or_classes_are_refused(String task) {
        String model = """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
                <bpmn:process id="hostile" isExecutable="true" camunda:historyTimeToLive="P1D">
                <bpmn:startEvent id="s"/>%s<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/>
                </bpmn:process></bpmn:definitions>""".formatted(task);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> repositoryService
                        .createDeployment()
                        .addString("hostile.bpmn", model)
                        .deploy())
                .isInstanceOf(ProcessEngineException.class);
        assertThat(repositoryService
                        .createProcessDefinitionQuery()
                        .processDefinitionKey("hostile")
                        .count())
                .isZero();
    }

    @Test
    void models_see_no_bean_but_the_steps() {
        assertThat(configuration.getBeans().containsKey("openingSteps")).isTrue();
        for (String bean :
                List.of("dataSource", "jdbcClient", "secrets", "identityService", "openings", "environment")) {
            assertThat(configuration.getBeans().containsKey(bean)).as(bean).isFalse();
        }
    }

    @Test
    void java_objects_are_not_stored_in_variables() {
        assertThat(configuration.isJavaSerializationFormatEnabled()).isFalse();
        assertThat(configuration.getDefaultSerializationFormat()).isEqualTo("application/json");
    }

    @Test
    void lists_of_the_interface_have_an_end() {
        assertThat(configuration.getQueryMaxResultsLimit()).isBetween(1, 2000);
        Client client = signedIn("province-310000-staff");
        assertThat(client.get(API + "task?maxResults=1000000").statusCode()).isBetween(400, 500);
    }

    @Test
    void passwords_are_hashed_with_bcrypt() {
        String user = people.of("centre-staff");
        String hash = jdbc.sql("select pwd_ from act_id_user where id_ = ?")
                .param(user)
                .query(String.class)
                .single();
        assertThat(hash).startsWith("{bcrypt}$2");
    }

    @Test
    void the_session_gets_a_new_id_at_sign_in_and_its_cookie_is_out_of_reach() {
        Client client = new Client(port);
        String before = cookie(client.get("/login").headers().allValues("set-cookie"));
        var answer = client.submit(
                "/login", "/login", Map.of("username", people.of("centre-staff"), "password", TestPeople.PASSWORD));
        String after = cookie(answer.headers().allValues("set-cookie"));
        assertThat(after).contains("HttpOnly").contains("Secure").containsIgnoringCase("SameSite=Lax");
        assertThat(value(after)).isNotEmpty().isNotEqualTo(value(before));
    }

    @Test
    void writes_without_the_token_are_refused_and_sign_out_ends_all_doors() {
        Client client = signedIn("province-310000-staff");
        assertThat(client.json("POST", "/logout", "").statusCode()).isEqualTo(403);
        assertThat(client.get("/desk").statusCode()).isEqualTo(200);
        assertThat(client.get(API + "task/count").statusCode()).isEqualTo(200);
        client.submit("/desk", "/logout", Map.of());
        assertThat(client.get("/desk").statusCode()).isEqualTo(302);
        assertThat(client.get(API + "task/count").statusCode()).isEqualTo(401);
    }

    @Test
    void every_page_carries_the_protecting_headers() {
        var headers = signedIn("centre-staff").get("/desk").headers();
        List<String> missing = new ArrayList<>();
        Map.of(
                        "content-security-policy", "frame-ancestors 'none'",
                        "x-content-type-options", "nosniff",
                        "referrer-policy", "same-origin",
                        "cache-control", "no-store")
                .forEach((name, part) -> {
                    if (headers.allValues(name).stream().noneMatch(value -> value.contains(part))) {
                        missing.add(name + ": " + headers.allValues(name));
                    }
                });
        assertThat(missing).isEmpty();
    }

    private Client signedIn(String group) {
        return new Client(port).signIn(people.of(group), TestPeople.PASSWORD);
    }

    private static String cookie(List<String> setCookies) {
        return setCookies.stream()
                .filter(cookie -> cookie.startsWith("JSESSIONID="))
                .reduce("", (first, second) -> second);
    }

    private static String value(String cookie) {
        return cookie.replaceFirst(";.*", "");
    }

    @Test
    void a_school_reads_the_name_of_the_group_above_it_and_no_other_schools_group() throws Exception {
        Client school = signedIn("school-4131010277");

        assertThat(school.get(API + "group?id=province-310000-staff&maxResults=5")
                        .body())
                .contains("上海市");
        assertThat(school.get(API + "group?id=school-4131010246&maxResults=5").body())
                .isEqualTo("[]");
    }
}
