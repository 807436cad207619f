package org.tuanwei.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** The calendar is everybody's to read; the centre takes in a year after it has seen what would move. */
@EngineTest
class CalendarPagesTest {

    private static final String LINES =
            "2041-01-01,2041-01-03,放假,元旦\n2041-01-31,2041-02-06,放假,春节\n2041-01-26,2041-01-26,上班,春节";
    private static final Pattern FINGERPRINT = Pattern.compile("name=\"fingerprint\" value=\"([0-9a-f]+)\"");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TestPeople people;

    @Autowired
    private WorkingCalendar calendar;

    @Autowired
    private MovableClock clock;

    /** Far from the days of all other tests, for the year that is taken in stays. */
    @BeforeEach
    void aDecemberFarAhead() {
        clock.set(HandClock.instant("2040-12-10T10:00"));
    }

    @AfterEach
    void now() {
        clock.back();
    }

    @Test
    void everybodyReadsItAndOnlyCentreAndOperationsTakeAYearIn() throws Exception {
        for (String group : List.of("school-4131010277", "province-310000-lead", "tencent", "supervisor-310000")) {
            as(group, get("/calendar?year=2012"))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("国办发明电〔2011〕45号")))
                    .andExpect(content().string(not(containsString("data-testid=\"calendar-preview\""))));
            as(group, get("/calendar/template")).andExpect(status().isForbidden());
            as(group, preview(LINES)).andExpect(status().isForbidden());
            as(group, post("/calendar/confirm").param("text", LINES)).andExpect(status().isForbidden());
        }
        as("operations", get("/calendar"))
                .andExpect(content().string(containsString("data-testid=\"calendar-preview\"")));
    }

    @Test
    void whoeverCanMendItIsWarnedOnHisDesk() throws Exception {
        as("centre-staff", get("/desk"))
                .andExpect(content().string(containsString("data-testid=\"calendar-missing\"")));
        as("province-310000-staff", get("/desk"))
                .andExpect(content().string(not(containsString("data-testid=\"calendar-missing\""))));
        as("province-310000-staff", get("/calendar"))
                .andExpect(content().string(containsString("data-testid=\"calendar-missing\"")));
    }

    @Test
    void aYearIsPreviewedConfirmedAndInForce() throws Exception {
        String page = as("centre-staff", preview(LINES))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("没有写到清明、劳动、端午、中秋、国庆放假")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        Matcher fingerprint = FINGERPRINT.matcher(page);
        assertThat(fingerprint.find()).isTrue();

        as("centre-staff", confirm(fingerprint.group(1)))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("勾选「已核对」")));
        as("centre-staff", confirm("0000").param("doubtsSeen", "true"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("预览之后情况有变")));
        as("centre-staff", confirm(fingerprint.group(1)).param("doubtsSeen", "true"))
                .andExpect(redirectedUrl("/calendar?year=2041"));

        assertThat(calendar.isWorkingDay(LocalDate.of(2041, 1, 26))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2041, 2, 4))).isFalse();
        as("school-4131010277", get("/calendar?year=2041"))
                .andExpect(content().string(containsString("2041-01-31 至 2041-02-06")));
        as("centre-staff", preview(LINES)).andExpect(content().string(containsString("完全相同")));
    }

    @Test
    void theTemplateFilledInIsReadAndAWrongFileIsRefusedByName() throws Exception {
        byte[] template = as("centre-staff", get("/calendar/template?year=2042"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        as("centre-staff", upload(template)).andExpect(content().string(containsString("没有一天放假")));
        byte[] filled = WorkbookWriter.write(
                "放假安排",
                List.of("开始日期", "结束日期", "类别", "节日"),
                List.of(List.of("2042-01-01", "", "放假", "元旦"), List.of("2042-10-01", "2042-10-07", "放假", "国庆节")));
        as("centre-staff", upload(filled))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("2042-10-01 至 2042-10-07")));
        as("centre-staff", upload("no workbook".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .andExpect(status().isUnprocessableEntity());
    }

    @Test
    void whatIsWrongIsSaidBesideWhatWasTyped() throws Exception {
        as("centre-staff", preview("放假三天"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("第1行读不懂")))
                .andExpect(content().string(containsString("放假三天")));
        as("centre-staff", preview("")).andExpect(content().string(containsString("请上传工作簿，或粘贴")));
        as(
                        "centre-staff",
                        post("/calendar/preview")
                                .param("year", "2012")
                                .param("source", "x")
                                .param("text", LINES))
                .andExpect(content().string(containsString("年份应为 2040 至 2042")));
    }

    private static MockHttpServletRequestBuilder preview(String text) {
        return post("/calendar/preview")
                .param("year", "2041")
                .param("source", "国办发明电〔2040〕7号")
                .param("text", text);
    }

    private static MockHttpServletRequestBuilder upload(byte[] file) {
        return multipart("/calendar/preview")
                .file(new MockMultipartFile("file", "2042年放假安排.xlsx", "application/octet-stream", file))
                .param("year", "2042")
                .param("source", "国办发明电〔2041〕7号");
    }

    private static MockHttpServletRequestBuilder confirm(String fingerprint) {
        return post("/calendar/confirm")
                .param("year", "2041")
                .param("source", "国办发明电〔2040〕7号")
                .param("text", LINES)
                .param("fingerprint", fingerprint);
    }

    private ResultActions as(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group))).with(csrf()));
    }
}
