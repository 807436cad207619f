package org.tuanwei.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tuanwei.calendar.YearSheet.Span;
import org.tuanwei.deadline.WorkingCalendar;

/** The notice is read as it was published, line by line, and what makes no sense is named. */
class YearSheetTest {

    private static final String DOCUMENT = "国办发明电〔2025〕7号";

    /** As the notice for 2026 puts it. */
    private static final String NOTICE = """
            一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
            二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
            三、清明节：4月4日（周六）至6日（周一）放假，共3天。
            四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
            五、端午节：6月19日（周五）至21日（周日）放假，共3天。
            六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
            七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
            """;

    @Test
    void theNoticeItselfGivesTheYearAsItWasReleased() throws CalendarRefused {
        YearSheet sheet = YearSheet.of(2026, DOCUMENT, NOTICE);

        assertThat(sheet.doubts()).isEmpty();
        assertThat(sheet.arrangement().days())
                .extracting(day -> day.day() + " " + day.working())
                .containsExactlyElementsOf(WorkingCalendar.asReleased().arrangement(2026).orElseThrow().days().stream()
                        .map(day -> day.day() + " " + day.working())
                        .toList());
    }

    @Test
    void whatWasReadCanBeReadAgain() throws CalendarRefused {
        YearSheet sheet = YearSheet.of(2026, DOCUMENT, NOTICE);

        assertThat(YearSheet.of(2026, DOCUMENT, sheet.asLines()).arrangement()).isEqualTo(sheet.arrangement());
    }

    @Test
    void aNoticeMayReachBackIntoTheYearBefore() throws CalendarRefused {
        YearSheet sheet = YearSheet.of(2012, "国办发明电〔2011〕45号", "一、元旦：2012年1月1日至3日放假公休，共3天。2011年12月31日（星期六）上班。");

        assertThat(sheet.spans())
                .containsExactly(
                        new Span(1, LocalDate.of(2011, 12, 31), LocalDate.of(2011, 12, 31), true, "元旦"),
                        new Span(1, LocalDate.of(2012, 1, 1), LocalDate.of(2012, 1, 3), false, "元旦"));
        assertThat(sheet.doubts()).singleElement().asString().contains("春节、清明、劳动、端午、中秋、国庆");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-01-01,2027-01-03,放假,元旦",
                "2027/1/1\t2027/1/3\t放假\t元旦",
                "2027年1月1日，2027年1月3日，放假，元旦",
                "1月1日 至 1月3日 放假 元旦",
                "２０２７-01-01｜2027-01-03｜放假｜元旦"
            })
    void columnsAreReadHoweverTheyAreTyped(String line) throws CalendarRefused {
        assertThat(YearSheet.of(2027, DOCUMENT, line).spans())
                .containsExactly(new Span(1, LocalDate.of(2027, 1, 1), LocalDate.of(2027, 1, 3), false, "元旦"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2027-01-01,2027-01-03,放假             | 第1行读不懂",
                "2027-01-03,2027-01-01,放假,元旦        | 结束日期 2027-01-01 早于开始日期 2027-01-03",
                "2027-13-01,2027-13-03,放假,元旦        | 第1行读不懂",
                "2026-05-01,2026-05-03,放假,劳动节      | 不属于 2027 年",
                "2027-01-01,2027-01-31,放假,元旦        | 一段有 31 天",
                "2027-01-06,2027-01-06,上班,元旦        | 本来就是周一至周五的工作日",
                "2027-01-09,2027-01-09,上班,元旦        | 没有一天放假",
                "各位同事好                             | 第1行读不懂：「各位同事好」"
            })
    void whatMakesNoSenseIsNamedWithItsLine(String line, String problem) {
        assertThatThrownBy(() -> YearSheet.of(2027, DOCUMENT, line))
                .isInstanceOf(CalendarRefused.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aDayThatIsWrittenTwiceIsNamedWithBothLines() {
        assertThatThrownBy(() ->
                        YearSheet.of(2027, DOCUMENT, "2027-01-01,2027-01-03,放假,元旦\n\n2027-01-03,2027-01-03,上班,元旦"))
                .hasMessageContaining("第3行：2027-01-03 在第1行已经写过");
    }

    @Test
    void aSourceThatIsNoDocumentNumberIsRefused() {
        for (String source : List.of("", "国务院通知", "https://example.com")) {
            assertThatThrownBy(() -> YearSheet.of(2027, source, "2027-01-01,2027-01-03,放假,元旦"))
                    .hasMessageContaining("文号");
        }
    }
}
