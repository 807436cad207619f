package org.tuanwei.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tuanwei.certification.CertificationStage.FIRST;
import static org.tuanwei.certification.CertificationStage.YES;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.casefile.CaseStory;
import org.tuanwei.certification.Certification.State;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.UnitTies;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** A certified account that went inactive before the centre again: kept, and later withdrawn. */
@EngineTest
class CertificationRecheckTest {

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private CertificationService service;

    @Autowired
    private Certifications certifications;

    @Autowired
    private CertificationTies ties;

    @Autowired
    private Workflow workflow;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private CaseStory story;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private MovableClock clock;

    private CertificationStage stage;
    private Organization school;

    @BeforeEach
    void anEligibleSchool() {
        stage = beans.createBean(CertificationStage.class);
        school = stage.eligibleSchool(beans.createBean(ActivityStage.class));
    }

    @AfterEach
    void today() {
        clock.back();
    }

    @Test
    void four_weeks_of_inactivity_are_rechecked_kept_at_EndEvent_Kept_and_later_withdrawn_at_EndEvent_Withdrawn() {
        long id = stage.certified(school);
        stage.streak(school.id(), FIRST.plus(4), 3, "INACTIVE");
        stage.wednesdayAfter(6);
        service.recheckDue();
        assertThat(rechecks(id)).as("three weeks are not four").isEmpty();
        stage.streak(school.id(), FIRST.plus(7), 1, "INACTIVE");
        stage.wednesdayAfter(7);
        service.recheckDue();
        service.recheckDue();
        HumanTask task = rechecks(id).get(0);
        assertThat(rechecks(id)).as("asked once").hasSize(1);
        assertThat(deadlines.openFor(task.taskId()).orElseThrow().party()).isEqualTo(Deadline.Party.CENTRE);
        assertThat(ties.underWay(List.of(school.code())))
                .extracting(UnitTies.Tie::what)
                .containsExactly("微博认证正在复核");
        people.run("centre-staff", () -> workflow.complete(task.taskId(), YES));
        assertThat(stage.end(CertificationProcess.recheckKey(id))).isEqualTo("EndEvent_Kept");
        assertThat(certifications.get(id).state()).isEqualTo(State.CERTIFIED);
        service.recheckDue();
        assertThat(rechecks(id)).as("kept for four weeks").isEmpty();

        clock.set(ActivityStage.at(FIRST.plus(13).monday(), 9));
        service.recheckDue();
        people.run(
                "centre-staff",
                () -> workflow.complete(
                        rechecks(id).get(0).taskId(), Map.of("decision", "withdraw", "reason", "两个月没有更新，撤销认证")));
        jobs.runDue(CertificationProcess.recheckKey(id));
        assertThat(certifications.get(id).state()).isEqualTo(State.WITHDRAWN);
        assertThat(stage.ends(CertificationProcess.recheckKey(id)))
                .containsExactlyInAnyOrder("EndEvent_Kept", "EndEvent_Withdrawn");
        assertThat(stage.mail(school, "certification-withdrawn")).contains("两个月没有更新");
        assertThat(story.of(stage.account(school).id()))
                .extracting(CaseStory.Line::text)
                .contains("连续 4 周未达标，请团中央复核认证", "复核后保留认证", "复核后撤销认证：两个月没有更新，撤销认证");
    }

    private List<HumanTask> rechecks(long id) {
        return workflow.openTasks(CertificationProcess.recheckKey(id));
    }
}
