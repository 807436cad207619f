package org.tuanwei.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.organization.Organization.Status;
import org.tuanwei.organization.OrganizationChanges.Approval;
import org.tuanwei.organization.OrganizationChanges.NewSchool;
import org.tuanwei.testing.EngineTest;

@EngineTest
@Transactional
@RecordApplicationEvents
class OrganizationChangesTest {

    private static final Approval APPROVED = new Approval("教育部批复", "p310000", "p310000_lead");

    @Autowired
    OrganizationChanges changes;

    @Autowired
    Organizations organizations;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEvents events;

    private Organization school;
    private Organization other;

    @BeforeEach
    void twoSchools() {
        school = changes.addSchool(new NewSchool("4199000001", "测试甲学院", "民办高校", "310000", "上海市", "本科"), APPROVED);
        other = changes.addSchool(new NewSchool("4199000002", "测试乙大学", "普通高校", "310000", "上海市", "本科"), APPROVED);
    }

    @Test
    void a_new_school_hangs_below_its_unit_and_has_its_group() {
        assertThat(organizations.superiorOf(school).code()).isEqualTo("310000");
        assertThat(school.tenantId()).isEqualTo("310000");
        assertThat(jdbc.sql("select count(*) from public.act_id_group where id_ = 'school-4199000001'")
                        .query(Long.class)
                        .single())
                .isOne();
        assertThatThrownBy(() ->
                        changes.addSchool(new NewSchool("4199000001", "测试丙学院", "民办高校", "310000", null, null), APPROVED))
                .isInstanceOf(ChangeRefused.class)
                .hasMessage("学校标识码4199000001已在名录中");
    }

    @Test
    void class_branches_are_numbered_and_acted_for_by_their_school() {
        Organization first = changes.addBranch("4199000001", "2024级护理1班团支部", "s4199000001");
        Organization second = changes.addBranch("4199000001", "2024级护理2班团支部", "s4199000001");
        assertThat(List.of(first.code(), second.code())).containsExactly("4199000001-1", "4199000001-2");
        assertThat(organizations.superiorOf(first)).isEqualTo(school);
        assertThat(organizations.ownerGroup(first)).isEqualTo("school-4199000001");
        assertThat(organizations.superiorGroup(first)).isEqualTo("province-310000-staff");
        assertThat(organizations.below(school)).containsExactly(first, second);
        assertThatThrownBy(() -> changes.addBranch("4199000001", "2024级护理1班团支部", "s4199000001"))
                .isInstanceOf(ChangeRefused.class);
    }

    @Test
    void closing_ends_the_school_and_its_branches_and_tells_it() {
        Organization branch = changes.addBranch("4199000001", "2024级护理1班团支部", "s4199000001");
        changes.close(school.id(), APPROVED);
        assertThat(organizations.get(school.id()).status()).isEqualTo(Status.CLOSED);
        assertThat(organizations.get(branch.id()).status()).isEqualTo(Status.CLOSED);
        assertThat(events.stream(OrganizationEnded.class))
                .containsExactly(
                        new OrganizationEnded(school.id(), OrganizationEnded.How.CLOSED),
                        new OrganizationEnded(branch.id(), OrganizationEnded.How.CLOSED));
        assertThat(organizations.search("测试甲学院", 5)).isEmpty();
        assertThatThrownBy(() -> changes.rename(school.id(), "测试丙学院", APPROVED)).isInstanceOf(ChangeRefused.class);
        assertThatThrownBy(() -> changes.addBranch("4199000001", "2025级护理1班团支部", "s4199000001"))
                .isInstanceOf(ChangeRefused.class);
    }

    @Test
    void a_merged_school_is_found_as_its_successor() {
        changes.merge(school.id(), other.id(), APPROVED);
        assertThat(organizations.get(school.id()).mergedIntoId()).isEqualTo(other.id());
        assertThat(organizations.search("测试甲学院", 5)).containsExactly(other);
        assertThat(events.stream(OrganizationEnded.class))
                .containsExactly(new OrganizationEnded(school.id(), OrganizationEnded.How.MERGED));
        changes.reinstate(school.id(), APPROVED);
        assertThat(organizations.get(school.id()).isActive()).isTrue();
        assertThat(organizations.search("测试甲学院", 5))
                .extracting(Organization::code)
                .containsExactly("4199000001");
    }

    @Test
    void a_school_merges_only_into_a_living_one_of_its_kind() {
        assertThatThrownBy(() -> changes.merge(school.id(), school.id(), APPROVED))
                .isInstanceOf(ChangeRefused.class);
        Organization unit = organizations.require("310000");
        assertThatThrownBy(() -> changes.merge(school.id(), unit.id(), APPROVED))
                .isInstanceOf(ChangeRefused.class);
        assertThatThrownBy(() -> changes.close(unit.id(), APPROVED))
                .isInstanceOf(ChangeRefused.class)
                .hasMessage("只有高校和班级团支部可以变更");
    }

    @Test
    void an_exempt_school_is_still_found_and_needs_a_reason() {
        assertThatThrownBy(() -> changes.exempt(school.id(), new Approval(" ", "a", "b")))
                .isInstanceOf(ChangeRefused.class)
                .hasMessage("请填写变更原因");
        changes.exempt(school.id(), new Approval("未建团委", "p310000", "p310000_lead"));
        assertThat(organizations.search("测试甲学院", 5))
                .extracting(Organization::status)
                .containsExactly(Status.EXEMPT);
        assertThat(events.stream(OrganizationEnded.class))
                .containsExactly(new OrganizationEnded(school.id(), OrganizationEnded.How.EXEMPTED));
    }

    @Test
    void renaming_keeps_the_former_name_and_every_change_leaves_its_history() {
        changes.rename(school.id(), "测试甲大学", APPROVED);
        changes.rename(school.id(), "测试甲学院", APPROVED);
        assertThat(organizations.formerNames(school)).containsExactly("测试甲大学");
        assertThat(jdbc.sql(
                                "select change || ':' || approved_by from organization_history where organization_id = :id order by id")
                        .param("id", school.id())
                        .query(String.class)
                        .list())
                .containsExactly("CREATED:p310000_lead", "RENAMED:p310000_lead", "RENAMED:p310000_lead");
    }

    @Test
    void history_cannot_be_rewritten() {
        assertThatThrownBy(() -> jdbc.sql("delete from organization_history").update())
                .isInstanceOf(DataAccessException.class);
    }
}
