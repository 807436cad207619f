package org.tuanwei.correspondence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.mail.MailDelivery;
import org.tuanwei.mailbox.MailboxReader;
import org.tuanwei.opening.Openings;
import org.tuanwei.opening.RegistrationEntry;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Postbox;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** What people write back: filed on its case by proof or number, shown as plain text, never opened. */
@EngineTest
class CorrespondenceTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private Postbox postbox;

    @Autowired
    private MailboxReader reader;

    @Autowired
    private MailDelivery delivery;

    @Autowired
    private CaseLetters letters;

    @Autowired
    private CaseFiles files;

    @Autowired
    private Openings openings;

    @Autowired
    private TestSchools schools;

    @Autowired
    private TestPeople people;

    @Autowired
    private JdbcClient jdbc;

    private Organization school;
    private String email;
    private CaseFile file;

    @BeforeEach
    void registered() {
        postbox.empty();
        school = schools.school();
        email = "letter" + school.code() + "@school.example";
        ContactDetails contact =
                new ContactDetails("方若谷", "干事", "55500001", "19900007704", email, "上海市杨浦区测试路 4 号团委办公室", "200000");
        openings.register(school, CaseFile.TENCENT_WEIBO, new RegistrationEntry(contact, false, null, null));
        file = files.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
        delivery.sweep();
    }

    @AfterEach
    void emptyPostbox() {
        postbox.empty();
    }

    @Test
    void anAnswerToAMailOfTheCaseIsFiledThereWhateverItsSubjectSays() throws Exception {
        arrives(letter(email, "Re: 你好", "In-Reply-To: " + messageId(), "老师好，<script>alert(1)</script> 已收到。"));

        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.fromContact()).isTrue();
            assertThat(letter.text()).contains("<script>alert(1)</script>");
        });
        String page = text("school-" + school.code(), "/cases/" + file.id());
        assertThat(page).contains("未看", "&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain("<script>alert(1)");
    }

    @Test
    void aReceiptNumberInTheSubjectWillDoAndAForeignSenderIsPointedOut() throws Exception {
        arrives(letter("somebody@elsewhere.example", "关于 " + file.receipt() + " 的说明", "X-Other: 1", "我是新来的联系人"));

        assertThat(letters()).singleElement().satisfies(letter -> assertThat(letter.fromContact())
                .isFalse());
        assertThat(text("province-310000-staff", "/cases/" + file.id())).contains("不是登记的联系邮箱");
    }

    @Test
    void aLetterWithoutOurNumberIsLeftAlone() {
        arrives(letter(email, "节日快乐", "In-Reply-To: <other@school.example>", "祝好"));
        assertThat(letters()).isEmpty();
    }

    @Test
    void aVacationNoteIsNoLetter() {
        arrives(letter(email, "自动回复: " + file.receipt(), "Auto-Submitted: auto-replied", "本人休假"));
        assertThat(letters()).isEmpty();
    }

    @Test
    void attachmentsAreDownloadedUnderOurOwnIdsAndByThoseWhoSeeTheCase() throws Exception {
        arrives("""
                From: %s
                To: tuanwei@centre.example
                Subject: =?UTF-8?B?5p2Q5paZ?= %s
                Message-ID: <%d@school.example>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="=_m"

                --=_m
                Content-Type: text/html; charset=utf-8

                <p>see <b>attached</b></p>
                --=_m
                Content-Type: text/html; name="../../evil.html"
                Content-Disposition: attachment; filename="../../evil.html"

                <script>alert(1)</script>
                --=_m--
                """.formatted(email, file.receipt(), System.nanoTime()));

        CaseLetter.File attachment = letters().get(0).files().get(0);
        assertThat(attachment.name()).isEqualTo("evil.html");
        assertThat(letters().get(0).text()).isEqualTo("see attached");
        String path = "/letters/files/" + attachment.id();
        MockHttpServletResponse answer = answer("school-" + school.code(), get(path));
        assertThat(answer.getContentType()).startsWith("application/octet-stream");
        assertThat(answer.getHeader("Content-Disposition")).startsWith("attachment");
        assertThat(answer.getHeader("Content-Security-Policy")).contains("sandbox");
        for (String stranger :
                List.of("school-4131010248", "province-320000-staff", "tencent", "supervisor-310000", "operations")) {
            assertThat(answer(stranger, get(path)).getStatus()).as(stranger).isEqualTo(404);
        }
    }

    @Test
    void whoeverHoldsTheCaseMarksALetterAsSeenAndOthersCannot() throws Exception {
        arrives(letter(email, file.receipt(), "X-Other: 1", "请查收"));
        long id = letters().get(0).id();
        String path = "/letters/" + id + "/seen";

        assertThat(answer("supervisor-310000", post(path).with(csrf())).getStatus())
                .isEqualTo(403);
        assertThat(answer("province-320000-staff", post(path).with(csrf())).getStatus())
                .isEqualTo(404);
        assertThat(letters().get(0).unseen()).isTrue();
        answer("province-310000-staff", post(path).with(csrf()));
        assertThat(letters().get(0).seenBy()).isEqualTo(people.of("province-310000-staff"));
    }

    @Test
    void whoeverSeesCasesMaskedReadsNoLetters() throws Exception {
        arrives(letter(email, file.receipt(), "X-Other: 1", "私人内容一二三"));
        assertThat(text("supervisor-310000", "/cases/" + file.id()))
                .contains("来信一封")
                .doesNotContain("私人内容一二三");
    }

    @Test
    void afterTwentyLettersADayNoMoreAreFiled() {
        for (int i = 0; i < 22; i++) {
            postbox.put(letter(email, file.receipt(), "X-Number: " + i, "第 " + i + " 封"));
        }
        reader.round();
        assertThat(letters()).hasSize(20);
    }

    private void arrives(String raw) {
        postbox.put(raw);
        assertThat(reader.round()).isEqualTo(1);
    }

    private List<CaseLetter> letters() {
        return letters.ofCase(file.id());
    }

    private String messageId() {
        return jdbc.sql("select message_id from mail where case_id = ? order by id limit 1")
                .param(file.id())
                .query(String.class)
                .single();
    }

    private static String letter(String from, String subject, String header, String text) {
        return """
                From: %s
                To: tuanwei@centre.example
                Subject: %s
                %s
                Message-ID: <%d@school.example>
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                %s
                """.formatted(from, subject, header, System.nanoTime(), text);
    }

    private String text(String group, String path) throws Exception {
        return answer(group, get(path)).getContentAsString();
    }

    private MockHttpServletResponse answer(String group, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user(people.of(group)))).andReturn().getResponse();
    }
}
