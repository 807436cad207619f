package org.tuanwei.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.AuthorizationException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.problem.Problem.ClosedHow;
import org.tuanwei.problem.Problem.Handler;
import org.tuanwei.problem.Problem.State;
import org.tuanwei.problem.ProblemEntry.What;
import org.tuanwei.testing.EngineTest;

/** Every end of partner-problem, its second rounds, and what may not be typed into it. */
@EngineTest
class ProblemProcessTest {

    private static final Map<String, Object> EXPLAINED = Map.of("action", "explained", "answer", "已核实，请用首次登录页面登录");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Contacts contacts;

    @Autowired
    private CaseFiles files;

    @Test
    void data_that_will_not_do_are_corrected_by_the_owner_and_confirmed_by_whoever_objected() {
        ProblemBench bench = new ProblemBench(context);
        bench.opened(ProblemKind.DATA_INCOMPLETE, "通信地址缺少门牌号", "tencent");
        assertThat(bench.only().handler()).isEqualTo(Handler.OWNER);

        bench.answered(bench.schoolGroup, ProblemProcess.CORRECT, bench.corrected("right@school.example"));

        assertThat(contacts.current(bench.file.organizationId()).orElseThrow().email())
                .isEqualTo("right@school.example");
        assertThat(bench.threads.latestAnswer(bench.only().id()))
                .contains("电子邮箱", " → ")
                .doesNotContain("right@school.example", "19900000002");
        assertThat(bench.only().state()).isEqualTo(State.ANSWERED);
        bench.complete("tencent", ProblemProcess.CONFIRM, Map.of("solved", "yes"));
        assertThat(bench.ends()).containsExactly("EndEvent_Closed");
        assertThat(bench.only().closedHow()).isEqualTo(ClosedHow.CONFIRMED);
        assertThat(bench.thread()).containsExactly(What.OPENED, What.CORRECTED, What.CONFIRMED);
        assertThat(bench.story())
                .containsSubsequence("problem.opened", "problem.corrected", "problem.answered", "problem.closed");
    }

    @Test
    void the_province_may_correct_for_a_school_that_telephones() {
        ProblemBench bench = new ProblemBench(context);
        bench.opened(ProblemKind.ADDRESS_INVALID, "邮箱域名不存在", "tencent");

        assertThatThrownBy(() -> bench.complete(
                        "province-320000-staff", ProblemProcess.CORRECT, bench.corrected("other@school.example")))
                .isInstanceOf(AuthorizationException.class);
        bench.answered("province-310000-staff", ProblemProcess.CORRECT, bench.corrected("called@school.example"));

        assertThat(bench.open()).extracting("key").containsExactly(ProblemProcess.CONFIRM);
    }

    @Test
    void data_that_were_right_are_sent_back_unchanged() {
        ProblemBench bench = new ProblemBench(context);
        bench.opened(ProblemKind.CANNOT_SEND, "发送失败，原因不明", "tencent");
        long before =
                contacts.current(bench.file.organizationId()).orElseThrow().id();

        bench.answered(bench.schoolGroup, ProblemProcess.CORRECT, Map.of());

        assertThat(contacts.current(bench.file.organizationId()).orElseThrow().id())
                .isEqualTo(before);
        assertThat(bench.threads.latestAnswer(bench.only().id())).contains("没有改动");
    }

    @Test
    void what_is_not_solved_is_handled_again_until_it_is() {
        ProblemBench bench = new ProblemBench(context);
        bench.raised(bench.schoolGroup, ProblemKind.WRONG_PASSWORD, "提示密码错误");
        assertThat(bench.only().handler()).isEqualTo(Handler.TENCENT);
        bench.answered("tencent", ProblemProcess.HANDLE, EXPLAINED);

        bench.complete(bench.schoolGroup, ProblemProcess.CONFIRM, Map.of("solved", "no", "reason", "还是提示密码错误"));

        assertThat(bench.only().state()).isEqualTo(State.OPEN);
        assertThat(bench.only().rounds()).isEqualTo(2);
        assertThat(bench.open()).extracting("key").containsExactly(ProblemProcess.HANDLE);
        bench.answered("tencent", ProblemProcess.HANDLE, EXPLAINED);
        bench.complete(bench.schoolGroup, ProblemProcess.CONFIRM, Map.of("solved", "yes"));
        assertThat(bench.ends()).containsExactly("EndEvent_Closed");
        assertThat(bench.thread())
                .containsExactly(What.OPENED, What.HANDLED, What.NOT_SOLVED, What.HANDLED, What.CONFIRMED);
    }

