package org.tuanwei.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy.Target;

/** The access table, row by row. */
class AccessPolicyTest {

    private static final Target SHANGHAI_SCHOOL = new Target("310000", "4131010277", false, false);
    private static final Target AT_PARTNER = new Target("310000", "4131010277", false, true);
    private static final Target BRANCH = new Target("310000", "4131010277", true, false);

    private final AccessPolicy policy = new AccessPolicy();

    private static Viewer viewer(String... groups) {
        return new Viewer("someone", "某人", Set.of(groups), Set.of());
    }

    @ParameterizedTest(name = "{0} with {1} may {2}")
    @CsvSource({
        "CASE, school-4131010277, DO",
        "CASE, school-4131010248, NONE",
        "CASE, province-310000-staff, DO",
        "CASE, province-310000-lead, DO",
        "CASE, province-320000-staff, NONE",
        "CASE, supervisor-310000, MASKED",
        "CASE, supervisor-320000, NONE",
        "CASE, supervisor-CN, MASKED",
        "CASE, centre-staff, DO",
        "CASE, university-office, NONE",
        "CASE, tencent, NONE",
        "CASE, operations, MASKED",
        "CONTACT, school-4131010277, DO",
        "CONTACT, province-310000-staff, DO",
        "CONTACT, supervisor-310000, NONE",
        "CONTACT, centre-staff, SEE",
        "CONTACT, operations, NONE",
        "CREDENTIAL, school-4131010277, DO",
        "CREDENTIAL, province-310000-staff, NONE",
        "CREDENTIAL, centre-lead, NONE",
        "CREDENTIAL, operations, NONE",
        "REVIEW, province-310000-staff, DO",
        "REVIEW, province-310000-lead, SEE",
        "REVIEW, province-320000-staff, NONE",
        "REVIEW, centre-staff, DO",
        "REVIEW, school-4131010277, NONE",
        "REVIEW, supervisor-310000, NONE",
        "REVIEW, tencent, NONE",
        "PROBLEM, supervisor-310000, MASKED",
        "PROBLEM, tencent, NONE",
        "COLLECTION, school-4131010277, DO",
        "COLLECTION, school-4131010248, NONE",
        "COLLECTION, province-310000-lead, DO",
        "COLLECTION, province-320000-staff, NONE",
        "COLLECTION, supervisor-310000, MASKED",
        "COLLECTION, centre-staff, DO",
        "COLLECTION, university-office, NONE",
        "COLLECTION, tencent, NONE",
        "COLLECTION, operations, NONE",
        "EXISTING_ACCOUNT, school-4131010277, SEE",
        "EXISTING_ACCOUNT, school-4131010248, NONE",
        "EXISTING_ACCOUNT, province-310000-staff, SEE",
        "EXISTING_ACCOUNT, supervisor-320000, NONE",
        "EXISTING_ACCOUNT, centre-lead, DO",
        "EXISTING_ACCOUNT, tencent, DO",
        "EXISTING_ACCOUNT, operations, NONE",
        "ACTIVITY, school-4131010277, DO",
        "ACTIVITY, school-4131010248, NONE",
        "ACTIVITY, province-310000-lead, DO",
        "ACTIVITY, province-320000-staff, NONE",
        "ACTIVITY, supervisor-310000, SEE",
        "ACTIVITY, centre-staff, DO",
        "ACTIVITY, university-office, NONE",
        "ACTIVITY, tencent, NONE",
        "ACTIVITY, operations, NONE",
        "CERTIFICATION, school-4131010277, DO",
        "CERTIFICATION, school-4131010248, NONE",
        "CERTIFICATION, province-310000-staff, DO",
        "CERTIFICATION, province-320000-lead, NONE",
        "CERTIFICATION, supervisor-310000, SEE",
        "CERTIFICATION, centre-staff, DO",
        "CERTIFICATION, university-office, NONE",
        "CERTIFICATION, tencent, NONE",
        "CERTIFICATION, operations, NONE",
        "QUEUE, operations, DO",
        "QUEUE, school-4131010277, NONE",
        "DEADLINE, school-4131010277, DO",
        "DEADLINE, school-4131010248, NONE",
        "DEADLINE, province-310000-lead, DO",
        "DEADLINE, province-320000-staff, NONE",
        "DEADLINE, supervisor-310000, SEE",
        "DEADLINE, university-office, NONE",
        "DEADLINE, tencent, NONE",
        "CALENDAR, school-4131010277, SEE",
        "CALENDAR, province-310000-lead, SEE",
        "CALENDAR, centre-staff, DO",
        "CALENDAR, operations, DO",
        "USERS, province-310000-lead, DO",
        "USERS, school-4131010277, NONE",
        "TASKLIST, supervisor-310000, DO",
        "TASKLIST, operations, NONE",
        "SUPERVISION, school-4131010277, DO",
        "SUPERVISION, school-4131010248, NONE",
        "SUPERVISION, province-310000-lead, DO",
        "SUPERVISION, supervisor-310000, DO",
        "SUPERVISION, supervisor-320000, NONE",
        "SUPERVISION, supervisor-CN, DO",
        "SUPERVISION, centre-staff, DO",
        "SUPERVISION, university-office, NONE",
        "SUPERVISION, tencent, NONE",
        "SUPERVISION, operations, NONE",
        "COCKPIT, supervisor-310000, DO",
        "COCKPIT, centre-staff, NONE",
        "AUDIT, centre-lead, SEE",
        "AUDIT, centre-staff, NONE",
    })
    void holdsForASchoolOfShanghai(Subject subject, String group, Verb verb) {
        assertThat(policy.verb(viewer(group), subject, SHANGHAI_SCHOOL)).isEqualTo(verb);
    }

    @Test
    void thePartnerActsOnlyOnWhatWaitsForIt() {
        assertThat(policy.verb(viewer("tencent"), Subject.CASE, AT_PARTNER)).isEqualTo(Verb.DO);
        assertThat(policy.verb(viewer("tencent"), Subject.CONTACT, AT_PARTNER)).isEqualTo(Verb.SEE);
        assertThat(policy.verb(viewer("tencent"), Subject.CONTACT, SHANGHAI_SCHOOL))
                .isEqualTo(Verb.NONE);
    }

    @Test
    void theUniversityOfficeSeesBranchesMasked() {
        assertThat(policy.verb(viewer("university-office"), Subject.CASE, BRANCH))
                .isEqualTo(Verb.MASKED);
    }

    @Test
    void severalRolesGiveTheStrongestRight() {
        assertThat(policy.verb(viewer("supervisor-310000", "province-310000-lead"), Subject.CASE, SHANGHAI_SCHOOL))
                .isEqualTo(Verb.DO);
    }

    @Test
    void whatIsNotHisDoesNotExistForHimAndWhatHeOnlySeesHeMayNotDo() {
        assertThatThrownBy(() -> policy.requireSee(viewer("school-1"), Subject.CASE, SHANGHAI_SCHOOL, "案件"))
                .isInstanceOf(NotVisible.class);
        assertThatThrownBy(() -> policy.requireDo(viewer("supervisor-310000"), Subject.CASE, SHANGHAI_SCHOOL, "案件"))
                .isInstanceOf(NotAllowed.class);
    }

    @ParameterizedTest
    @EnumSource(Subject.class)
    void everySubjectHasACellForEveryRole(Subject subject) {
        for (Role role : Role.values()) {
            assertThat(policy.cell(subject, role)).isNotNull();
        }
        assertThat(policy.verb(viewer(), subject, SHANGHAI_SCHOOL))
                .as("nobody without a role")
                .isEqualTo(Verb.NONE);
    }
}
