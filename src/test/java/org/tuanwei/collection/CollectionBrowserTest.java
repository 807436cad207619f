package org.tuanwei.collection;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.tuanwei.contacttable.ContactEntry;
import org.tuanwei.contacttable.ContactTables;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestPeople;

/** Four people take a faulty workbook to an accepted directory, each in a browser of his own. */
@EngineTest
class CollectionBrowserTest {

    private static final String UNIT = "220000";
    private static final int FAULTS = 12;

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private ContactTables tables;

    @Autowired
    private Organizations organizations;

    @Autowired
    private SchoolRows rows;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void a_workbook_with_twelve_faults_becomes_a_directory_that_tencent_sees(@TempDir Path folder) throws Exception {
        CollectionStory story = beans.createBean(CollectionStory.class);
        for (int i = 0; i < FAULTS; i++) {
            story.school(UNIT);
        }
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        UnitRound unit = story.asked(UNIT, today.plusDays(20), today.plusDays(27));
        List<SchoolRow> schools = rows.ofCollection(unit.id());

        TasklistDesk staff = TasklistDesk.of(browser.person(), port, people.of("province-220000-staff"));
        Page page = staff.page();
        upload(page, unit, write(folder, "吉林.xlsx", faulty(schools)));
        assertThat(page.innerText("[data-testid=preview-figures]")).contains("有误 " + FAULTS + " 行");
        Download answer = page.waitForDownload(() -> page.click("[data-testid=annotated]"));
        assertThat(answer.suggestedFilename()).isEqualTo("吉林-批注.xlsx");
        byte[] mended = mended(Files.readAllBytes(answer.path()), schools);
        page.click("[data-testid=take]");
        page.locator("[data-testid=notice]").waitFor();
        upload(page, unit, write(folder, "吉林-更正.xlsx", mended));
        assertThat(page.innerText("[data-testid=preview-figures]"))
                .as(page.innerText("main"))
                .contains("有误 0 行");
        page.click("[data-testid=take]");
        page.locator("[data-testid=unit-state]").waitFor();
        assertThat(rows.counts(unit.id()).filled()).isEqualTo(schools.size());

        TasklistDesk lead = TasklistDesk.of(browser.person(), port, people.of("province-220000-lead"));
        handIn(story, staff, lead, unit);

        TasklistDesk centre = TasklistDesk.of(browser.person(), port, people.of("centre-staff"));
        SchoolRow wrong = schools.get(0);
        centre.page().navigate(address("/collections/rows/" + wrong.id()));
        centre.page().fill("#objection", "手机号打不通，请核实");
        centre.page().click("[data-testid=object-row]");
        centre.page().locator("[data-testid=notice]").waitFor();
        centre.claim(story.task(unit).taskId())
                .choose("退回")
                .fill("退回的原因", "个别手机号有误")
                .submit();
        jobs.runDue(unit.key());
        assertThat(rows.get(wrong.id()).state()).isEqualTo(SchoolRow.State.RETURNED);

        page.navigate(address("/collections/rows/" + wrong.id()));
        page.fill("#mobile", "19900009999");
        page.click("[data-testid=save-row]");
        page.locator("[data-testid=notice]").waitFor();
        handIn(story, staff, lead, unit);
        centre.claim(story.task(unit).taskId()).choose("采用").submit();
        jobs.runDue(unit.key());

        Page tencent =
                TasklistDesk.of(browser.person(), port, people.of("tencent")).page();
        tencent.navigate(address("/collections/directory?unit=" + UNIT));
        assertThat(tencent.innerText("[data-testid=directory]")).contains(wrong.schoolName(), "19900009999");
    }

    private void handIn(CollectionStory story, TasklistDesk staff, TasklistDesk lead, UnitRound unit) {
        staff.claim(story.task(unit).taskId()).submit();
        lead.claim(story.task(unit).taskId()).choose("同意报送").submit();
        jobs.runDue(unit.key());
    }

