package org.tuanwei.demo;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.web.SignInHelp;

/** Invented people for every role, all with one password. */
@Component
class DemoPeople implements SignInHelp {

    private static final String[] SURNAMES = {
        "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨"
    };
    private static final String[] GIVEN = {"一鸣", "思远", "雨桐", "子涵", "建国", "晓岚", "文博", "佳宁", "志强", "梦洁", "浩然"};

    private static final List<String> FIRST_UNITS = List.of("310000", "320000");

    private final IdentityService identityService;
    private final EngineIdentity identity;
    private final Organizations organizations;
    private final JdbcClient jdbc;

    DemoPeople(IdentityService identityService, EngineIdentity identity, Organizations organizations, JdbcClient jdbc) {
        this.identityService = identityService;
        this.identity = identity;
        this.organizations = organizations;
        this.jdbc = jdbc;
    }

    /** The centre, the partner and the first two units: few, for each password hash takes its time. */
    @Transactional
    public void provideFirst() {
        identity.asSystem(() -> {
            person("centre", "centre-staff");
            person("centre_lead", "centre-lead");
            person("university_office", "university-office");
            person("tencent", "tencent");
            person("operations", "operations");
            person("supervisor_centre", "supervisor-CN");
            FIRST_UNITS.forEach(this::unit);
            return true;
        });
    }

    /** Everybody else. */
    public void provideOthers() {
        identity.asSystem(() -> {
            schools().forEach(code -> person("s" + code, "school-" + code));
            organizations.units().forEach(unit -> unit(unit.code()));
            return true;
        });
    }

    private void unit(String code) {
        person("p" + code, "province-" + code + "-staff");
        person("p" + code + "_lead", "province-" + code + "-lead");
        person("supervisor_" + code, "supervisor-" + code);
    }

    @Override
    public List<Account> accounts() {
        List<Account> accounts = new ArrayList<>();
        accounts.add(new Account("centre", "团中央学校部专人"));
        accounts.add(new Account("centre_lead", "团中央学校部负责人"));
        accounts.add(new Account("university_office", "大学处"));
        accounts.add(new Account("tencent", "腾讯公司"));
        accounts.add(new Account("operations", "系统运维"));
        accounts.add(new Account("supervisor_centre", "全国督办人"));
        for (String code : FIRST_UNITS) {
            String unit = organizations.require(code).name();
            accounts.add(new Account("p" + code, unit + "专人"));
            accounts.add(new Account("p" + code + "_lead", unit + "负责人"));
        }
        accounts.add(
                new Account("supervisor_310000", organizations.require("310000").name() + "督办人"));
        for (String code : schools()) {
            accounts.add(new Account("s" + code, organizations.require(code).name()));
        }
        for (Organization unit : organizations.units()) {
            if (!FIRST_UNITS.contains(unit.code())) {
                accounts.add(new Account("p" + unit.code(), unit.name() + "专人（负责人 p" + unit.code() + "_lead）"));
            }
        }
        return accounts;
    }

    @Override
    public String password() {
        return DemoSettings.PASSWORD;
    }

    /** Schools of the small registry; of a whole country's only the first sixty get a demo person. */
    private List<String> schools() {
        return jdbc.sql("select code from organization where kind = 'SCHOOL' and status = 'ACTIVE'"
                        + " order by code <> '4131010277', unit_code <> '310000', code limit 60")
                .query(String.class)
                .list();
    }

    private void person(String id, String group) {
        if (identityService.createUserQuery().userId(id).count() == 0) {
            User user = identityService.newUser(id);
            int seed = Math.floorMod(id.hashCode(), SURNAMES.length * GIVEN.length);
            user.setLastName(SURNAMES[seed % SURNAMES.length]);
            user.setFirstName(GIVEN[seed / SURNAMES.length]);
            user.setEmail(id + "@demo.example");
            user.setPassword(DemoSettings.PASSWORD);
            identityService.saveUser(user);
            identityService.createMembership(id, group);
        }
    }
}