    @Test
    void a_verdict_without_a_reason_or_by_somebody_else_is_refused() {
        ProblemBench bench = new ProblemBench(context);
        bench.raised(bench.schoolGroup, ProblemKind.FROZEN, "登录时提示号码被冻结");
        bench.answered("tencent", ProblemProcess.HANDLE, Map.of("action", "unfrozen", "answer", "号码已解冻"));

        assertThatThrownBy(() -> bench.complete(bench.schoolGroup, ProblemProcess.CONFIRM, Map.of("solved", "no")))
                .isInstanceOf(FormRefused.class);
        assertThatThrownBy(() -> bench.complete("tencent", ProblemProcess.CONFIRM, Map.of("solved", "yes")))
                .isInstanceOf(AuthorizationException.class);
        assertThat(bench.only().state()).isEqualTo(State.ANSWERED);
    }

    @Test
    void a_new_password_is_said_to_be_issued_only_when_it_was_entered_on_its_page() {
        ProblemBench bench = new ProblemBench(context);
        bench.raised(bench.schoolGroup, ProblemKind.WRONG_PASSWORD, "提示密码错误");
        Map<String, Object> reissue = Map.of("action", "reissue", "answer", "已重新登记号码和密码");

        assertThatThrownBy(() -> bench.complete("tencent", ProblemProcess.HANDLE, reissue))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("还没有登记新的号码和密码");
        files.tell(bench.file.id(), "credential.reissued", Map.of());
        bench.answered("tencent", ProblemProcess.HANDLE, reissue);
        assertThat(bench.only().state()).isEqualTo(State.ANSWERED);
    }

    @Test
    void a_locked_link_needs_a_new_password() {
        ProblemBench bench = new ProblemBench(context);
        bench.opened(ProblemKind.LINK_LOCKED, "取号链接锁定", bench.schoolGroup);

        assertThatThrownBy(() -> bench.complete("tencent", ProblemProcess.HANDLE, EXPLAINED))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("重新登记号码和密码");
    }

    @Test
    void a_password_in_the_answer_is_refused_and_stored_nowhere() {
        ProblemBench bench = new ProblemBench(context);
        bench.raised(bench.schoolGroup, ProblemKind.WRONG_PASSWORD, "提示密码错误");

        assertThatThrownBy(() -> bench.complete(
                        "tencent",
                        ProblemProcess.HANDLE,
                        Map.of("action", "explained", "answer", "新密码是 Geheim2026x，请登录")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("似乎写有密码");
        assertThatThrownBy(() -> bench.raised(bench.schoolGroup, ProblemKind.OTHER, "密码：abc12345 登录不了"))
                .isInstanceOf(FormRefused.class);
        assertThat(bench.thread()).containsExactly(What.OPENED);
    }

    @Test
    void a_second_opening_joins_the_thread_of_the_first() {
        ProblemBench bench = new ProblemBench(context);
        bench.raised(bench.schoolGroup, ProblemKind.NOT_ME, "取号记录不是本单位的");

        Problem again = bench.raised("province-310000-staff", ProblemKind.NOT_ME, "学校来电反映同一情况");

        assertThat(again.id()).isEqualTo(bench.only().id());
        assertThat(bench.ends()).containsExactly("EndEvent_Joined");
        assertThat(bench.thread()).containsExactly(What.OPENED, What.JOINED);
        assertThat(bench.open()).hasSize(1);
        bench.raised(bench.schoolGroup, ProblemKind.OTHER, "另有一个别的问题");
        assertThat(bench.open()).hasSize(2);
    }

    @Test
    void raising_it_again_before_confirming_means_not_solved() {
        ProblemBench bench = new ProblemBench(context);
        bench.raised(bench.schoolGroup, ProblemKind.WRONG_PASSWORD, "提示密码错误");
        bench.answered("tencent", ProblemProcess.HANDLE, EXPLAINED);

        bench.raised(bench.schoolGroup, ProblemKind.WRONG_PASSWORD, "换了电脑仍提示密码错误");

        assertThat(bench.open()).extracting("key").containsExactly(ProblemProcess.HANDLE);
        assertThat(bench.only().rounds()).isEqualTo(2);
        assertThat(bench.thread()).containsExactly(What.OPENED, What.HANDLED, What.NOT_SOLVED);
    }

    @Test
    void raised_by_many_at_once_it_is_one_problem() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Problem>> raises =
                    Collections.nCopies(6, () -> bench.raised(bench.schoolGroup, ProblemKind.FROZEN, "登录时提示号码被冻结"));
            for (Future<Problem> raised : pool.invokeAll(raises)) {
                assertThat(raised.get().kind()).isEqualTo(ProblemKind.FROZEN);
            }
        } finally {
            pool.shutdown();
        }
        assertThat(bench.problems.ofCase(bench.file.id())).hasSize(1);
        assertThat(bench.open()).hasSize(1);
    }