    private void upload(Page page, UnitRound unit, Path file) {
        page.navigate(address("/collections/units/" + unit.id() + "/upload"));
        page.setInputFiles("[data-testid=upload-file]", file);
        page.click("[data-testid=upload]");
        page.locator("[data-testid=preview-figures]").waitFor();
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }

    private static Path write(Path folder, String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    /** One row for each school, the first twelve each wrong in a way of its own. */
    private byte[] faulty(List<SchoolRow> schools) {
        Organization unit = organizations.require(UNIT);
        List<ContactEntry> entries = new ArrayList<>();
        for (int i = 0; i < schools.size(); i++) {
            entries.add(i < FAULTS ? wrong(i, right(schools.get(i), i)) : right(schools.get(i), i));
        }
        return tables.provinceTable(unit, entries);
    }

    private static ContactEntry right(SchoolRow row, int i) {
        return new ContactEntry(
                row.schoolName(),
                row.schoolType(),
                "林溪",
                "干事",
                "5550%04d".formatted(i),
                "1990000%04d".formatted(i),
                "lin" + i + "@school.example");
    }

    private static ContactEntry wrong(int fault, ContactEntry e) {
        return switch (fault) {
            case 0 -> new ContactEntry(e.school(), e.type(), "", e.position(), e.phone(), e.mobile(), e.email());
            case 1 -> new ContactEntry(e.school(), "", e.contactName(), "", e.phone(), e.mobile(), e.email());
            case 2 -> new ContactEntry(e.school(), "专科学校", e.contactName(), "", e.phone(), e.mobile(), e.email());
            case 3 -> new ContactEntry(e.school(), e.type(), e.contactName(), "", e.phone(), "1990000", e.email());
            case 4 -> new ContactEntry(e.school(), e.type(), e.contactName(), "", e.phone(), "19900000abc", e.email());
            case 5 -> new ContactEntry(e.school(), e.type(), e.contactName(), "", e.phone(), e.mobile(), "");
            case 6 -> new ContactEntry(e.school(), e.type(), e.contactName(), "", e.phone(), e.mobile(), "lin.school");
            case 7 -> new ContactEntry(e.school(), e.type(), e.contactName(), "", e.phone(), e.mobile(), "林@学校");
            case 8 -> new ContactEntry(e.school(), e.type(), e.contactName(), "", "12", e.mobile(), e.email());
            case 9 -> new ContactEntry("没有列入名册的外星大学", e.type(), e.contactName(), "", e.phone(), e.mobile(), e.email());
            case 10 -> new ContactEntry("上海体育大学", e.type(), e.contactName(), "", e.phone(), e.mobile(), e.email());
            default -> new ContactEntry("", e.type(), e.contactName(), "", e.phone(), e.mobile(), e.email());
        };
    }

    /** The official's hand: every cell of the answered file as it should be, everything else left as it came back. */
    private static byte[] mended(byte[] answered, List<SchoolRow> schools) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook(new java.io.ByteArrayInputStream(answered));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Sheet sheet = book.getSheetAt(0);
            Map<String, Integer> columns = new HashMap<>();
            int head = 0;
            for (Row row : sheet) {
                for (Cell cell : row) {
                    if (!columns.containsKey("学校名称") || row.getRowNum() == head) {
                        String text = cell.toString().replaceAll("（.*", "").strip();
                        if (text.equals("学校名称")) {
                            head = row.getRowNum();
                            columns.clear();
                        }
                        columns.put(text, cell.getColumnIndex());
                    }
                }
            }
            for (int i = 0; i < schools.size(); i++) {
                ContactEntry right = right(schools.get(i), i);
                Row row = sheet.getRow(head + 1 + i);
                Map.of(
                                "学校名称", right.school(),
                                "学校类型", right.type(),
                                "联系人", right.contactName(),
                                "职务", right.position(),
                                "电话", right.phone(),
                                "手机", right.mobile(),
                                "电子邮箱", right.email())
                        // a new cell: POI leaves the text of an inline one as it was
                        .forEach(
                                (heading, text) -> row.createCell(Objects.requireNonNull(columns.get(heading), heading))
                                        .setCellValue(text));
            }
            book.write(out);
            return out.toByteArray();
        }
    }
}
