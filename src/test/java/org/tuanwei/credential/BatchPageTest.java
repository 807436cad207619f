package org.tuanwei.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.MultipartConfigElement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.credential.Credential.State;
import org.tuanwei.spreadsheet.SheetTable;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Security row 18 and the workbook door: judged line by line, no password in the preview, no file twice. */
@EngineTest
class BatchPageTest {

    private static final List<String> HEADINGS = List.of("受理号", "学校名称", "QQ号", "初始密码");
    private static final Pattern FINGERPRINT = Pattern.compile("name=\"fingerprint\" value=\"([0-9a-f]{64})\"");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TestPeople people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private WorkbookReader reader;

    @Autowired
    private MultipartConfigElement multipart;

    @Autowired
    private MovableClock clock;

    @AfterEach
    void backToToday() {
        clock.back();
    }

    @Test
    void theTemplateListsTheCasesThatWait() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "110000");

        byte[] file = as(get("/tasks/credentials/template"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();

        assertThat(SheetTable.find(reader.read(file, "模板.xlsx"), HEADINGS).lines())
                .anySatisfy(line -> assertThat(line.values())
                        .containsEntry("受理号", bench.file.receipt())
                        .containsEntry("学校名称", bench.file.organizationName())
                        .containsEntry("初始密码", ""));
    }

    @Test
    void everyLineIsJudgedInWordsAndThePreviewHoldsNoPassword() throws Exception {
        DeliveryBench good = new DeliveryBench(context, "120000");
        DeliveryBench noPassword = new DeliveryBench(context, "120000");
        DeliveryBench wrongName = new DeliveryBench(context, "120000");
        DeliveryBench badNumber = new DeliveryBench(context, "120000");
        DeliveryBench notWaiting = new DeliveryBench(context, "120000").issued("2400001", "geheim-W1");
        DeliveryBench taken = new DeliveryBench(context, "120000");
        List<List<String>> lines = List.of(
                line(good, "２４００００２", "geheim-W2"),
                line(noPassword, "2400003", ""),
                List.of(wrongName.file.receipt(), "东华大学", "2400004", "geheim-W4"),
                line(badNumber, "12ab", "geheim-W5"),
                line(notWaiting, "2400006", "geheim-W6"),
                line(taken, "2400001", "geheim-W7"),
                List.of("TW-0000-NOSUCHNO", "东华大学", "2400008", "geheim-W8"),
                List.of("", "东华大学", "2400009", "geheim-W9"));

        String page = body(preview(workbook(lines)).andExpect(status().isOk()));

        assertThat(page)
                .contains(
                        "缺少初始密码",
                        "学校名称与受理号不符",
                        "QQ 号应为 5 至 11 位数字",
                        "该案件目前不在等待号码",
                        "QQ 号已登记给其他单位",
                        "受理号不存在",
                        "缺少受理号",
                        "确认导入 1 行")
                .doesNotContain("geheim");
        assertThat(good.credential()).isEmpty();
    }

    @Test
    void theSameReceiptOrNumberTwiceInAFileIsRefusedTwice() throws Exception {
        DeliveryBench one = new DeliveryBench(context, "130000");
        DeliveryBench two = new DeliveryBench(context, "130000");

        String page = body(preview(workbook(List.of(
                line(one, "2400011", "geheim-X1"),
                line(one, "2400012", "geheim-X2"),
                line(two, "2400013", "geheim-X3"),
                List.of(
                        new DeliveryBench(context, "130000").file.receipt(),
                        two.file.organizationName(),
                        "2400013",
                        "geheim-X4")))));

        assertThat(page).contains("受理号在文件中重复", "QQ 号在文件中重复").doesNotContain("确认导入");
    }

    @Test
    void confirmingImportsTheGoodLinesAndTheFileNeverAgain() throws Exception {
        DeliveryBench one = new DeliveryBench(context, "350000");
        DeliveryBench two = new DeliveryBench(context, "360000");
        DeliveryBench bad = new DeliveryBench(context, "370000");
        byte[] file = workbook(List.of(
                line(one, "2400021", "geheim-Y1"), line(two, "2400022", "geheim-Y2"), line(bad, "2400023", "")));
        String fingerprint = fingerprint(body(preview(file)));

        as(post("/tasks/credentials/confirm").with(csrf()).param("fingerprint", fingerprint))
                .andExpect(redirectedUrl("/tasks/credentials"));

        one.sent();
        two.sent();
        assertThat(one.credential().orElseThrow().state()).isEqualTo(State.SEALED);
        assertThat(two.tokens()).hasSize(1);
        assertThat(bad.credential()).isEmpty();
        assertThat(jdbc.sql("select lines || '/' || imported from credential_batch where encode(sha256, 'hex') = :sha")
                        .param("sha", fingerprint)
                        .query(String.class)
                        .single())
                .isEqualTo("3/2");
        assertThat(body(preview(file).andExpect(status().isUnprocessableEntity())))
                .contains("已经导入过");
        as(post("/tasks/credentials/confirm").with(csrf()).param("fingerprint", fingerprint))
                .andExpect(status().isUnprocessableEntity());
    }

    @Test
    void aPreviewThatIsTooOldOrNotOnesOwnCannotBeConfirmed() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "150000");
        String fingerprint = fingerprint(body(preview(workbook(List.of(line(bench, "2400031", "geheim-Z1"))))));

        clock.runAhead(Duration.ofMinutes(11));
        String page = body(as(post("/tasks/credentials/confirm").with(csrf()).param("fingerprint", fingerprint))
                .andExpect(status().isUnprocessableEntity()));

        assertThat(page).contains("预览已失效");
        assertThat(bench.credential()).isEmpty();
    }

    @Test
    void aFileThatIsNoWorkbookOrHasOtherHeadingsIsRefusedInWords() throws Exception {
        assertThat(body(preview("受理号,密码".getBytes(StandardCharsets.UTF_8)).andExpect(status().isUnprocessableEntity())))
                .contains("文件不是 Excel 工作簿");
        assertThat(body(preview(WorkbookWriter.write("表", List.of("受理号", "QQ号"), List.of()))))
                .contains("找不到表头");
        assertThat(body(preview(WorkbookWriter.template("表", HEADINGS)))).contains("没有可导入的行");
    }

    @Test
    void anUploadNeverTouchesTheDisk() {
        assertThat((long) multipart.getFileSizeThreshold()).isGreaterThanOrEqualTo(multipart.getMaxRequestSize());
    }

    private ResultActions preview(byte[] file) throws Exception {
        return mvc.perform(multipart("/tasks/credentials/preview")
                .file(new MockMultipartFile("file", "号码.xlsx", "application/octet-stream", file))
                .with(csrf())
                .with(user(people.of("tencent"))));
    }

    private ResultActions as(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of("tencent"))));
    }

    private static List<String> line(DeliveryBench bench, String number, String password) {
        return List.of(bench.file.receipt(), bench.file.organizationName(), number, password);
    }

    private static byte[] workbook(List<List<String>> lines) {
        return WorkbookWriter.write("号码与初始密码", HEADINGS, new ArrayList<>(lines));
    }

    private static String fingerprint(String page) {
        Matcher matcher = FINGERPRINT.matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String body(ResultActions result) throws Exception {
        return result.andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }
}
