package org.tuanwei.existing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.test.web.servlet.MockMvc;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFile.State;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Phase;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.opening.Openings;
import org.tuanwei.opening.RegistrationEntry;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.Viewer;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.testing.AvatarHands;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** Tencent's list comes in, the schools are asked, and a confirmed account skips the delivery of a number. */
@EngineTest
class ExistingAccountTest {

    private static final String PROVINCE = ExistingStory.PROVINCE;
    private static final Map<String, Object> MINE = Map.of("listedAccount", "mine");

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private OfferService service;

    @Autowired
    private OfferRunner runner;

    @Autowired
    private Offers offers;

    @Autowired
    private OfferNotes notes;

    @Autowired
    private AnswerRoll roll;

    @Autowired
    private Openings openings;

    @Autowired
    private CaseFiles files;

    @Autowired
    private Contacts contacts;

    @Autowired
    private WorkbookReader reader;

    @Autowired
    private TestPeople people;

    @Autowired
    private MockMvc web;

    private ExistingStory story;

    @BeforeEach
    void aStory() {
        story = beans.createBean(ExistingStory.class);
    }

    @Test
    void every_kind_of_line_is_told_apart_and_nothing_is_guessed() throws Exception {
        Organization coded = story.school();
        Organization renamed = story.school();
        Organization named = story.school();
        Organization opened = story.school();
        Organization contradicting = story.school();
        Organization requested = story.school();
        Organization twice = story.school();
        Organization one = story.school();
        Organization other = story.school();
        Organization conflict = story.school();
        Organization holder = story.school();
        Organization wanting = story.school();
        having(opened, ExistingStory.number(opened), true);
        having(contradicting, "6611111" + contradicting.id(), false);
        having(holder, "6622222" + holder.id(), false);
        files.enterPhase(openings.open(requested, CaseFile.TENCENT_WEIBO, true).id(), Phase.TENCENT);

        String list = story.upload(
                ExistingStory.line(coded),
                ExistingStory.line(renamed.code(), renamed.name().replace("浦江账号大学", "浦江旧名学院"), "661000001"),
                ExistingStory.line("", "共青团" + named.name() + "委员会", "661000002"),
                ExistingStory.line(opened),
                ExistingStory.line(contradicting),
                ExistingStory.line(requested),
                ExistingStory.line(twice.code(), twice.name(), "661000003"),
                ExistingStory.line(twice.code(), twice.name(), "661000004"),
                ExistingStory.line(one.code(), one.name(), "661000005"),
                ExistingStory.line(other.code(), other.name(), "661000005"),
                ExistingStory.line(conflict.code(), coded.name(), "661000006"),
                ExistingStory.line(wanting.code(), wanting.name(), "6622222" + holder.id()),
                ExistingStory.line("", wanting.name().replace("大学", "学院"), "661000007"),
                ExistingStory.line("4131099998", "没有这样的学堂", "661000008"),
                ExistingStory.line(coded));

        List<ListedRow> rows = service.rows(id(list));
        assertThat(rows.stream().map(ListedRow::finding))
                .containsExactly(
                        Finding.MATCHED,
                        Finding.RENAMED,
                        Finding.NAMED,
                        Finding.OPEN,
                        Finding.CONTRADICTS,
                        Finding.REQUESTED,
                        Finding.SEVERAL,
                        Finding.SEVERAL,
                        Finding.SHARED,
                        Finding.SHARED,
                        Finding.CONFLICT,
                        Finding.TAKEN,
                        Finding.CLOSE,
                        Finding.UNKNOWN,
                        Finding.REPEATED);
        assertThat(rows.get(4).detail()).contains("6611111" + contradicting.id());
        assertThat(rows.get(10).candidates()).extracting(Organization::code).contains(conflict.code(), coded.code());
        assertThat(rows.get(12).school()).as("only offered").isNull();
        String page = story.page("centre-staff", list);
        long atTencent = story.file(requested).id();
        for (String reader : List.of("centre-staff", "tencent")) {
            assertThat(story.page(reader, list + "?finding=REQUESTED"))
                    .as("one click from the warning to the case, for the %s", reader)
                    .contains("登记清单上的号码和新密码，不另发新号", "href=\"/cases/" + atTencent + "\"");
        }
        assertThat(rows.stream().filter(row -> row.caseId() != null)).hasSize(1);
        assertThat(page).contains("按曾用名对上", "现名" + renamed.name(), "一校多个号码，请留一个", "请 3 所学校确认", "需要人工指定");
        assertThat(story.page("tencent", list + "?finding=UNKNOWN"))
                .contains("没有这样的学堂")
                .doesNotContain(renamed.name());

        choose(list, 13, "4131010277");
        assertThat(service.rows(id(list)).get(12).finding())
                .as("a school that was not offered")
                .isEqualTo(Finding.CLOSE);
        choose(list, 8, AccountStore.SKIP);
        choose(list, 10, AccountStore.SKIP);
        choose(list, 11, conflict.code());
        choose(list, 13, AccountStore.SKIP);
        List<ListedRow> chosen = service.rows(id(list));
        assertThat(List.of(6, 7, 8, 9, 10, 12))
                .extracting(line -> chosen.get(line).finding())
                .containsExactly(
                        Finding.MATCHED,
                        Finding.SKIPPED,
                        Finding.MATCHED,
                        Finding.SKIPPED,
                        Finding.CHOSEN,
                        Finding.SKIPPED);
        choose(list, 11, "");
        assertThat(service.rows(id(list)).get(10).finding()).isEqualTo(Finding.CONFLICT);

        story.perform("tencent", post(list + "/confirm"));
        runner.run();
        choose(list, 11, conflict.code());
        runner.run();
        for (Organization school : List.of(coded, renamed, named, twice, one, conflict)) {
            assertThat(story.open(story.file(school))).as(school.name()).containsExactly(ExistingStory.REGISTER);
            assertThat(story.story(story.file(school))).contains("existing.asked");
        }
        for (Organization school : List.of(other, wanting)) {
            assertThat(files.living(school.id(), CaseFile.TENCENT_WEIBO))
                    .as(school.name())
                    .isEmpty();
        }
    }

