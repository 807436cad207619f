package org.tuanwei.cockpit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.runtime.Incident;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.CaseRouting;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.stuck.StuckBench;
import org.tuanwei.testing.Client;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** Security rows 8 and 9 in Cockpit: a province's supervisor finds his province, through our interface and the engine's. */
@EngineTest
class CockpitScopeTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default/";
    private static final String COCKPIT = "/camunda/api/cockpit/plugin/base/default/";
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Autowired
    private ApplicationContext context;

    @Autowired
    private RegistryImport registry;

    @Autowired
    private Organizations organizations;

    @Autowired
    private TestSchools schools;

    @Autowired
    private TestPeople people;

    @Autowired
    private CaseFiles files;

    @Autowired
    private CaseRouting routing;

    @Autowired
    private Workflow workflow;

    @Autowired
    private MovableClock clock;

    @LocalServerPort
    private int port;

    private final String foreignCode = "49320%05d".formatted(COUNT.incrementAndGet());

    private CaseFile own;
    private CaseFile foreign;
    private String ownInstance;
    private String foreignInstance;
    private Incident ownIncident;
    private Incident foreignIncident;

    @BeforeEach
    void aLateCaseHereAndOneInAnotherProvince() {
        registry.load(
                new StringReader(
                        "moe_code,name,province,city,level,department,note,school_type,league_unit,former_names\n"
                                + foreignCode + ",监控测试学院" + foreignCode + ",江苏省,南京市,本科,江苏省,,普通高校,江苏省,监控专科"
                                + foreignCode + "\n"),
                "test");
        clock.runAhead(Duration.ofDays(-40));
        own = late(schools.school());
        foreign = late(organizations.require(foreignCode));
        clock.back();
        StuckBench stuck = new StuckBench(context).swept();
        ownIncident = stuck.incidents(own.id()).get(0);
        foreignIncident = stuck.incidents(foreign.id()).get(0);
        ownInstance = ownIncident.getProcessInstanceId();
        foreignInstance = foreignIncident.getProcessInstanceId();
    }

    @AfterEach
    void now() {
        clock.back();
    }

    @Test
    void theDashboardShowsASupervisorHisProvinceAndNoOtherWhateverHeAsksFor() {
        Client supervisor = signedIn("supervisor-310000");
        assertThat(supervisor.get("/api/v1/stuck?q=" + own.organizationCode()).body())
                .contains(own.receipt(), ownInstance, "正等高校办理");
        for (String query : List.of(
                "",
                "?unit=320000",
                "?q=" + foreignCode,
                "?q=" + foreign.receipt(),
                "?kind=OVERDUE&unit=320000&age=5")) {
            assertThat(supervisor.get("/api/v1/stuck" + query).body())
                    .as(query)
                    .doesNotContain(foreign.receipt(), foreignInstance);
        }
        assertThat(supervisor.get("/api/v1/stuck?unit=320000").body())
                .as("counts are his, too")
                .contains("\"total\":0")
                .contains("\"label\":\"逾期\",\"count\":0");
        assertThat(supervisor.get("/api/v1/stuck/choices").body())
                .contains("310000")
                .doesNotContain("320000");

        Client nation = signedIn("supervisor-CN");
        assertThat(nation.get("/api/v1/stuck?unit=320000&q=" + foreignCode).body())
                .contains(foreign.receipt());
        assertThat(nation.get("/api/v1/stuck?q=%E7%9B%91%E6%8E%A7%E4%B8%93%E7%A7%91" + foreignCode)
                        .body())
                .as("a former name finds it")
                .contains(foreign.receipt());
    }

    @Test
    void filtersNarrowAndNonsenseNarrowsNothing() {
        Client nation = signedIn("supervisor-CN");
        String search = "/api/v1/stuck?q=" + foreignCode;
        assertThat(nation.get(search + "&phase=REGISTRATION&party=SCHOOL&kind=OVERDUE&age=20")
                        .body())
                .contains(foreign.receipt());
        for (String other : List.of("&phase=AVATAR", "&party=TENCENT", "&kind=BOUNCED", "&age=200")) {
            assertThat(nation.get(search + other).body()).as(other).doesNotContain(foreign.receipt());
        }
        assertThat(nation.get(search + "&kind=x&phase=y&party=z&age=-3&page=-1").body())
                .contains(foreign.receipt());
        assertThat(nation.get("/api/v1/stuck?q=%25&page=9999").statusCode()).isEqualTo(200);
    }

    @Test
    void theTabAnswersForOnesOwnInstancesOnly() {
        Client supervisor = signedIn("supervisor-310000");
        assertThat(supervisor.get("/api/v1/instances/" + ownInstance).body())
                .contains(own.organizationName(), own.receipt(), "\"mayUrge\":true", "逾期", "注册基本信息");
        assertThat(supervisor.get("/api/v1/instances/" + foreignInstance).statusCode())
                .isEqualTo(404);
        assertThat(supervisor.get("/api/v1/instances/no-such-instance").statusCode())
                .isEqualTo(404);
        assertThat(supervisor.get("/api/v1/finished/" + foreign.id() + "/story").statusCode())
                .isEqualTo(404);
    }

    @Test
    void urgingNeedsTheTokenAWordAndTheRightProvince() {
        Client supervisor = signedIn("supervisor-310000");
        String address = "/api/v1/cases/" + own.id() + "/urgings";
        assertThat(supervisor.json("POST", address, "{\"text\":\"请尽快登记\"}").statusCode())
                .as("without the token of the session")
                .isEqualTo(403);
        assertThat(urged(supervisor, foreign.id(), "请尽快登记").statusCode()).isEqualTo(404);
        HttpResponse<String> silent = urged(supervisor, own.id(), "  ");
        assertThat(silent.statusCode()).isEqualTo(422);
        assertThat(silent.body()).contains("写明催办内容");
        assertThat(urged(supervisor, own.id(), "请尽快登记").body()).contains("已催办");
        assertThat(urged(supervisor, own.id(), "请再快一点").body()).contains("可再次催办");
        assertThat(supervisor.get("/api/v1/instances/" + ownInstance).body())
                .contains("请尽快登记", "\"urgeNotBefore\":\"20");
        assertThat(urged(signedIn("operations"), own.id(), "请尽快登记").statusCode())
                .as("operations look, they do not urge")
                .isEqualTo(403);
    }

    @Test
    void theEnginesOwnInterfaceShowsASupervisorNothingOfAnotherProvince() {
        Client supervisor = signedIn("supervisor-310000");
        supervisor.get("/camunda/app/cockpit/default/");
        assertThat(supervisor
                        .get(ENGINE + "incident?maxResults=50&processInstanceId=" + ownInstance)
                        .body())
                .contains(ownIncident.getId());
        assertThat(supervisor.get(ENGINE + "process-instance/" + ownInstance).statusCode())
                .isEqualTo(200);
        assertThat(supervisor
                        .get(ENGINE + "incident?maxResults=50&processInstanceId=" + foreignInstance)
                        .body())
                .isEqualTo("[]");
        assertThat(supervisor
                        .get(ENGINE + "incident?maxResults=50&incidentId=" + foreignIncident.getId())
                        .body())
                .isEqualTo("[]");
        assertThat(supervisor.get(ENGINE + "incident/count?tenantIdIn=320000").body())
                .contains("\"count\":0");
        assertThat(supervisor
                        .get(ENGINE + "incident?maxResults=2000&incidentType=overdue")
                        .body())
                .contains(ownIncident.getId())
                .doesNotContain(foreignIncident.getId());
        assertThat(supervisor
                        .get(ENGINE + "incident/" + foreignIncident.getId())
                        .statusCode())
                .isIn(403, 404);
        assertThat(supervisor
                        .get(ENGINE + "process-instance/" + foreignInstance)
                        .statusCode())
                .isEqualTo(404);
        assertThat(supervisor
                        .get(ENGINE + "process-instance?maxResults=50&processInstanceIds=" + foreignInstance)
                        .body())
                .isEqualTo("[]");
        assertThat(supervisor
                        .json(
                                "POST",
                                COCKPIT + "incident?firstResult=0&maxResults=50",
                                "{\"processInstanceIdIn\":[\"" + foreignInstance + "\"]}")
                        .body())
                .isEqualTo("[]");
        assertThat(supervisor
                        .json(
                                "POST",
                                COCKPIT + "incident?firstResult=0&maxResults=50",
                                "{\"processInstanceIdIn\":[\"" + ownInstance + "\"]}")
                        .body())
                .contains(ownIncident.getId());
        for (String method : List.of("DELETE", "PUT")) {
            assertThat(supervisor
                            .json(method, ENGINE + "incident/" + ownIncident.getId(), "{}")
                            .statusCode())
                    .as("nobody takes a mark off by hand")
                    .isEqualTo(403);
        }
    }

    @Test
    void whoDoesNotUseCockpitIsToldSo() {
        for (String group :
                List.of("school-" + own.organizationCode(), "province-310000-staff", "tencent", "centre-staff")) {
            Client other = signedIn(group);
            for (String path : List.of(
                    "/api/v1/stuck", "/api/v1/stuck/choices", "/api/v1/finished", "/camunda/app/cockpit/default/")) {
                assertThat(other.get(path).statusCode()).as(group + " " + path).isEqualTo(403);
            }
            assertThat(other.get("/api/v1/instances/" + ownInstance).statusCode())
                    .as(group)
                    .isEqualTo(404);
        }
    }

    @Test
    void finishedCasesAreFoundByWhoeverSupervisesThem() {
        files.end(own.id(), "已撤回");
        Client supervisor = signedIn("supervisor-310000");
        assertThat(supervisor
                        .get("/api/v1/finished?state=ENDED&q=" + own.organizationCode())
                        .body())
                .contains(own.receipt(), "已撤回");
        assertThat(supervisor.get("/api/v1/finished/" + own.id() + "/story").body())
                .contains("\"actor\"");
        files.end(foreign.id(), "已撤回");
        assertThat(supervisor
                        .get("/api/v1/finished?unit=320000&q=" + foreignCode)
                        .body())
                .doesNotContain(foreign.receipt());
        assertThat(signedIn("operations")
                        .get("/api/v1/finished?unit=320000&q=" + foreignCode)
                        .body())
                .contains(foreign.receipt());
    }

    private CaseFile late(Organization school) {
        CaseFile file = files.open(school, CaseFile.TENCENT_WEIBO).caseFile();
        Map<String, Object> facts = routing.of(file);
        facts.put("registered", false);
        workflow.start("account-opening", file.id(), file.unitCode(), facts);
        return file;
    }

    private Client signedIn(String group) {
        return new Client(port).signIn(people.of(group), TestPeople.PASSWORD);
    }

    private static HttpResponse<String> urged(Client client, long caseId, String text) {
        return client.tokened("POST", "/api/v1/cases/" + caseId + "/urgings", "{\"text\":\"" + text + "\"}");
    }
}
