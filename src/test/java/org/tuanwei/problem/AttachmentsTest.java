package org.tuanwei.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.tuanwei.picture.Pictures;
import org.tuanwei.problem.ProblemEntry.Attachment;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** Files in a thread: what is taken and how, what is refused and why, who gets them (security rows 19–24). */
@EngineTest
class AttachmentsTest {

    private static final byte[] PDF =
            "%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\n%%EOF".getBytes(StandardCharsets.US_ASCII);

    @Autowired
    private ApplicationContext context;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TestPeople people;

    @Test
    void picturesWorkbooksAndPdfAreKeptUnderOurIdsAndToldToTheOtherSide() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        long id = raised(bench);
        byte[] book = WorkbookWriter.write("表", List.of("甲"), List.of(List.of("乙")));

        send(bench.schoolGroup, id, "见附件", file("截图.jpg", Pictures.good()), file("说明.pdf", PDF), file("表.xlsx", book))
                .andExpect(flash().attributeExists("notice"));

        List<Attachment> files = bench.threads.of(id).get(1).files();
        assertThat(files).extracting(Attachment::name).containsExactly("截图.jpg", "说明.pdf", "表.xlsx");
        for (String group : List.of(bench.schoolGroup, "tencent", "province-310000-staff", "centre-staff")) {
            as(group, "/problems/" + id + "/files/" + files.get(1).id())
                    .andExpect(status().isOk())
                    .andExpect(content().bytes(PDF))
                    .andExpect(header().string("Content-Disposition", startsWith("attachment")))
                    .andExpect(header().string("Content-Disposition", containsString("filename*=UTF-8''%E8%AF%B4")))
                    .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                    .andExpect(header().string("Content-Security-Policy", containsString("sandbox")));
        }
        as("tencent", "/problems/" + id + "/files/" + files.get(0).id() + "?show=true")
                .andExpect(header().string("Content-Disposition", startsWith("inline")))
                .andExpect(content().contentType("image/jpeg"));
        as("tencent", "/problems/" + id + "/files/" + files.get(1).id() + "?show=true")
                .andExpect(header().string("Content-Disposition", startsWith("attachment")));
    }

    @Test
    void aPictureIsMadeAnewAndItsNameSaysWhatItIs() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        long id = raised(bench);
        byte[] carrying = Pictures.good();
        byte[] tail = "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);

        send(bench.schoolGroup, id, "图", file("../../etc/a\u202Egnp.exe", carrying))
                .andExpect(flash().attributeExists("notice"));
        send(bench.schoolGroup, id, "带尾巴的图", file("b.png", joined(carrying, tail)));

        Attachment kept = bench.threads.of(id).get(1).files().get(0);
        assertThat(kept.name()).isEqualTo("agnp.jpg");
        byte[] stored = as("tencent", "/problems/" + id + "/files/" + kept.id())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(stored).isNotEqualTo(carrying);
        assertThat(javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(stored)))
                .isNotNull();
        for (ProblemEntry entry : bench.threads.of(id)) {
            for (Attachment file : entry.files()) {
                String bytes = new String(
                        as("tencent", "/problems/" + id + "/files/" + file.id())
                                .andReturn()
                                .getResponse()
                                .getContentAsByteArray(),
                        StandardCharsets.ISO_8859_1);
                assertThat(bytes).doesNotContain("<script");
            }
        }
    }

    @Test
    void whatCouldRunOrIsTooLargeIsRefusedByNameAndNothingIsStored() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        long id = raised(bench);
        byte[] scripted =
                "%PDF-1.4\n<</OpenAction <</S /JavaScript /JS (app.alert(1))>>>>".getBytes(StandardCharsets.US_ASCII);
        for (MockMultipartFile bad : List.of(
                file("脚本.pdf", scripted),
                file("程序.png", "MZ program".getBytes(StandardCharsets.US_ASCII)),
                file("网页.svg", "<svg onload='alert(1)'/>".getBytes(StandardCharsets.US_ASCII)),
                file("文档.docx", "PK\3\4 nothing of a workbook".getBytes(StandardCharsets.ISO_8859_1)),
                file("大.pdf", joined(PDF, new byte[5 * 1024 * 1024])))) {
            send(bench.schoolGroup, id, "附件", file("好.pdf", PDF), bad)
                    .andExpect(flash().attribute("refused", containsString("附件「" + bad.getOriginalFilename() + "」")));
        }
        send(
                        bench.schoolGroup,
                        id,
                        "太多",
                        file("1.pdf", PDF),
                        file("2.pdf", PDF),
                        file("3.pdf", PDF),
                        file("4.pdf", PDF),
                        file("5.pdf", PDF),
                        file("6.pdf", PDF))
                .andExpect(flash().attribute("refused", containsString("最多")));
        send(bench.schoolGroup, id, "密码是 Geheim2026x", file("1.pdf", PDF))
                .andExpect(flash().attributeExists("refused"));
        assertThat(bench.threads.of(id)).hasSize(1);
    }

    @Test
    void nobodyElseGetsAFileAndASupervisorReadsOnlyItsName() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        long id = raised(bench);
        send(bench.schoolGroup, id, "见附件", file("个人信息.pdf", PDF));
        long fileId = bench.threads.of(id).get(1).files().get(0).id();
        long another = raised(new ProblemBench(context));

        for (String group : List.of("supervisor-310000", "province-320000-staff", "school-4132010284", "operations")) {
            as(group, "/problems/" + id + "/files/" + fileId).andExpect(status().isNotFound());
        }
        as(bench.schoolGroup, "/problems/" + another + "/files/" + fileId).andExpect(status().isNotFound());
        as("supervisor-310000", "/problems/" + id)
                .andExpect(content().string(containsString("个人信息.pdf")))
                .andExpect(content().string(not(containsString("/files/" + fileId))));
    }

    @Test
    void aLetterLeadsTheOtherSideThereAndQuotesNothing() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        long id = raised(bench);

        mvc.perform(note("tencent", id, "请补充首次登录的时间 19900000077"));

        assertThat(context.getBean(org.springframework.jdbc.core.simple.JdbcClient.class)
                        .sql("select body from mail where case_id = ? and unique_key like '%:note-%'")
                        .param(bench.file.id())
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .contains("/problems/" + id)
                .doesNotContain("首次登录", "19900000077");
    }

    private long raised(ProblemBench bench) {
        return bench.raised(bench.schoolGroup, ProblemKind.FROZEN, "登录时提示号码被冻结").id();
    }

    private static MockMultipartFile file(String name, byte[] bytes) {
        return new MockMultipartFile("files", name, "application/octet-stream", bytes);
    }

    private ResultActions send(String group, long id, String text, MockMultipartFile... files) throws Exception {
        MockMultipartHttpServletRequestBuilder request = note(group, id, text);
        for (MockMultipartFile file : files) {
            request.file(file);
        }
        return mvc.perform(request);
    }

    private MockMultipartHttpServletRequestBuilder note(String group, long id, String text) {
        MockMultipartHttpServletRequestBuilder request = multipart("/problems/" + id + "/entries");
        request.param("text", text).with(user(people.of(group))).with(csrf());
        return request;
    }

    private ResultActions as(String group, String path) throws Exception {
        return mvc.perform(get(path).with(user(people.of(group))));
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] all = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}