    @Test
    void a_confirmed_account_goes_past_the_delivery_over_avatar_and_plan_into_operation() throws Exception {
        Organization school = story.school();
        String group = "school-" + school.code();
        CaseFile before = openings.open(school, CaseFile.TENCENT_WEIBO, false);
        story.listed(ExistingStory.line(school));
        CaseFile file = story.file(school);
        assertThat(file.id()).as("the case it had").isEqualTo(before.id());
        String task = story.task(file, ExistingStory.REGISTER).taskId();
        assertThat(notes.of(List.of(task)).get(task)).contains(ExistingStory.number(school));

        assertThatThrownBy(() -> story.does(
                        group,
                        file,
                        ExistingStory.REGISTER,
                        ExistingStory.contact("e1@school.example", Map.of("existingAccount", "no"))))
                .as("whoever is asked has to answer")
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("这个账号是不是本单位的");
        assertThatThrownBy(() -> story.does(
                        group,
                        file,
                        ExistingStory.REGISTER,
                        ExistingStory.contact(
                                "e1@school.example", Map.of("listedAccount", "mine", "listedQq", "99887766"))))
                .as("a number that is not the list's")
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("只读");
        story.does(
                group,
                file,
                ExistingStory.REGISTER,
                ExistingStory.contact(
                        "e1@school.example",
                        Map.of("listedAccount", "mine", "existingAccount", "yes", "existingQq", "99887766")));

        assertThat(story.story(file)).containsSubsequence("existing.asked", "opening.registered", "existing.confirmed");
        assertThat(offers.latest(school.id()).orElseThrow().state()).isEqualTo(Offer.State.CONFIRMED);
        story.does(PROVINCE, file, ExistingStory.REVIEW, Map.of("decision", "approve"));
        assertThat(story.open(file)).containsExactly("avatar-setup.Task_Upload");
        assertThat(story.file(school).qqNumber()).as("the list's number").isEqualTo(ExistingStory.number(school));
        new AvatarHands(web, people)
                .upload(group, story.task(file, "avatar-setup.Task_Upload").taskId());
        story.does(PROVINCE, file, "avatar-setup.Task_ReviewAvatar", Map.of("decision", "approve"));
        story.does(group, file, "avatar-setup.Task_Publish", Map.of("accountUrl", "http://t.qq.com/e" + school.code()));
        story.does(
                group,
                file,
                "account-opening.Task_FilePlan",
                Map.of(
                        "personInCharge", "王测试",
                        "substitute", "李测试",
                        "hours", "工作日 9:00—17:00",
                        "arrangement", "每周不少于五条原创，专人每天查看三次"));
        assertThat(story.file(school).state()).isEqualTo(State.OPEN);
        assertThat(story.story(file)).doesNotContain("opening.submitted").contains("opening.existingRecorded");
        assertThat(story.page(group, "/cases/" + file.id())).contains("腾讯名单中的账号", "已确认");
    }