    @Test
    void what_is_settled_elsewhere_ends_wherever_it_stands() {
        for (int stop = 0; stop < 3; stop++) {
            ProblemBench bench = new ProblemBench(context);
            bench.raised(bench.schoolGroup, ProblemKind.FROZEN, "登录时提示号码被冻结");
            if (stop == 1) {
                bench.complete("tencent", ProblemProcess.HANDLE, EXPLAINED);
            } else if (stop == 2) {
                bench.answered("tencent", ProblemProcess.HANDLE, EXPLAINED);
            }

            bench.workflow.tryCorrelate(
                    "partner-problem.settled", bench.file.id(), bench.file.unitCode(), Map.of(), Map.of());

            assertThat(bench.ends()).containsExactly("EndEvent_Settled");
            assertThat(bench.open()).isEmpty();
            assertThat(bench.only().closedHow()).isEqualTo(ClosedHow.SETTLED);
        }
    }

    @Test
    void once_closed_the_same_kind_can_be_raised_anew() {
        ProblemBench bench = new ProblemBench(context);
        bench.raised(bench.schoolGroup, ProblemKind.FROZEN, "登录时提示号码被冻结");
        bench.answered("tencent", ProblemProcess.HANDLE, EXPLAINED);
        bench.complete(bench.schoolGroup, ProblemProcess.CONFIRM, Map.of("solved", "yes"));

        bench.raised(bench.schoolGroup, ProblemKind.FROZEN, "又被冻结了");

        assertThat(bench.problems.ofCase(bench.file.id())).hasSize(2);
    }

    @Test
    void personal_data_in_the_words_become_no_process_variable() {
        ProblemBench bench = new ProblemBench(context);

        bench.raised(bench.schoolGroup, ProblemKind.OTHER, "请联系 19900000099 或 somebody@school.example");

        assertThat(bench.open().get(0).variables().toString()).doesNotContain("19900000099", "somebody@school.example");
        assertThat(bench.only().text()).contains("199****99", "***@school.example");
    }

    @Test
    void the_one_who_has_it_and_the_one_who_asked_get_a_letter_each_time() {
        ProblemBench bench = new ProblemBench(context);
        String email =
                contacts.current(bench.file.organizationId()).orElseThrow().email();
        bench.opened(ProblemKind.ADDRESS_INVALID, "邮箱域名不存在", bench.schoolGroup);
        assertThat(bench.mailsTo(email)).hasSize(1).first().asString().contains("有问题待处理");

        bench.answered(bench.schoolGroup, ProblemProcess.CORRECT, bench.corrected("later@school.example"));

        assertThat(bench.mailsTo("later@school.example"))
                .hasSize(1)
                .first()
                .asString()
                .contains("请确认");
    }
}
