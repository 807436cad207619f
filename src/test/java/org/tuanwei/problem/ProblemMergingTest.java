package org.tuanwei.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.problem.Problem.ClosedHow;
import org.tuanwei.problem.ProblemEntry.What;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewers;
import org.tuanwei.testing.EngineTest;

/** Duplicates: pointed out by the system, merged by people, answered together (C6). */
@EngineTest
class ProblemMergingTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProblemMerging merging;

    @Autowired
    private Viewers viewers;

    @Test
    void theOneGoesOnWithinTheOtherAndBothSayWhere() {
        ProblemBench bench = new ProblemBench(context);
        Problem first = bench.raised(bench.schoolGroup, ProblemKind.WRONG_PASSWORD, "提示密码错误");
        Problem second = bench.raised(bench.schoolGroup, ProblemKind.OTHER, "登录不了，说是密码的问题");
        assertThat(bench.people.as(bench.schoolGroup, () -> merging.candidates(second, viewers.current()).stream()
                        .map(Problem::id)
                        .toList()))
                .containsExactly(first.id());

        bench.people.run(bench.schoolGroup, () -> merging.merge(second, first.id()));

        Problem merged = bench.problems.get(second.id());
        assertThat(merged.closedHow()).isEqualTo(ClosedHow.MERGED);
        assertThat(merged.mergedInto()).isEqualTo(first.id());
        assertThat(bench.keys()).containsExactly(ProblemProcess.HANDLE);
        assertThat(bench.threads.of(first.id())).extracting(ProblemEntry::what).contains(What.MERGED);
        assertThat(bench.threads.of(second.id()))
                .extracting(ProblemEntry::text)
                .anyMatch(text -> text.contains("并入第 " + first.id() + " 号"));
        assertThat(bench.story()).contains("problem.merged");
        assertThat(bench.ends()).containsExactly("EndEvent_Settled");
    }

    @Test
    void nothingIsMergedIntoWhatIsClosedItselfOrAnotherCases() {
        ProblemBench bench = new ProblemBench(context);
        Problem one = bench.raised(bench.schoolGroup, ProblemKind.WRONG_PASSWORD, "提示密码错误");
        Problem foreign = new ProblemBench(context).raised(bench.schoolGroup, ProblemKind.OTHER, "另一个案件的问题");

        for (long target : List.of(one.id(), foreign.id(), 0L)) {
            assertThatThrownBy(() -> bench.people.run(bench.schoolGroup, () -> merging.merge(one, target)))
                    .isInstanceOf(FormRefused.class);
        }
        assertThat(bench.people.as("supervisor-310000", () -> merging.candidates(one, viewers.current())))
                .isEmpty();
        assertThatThrownBy(() -> bench.people.as("province-320000-staff", () -> context.getBean(ProblemService.class)
                        .visible(one.id())))
                .isInstanceOf(NotVisible.class);
        assertThat(bench.problems.get(one.id()).closed()).isFalse();
    }

    @Test
    void theCorrectedDataOfAMergedProblemStillFindTheirWayBack() {
        ProblemBench bench = new ProblemBench(context);
        bench.opened(ProblemKind.ADDRESS_INVALID, "邮箱域名不存在", "tencent");
        bench.opened(ProblemKind.RESEND_EXHAUSTED, "多次退信", bench.schoolGroup);
        List<Problem> both = bench.problems.ofCase(bench.file.id());
        Problem bounced = both.get(0);
        Problem invalid = both.get(1);
        bench.people.run("province-310000-staff", () -> merging.merge(bounced, invalid.id()));

        bench.answered(bench.schoolGroup, ProblemProcess.CORRECT, bench.corrected("merged@school.example"));
        bench.complete("tencent", ProblemProcess.CONFIRM, Map.of("solved", "yes"));

        assertThat(bench.problems.get(invalid.id()).closedHow()).isEqualTo(ClosedHow.CONFIRMED);
        assertThat(bench.open()).isEmpty();
    }
}