    @Test
    void a_denied_account_is_registered_as_usual_and_tencent_is_asked_whose_it_is() throws Exception {
        Organization school = story.school();
        String group = "school-" + school.code();
        story.listed(ExistingStory.line(school));
        CaseFile file = story.file(school);
        Map<String, Object> denied = Map.of(
                "listedAccount", "foreign",
                "listedReason", "问过前两任书记，都没有开过",
                "askPartner", "no",
                "existingAccount", "no");

        assertThatThrownBy(() -> story.does(
                        group,
                        file,
                        ExistingStory.REGISTER,
                        ExistingStory.contact(
                                "e2@school.example",
                                Map.of(
                                        "listedAccount", "foreign",
                                        "listedReason", "不清楚是谁的",
                                        "askPartner", "no",
                                        "existingAccount", "yes",
                                        "existingQq", ExistingStory.number(school)))))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("又填了同一个 QQ 号");
        Map<String, Object> values = ExistingStory.contact("e2@school.example", denied);
        values.put("askPartner", "yes");
        story.does(group, file, ExistingStory.REGISTER, values);

        assertThat(story.open(file)).contains(ExistingStory.REVIEW, "partner-problem.Task_PartnerHandle");
        Offer offer = offers.latest(school.id()).orElseThrow();
        assertThat(offer.state()).isEqualTo(Offer.State.DENIED);
        assertThat(offer.reason()).isEqualTo("问过前两任书记，都没有开过");
        assertThat(review(file)).contains("单位答复不是本单位的");
        story.does(PROVINCE, file, ExistingStory.REVIEW, Map.of("decision", "approve"));
        assertThat(story.open(file)).contains("credential-delivery.Task_IssueCredentials");
        assertThat(story.page("tencent", "/collections/accounts/answers?state=DENIED&q=" + school.code()))
                .contains(school.name(), "问过前两任书记");
    }

    @Test
    void at_the_public_door_the_number_is_not_shown_but_the_same_number_confirms_it() throws Exception {
        Organization sure = story.school();
        Organization silent = story.school();
        proved(sure);
        story.listed(ExistingStory.line(sure), ExistingStory.line(silent));
        CaseFile asked = story.file(sure);
        assertThat(story.letters(OfferLetters.TO_SCHOOL + ":"
                        + offers.latest(sure.id()).orElseThrow().id()))
                .as("its address is proved")
                .isOne();
        assertThat(story.letters(OfferLetters.TO_SCHOOL + ":"
                        + offers.latest(silent.id()).orElseThrow().id()))
                .isZero();

        openings.register(sure, CaseFile.TENCENT_WEIBO, entry("p1@school.example", ExistingStory.number(sure)));
        openings.register(silent, CaseFile.TENCENT_WEIBO, entry("p2@school.example", null));

        assertThat(story.story(asked)).contains("existing.confirmed");
        assertThat(offers.latest(silent.id()).orElseThrow().state()).isEqualTo(Offer.State.ASKED);
        assertThat(review(asked)).contains("单位已确认是本单位的");
        assertThat(review(story.file(silent))).contains("避免重复开通");
        Organization third = story.school();
        story.listed(ExistingStory.line(third));
        people.run(PROVINCE, () -> assertThatThrownBy(
                        () -> openings.register(third, CaseFile.TENCENT_WEIBO, entry("p3@school.example", null)))
                .as("somebody signed in is sent to the task, which can ask")
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("在待办「注册基本信息」中确认"));
    }

    @Test
    void a_new_list_takes_back_what_nobody_has_answered_and_keeps_every_answer() throws Exception {
        Organization dropped = story.school();
        Organization renumbered = story.school();
        Organization answered = story.school();
        story.listed(ExistingStory.line(dropped), ExistingStory.line(renumbered), ExistingStory.line(answered));
        CaseFile confirmed = story.file(answered);
        story.does(
                "school-" + answered.code(),
                confirmed,
                ExistingStory.REGISTER,
                ExistingStory.contact("n1@school.example", MINE));
        String second = story.upload(
                ExistingStory.line(renumbered.code(), renumbered.name(), "663000001"), ExistingStory.line(answered));
        assertThat(service.rows(id(second)).stream().map(ListedRow::finding))
                .containsExactly(Finding.MATCHED, Finding.CONFIRMED);
        story.perform("tencent", post(second + "/confirm"));
        runner.run();
        runner.run();

        assertThat(offers.latest(dropped.id())).isEmpty();
        assertThat(offers.latest(List.of(dropped.id(), renumbered.id(), answered.id())))
                .as("many at once: one each, the last, none that was taken back")
                .extracting(Offer::organizationId, Offer::qqNumber)
                .containsExactlyInAnyOrder(
                        tuple(renumbered.id(), "663000001"),
                        tuple(answered.id(), ExistingStory.line(answered).get(2)));
        assertThat(story.story(story.file(dropped))).endsWith("existing.withdrawn");
        assertThat(offers.latest(renumbered.id()).orElseThrow().qqNumber()).isEqualTo("663000001");
        assertThat(story.story(story.file(renumbered)).stream().filter("existing.asked"::equals))
                .hasSize(2);
        assertThat(offers.latest(answered.id()).orElseThrow().state()).isEqualTo(Offer.State.CONFIRMED);
        assertThat(story.perform("tencent", post(second + "/lines/1").param("choice", "SKIP"))
                        .getRedirectedUrl())
                .as("refused, with words")
                .isEqualTo(second);
        assertThat(service.rows(id(second)).get(0).finding()).isEqualTo(Finding.ASKED);
    }

