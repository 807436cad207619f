package org.tuanwei.demo;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.people.PeopleService;
import org.tuanwei.people.Post;
import org.tuanwei.security.IdentityTables.Person;
import org.tuanwei.web.SignInHelp;

/** Invented people for every role, all with one password. */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoPeople implements SignInHelp {

    private static final String[] SURNAMES = {
        "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨"
    };
    private static final String[] GIVEN = {"一鸣", "思远", "雨桐", "子涵", "建国", "晓岚", "文博", "佳宁", "志强", "梦洁", "浩然"};

    private static final List<String> FIRST_UNITS = List.of("310000", "320000");

    private final PeopleService people;
    private final Organizations organizations;
    private final DemoSchools schools;

    DemoPeople(PeopleService people, Organizations organizations, DemoSchools schools) {
        this.people = people;
        this.organizations = organizations;
        this.schools = schools;
    }

    /** The centre, the partner and the first two units: few, for each password hash takes its time. */
    @Transactional
    public void provideFirst() {
        Organization centre = organizations.require(Organization.CENTRE_CODE);
        person("centre", Post.CENTRE_STAFF, centre);
        person("centre_lead", Post.CENTRE_LEAD, centre);
        person("university_office", Post.UNIVERSITY_OFFICE, centre);
        person("tencent", Post.PARTNER, organizations.require(Organization.TENCENT_CODE));
        person("operations", Post.OPERATIONS, centre);
        person("supervisor_centre", Post.CENTRE_SUPERVISOR, centre);
        FIRST_UNITS.forEach(code -> unit(organizations.require(code)));
    }

    /** Everybody else. */
    public void provideOthers() {
        schools.all().forEach(this::provideSchool);
        organizations.units().forEach(this::unit);
    }

    /** The contact of one school, unless he is there. */
    void provideSchool(String code) {
        person("s" + code, Post.SCHOOL_CONTACT, organizations.require(code));
    }

    private void unit(Organization unit) {
        person("p" + unit.code(), Post.UNIT_STAFF, unit);
        person("p" + unit.code() + "_lead", Post.UNIT_LEAD, unit);
        person("supervisor_" + unit.code(), Post.UNIT_SUPERVISOR, unit);
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
        for (String code : schools.all()) {
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

    private void person(String id, Post post, Organization organization) {
        int seed = Math.floorMod(id.hashCode(), SURNAMES.length * GIVEN.length);
        String name = SURNAMES[seed % SURNAMES.length] + GIVEN[seed / SURNAMES.length];
        people.adopt(new Person(id, name, id + "@demo.example"), organization, post, DemoSettings.PASSWORD);
    }
}