    @Test
    void each_sees_the_answers_of_his_part_and_takes_them_away_in_excel() throws Exception {
        Organization school = story.school();
        String upload = story.upload(ExistingStory.line(school));
        story.perform("tencent", post(upload + "/confirm"));
        runner.run();
        List<String> paths = List.of(
                "/collections/accounts",
                upload,
                "/collections/accounts/template",
                "/collections/accounts/answers",
                "/collections/accounts/answers/export");
        Map<String, List<Integer>> expected = new TreeMap<>();
        for (String group : List.of("centre-staff", "centre-lead", "tencent")) {
            expected.put(group, List.of(200, 200, 200, 200, 200));
        }
        for (String group : List.of(
                PROVINCE,
                "province-310000-lead",
                "supervisor-310000",
                "school-" + school.code(),
                "province-320000-staff")) {
            expected.put(group, List.of(404, 404, 404, 200, 200));
        }
        for (String group : List.of("university-office", "operations")) {
            expected.put(group, List.of(404, 404, 404, 404, 404));
        }
        Map<String, List<Integer>> found = new TreeMap<>();
        for (String group : expected.keySet()) {
            List<Integer> answers = new ArrayList<>();
            for (String path : paths) {
                answers.add(story.perform(group, get(path)).getStatus());
            }
            found.put(group, answers);
        }
        assertThat(found).isEqualTo(expected);
        for (String verb : List.of("/confirm", "/discard", "/ask", "/lines/1")) {
            assertThat(story.perform(PROVINCE, post(upload + verb)).getStatus())
                    .as(verb)
                    .isEqualTo(404);
        }

        String search = "/collections/accounts/answers?q=" + school.code();
        for (String group :
                List.of(PROVINCE, "supervisor-310000", "school-" + school.code(), "tencent", "supervisor-CN")) {
            assertThat(story.page(group, search)).as(group).contains(school.name(), "未答复");
        }
        assertThat(story.page("province-320000-staff", search)).doesNotContain(school.name());
        assertThat(rows("province-320000-staff", school)).isEqualTo(1);
        assertThat(rows(PROVINCE, school)).isEqualTo(2);
        assertThat(roll.figures(AnswerRoll.scope(new Viewer("x", "x", Set.of("school-" + school.code()), Set.of())))
                        .get(0)
                        .schools())
                .isOne();
    }

    private int rows(String group, Organization school) throws Exception {
        byte[] book = story.perform(group, get("/collections/accounts/answers/export?q=" + school.code()))
                .getContentAsByteArray();
        return reader.read(book, "a.xlsx").sheets().get(0).rows().size();
    }

    private void having(Organization school, String number, boolean open) {
        long id = openings.open(school, CaseFile.TENCENT_WEIBO, false).id();
        files.recordAccount(id, number, null);
        if (open) {
            files.markOpen(id);
        }
    }

    private void proved(Organization school) {
        contacts.record(school.id(), details("proved" + school.id() + "@school.example"), "import");
        story.prove(school);
    }

    private void choose(String list, int line, String choice) throws Exception {
        story.perform("tencent", post(list + "/lines/" + line).param("choice", choice));
    }

    private String review(CaseFile file) {
        return String.valueOf(story.shown(file, ExistingStory.REVIEW).get("summary"));
    }

    private static RegistrationEntry entry(String email, @Nullable String number) {
        return new RegistrationEntry(details(email), number != null, number, null);
    }

    private static ContactDetails details(String email) {
        return new ContactDetails("林溪", null, null, "19900007712", email, "上海市杨浦区测试路399号行政楼201室", null);
    }

    private static long id(String list) {
        return Long.parseLong(list.replaceAll("\\D", ""));
    }
}
