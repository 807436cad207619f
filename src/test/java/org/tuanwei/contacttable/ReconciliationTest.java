package org.tuanwei.contacttable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tuanwei.contacttable.Tables.FUDAN;
import static org.tuanwei.contacttable.Tables.NORMAL;
import static org.tuanwei.contacttable.Tables.PRINTING;
import static org.tuanwei.contacttable.Tables.REGISTRY;
import static org.tuanwei.contacttable.Tables.SANDA;
import static org.tuanwei.contacttable.Tables.SPORT;
import static org.tuanwei.contacttable.Tables.workbook;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tuanwei.contacttable.Reconciliation.Difference;
import org.tuanwei.contacttable.Reconciliation.Entry;
import org.tuanwei.contacttable.Reconciliation.Kind;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organization.Status;
import org.tuanwei.spreadsheet.Readers;
import org.tuanwei.spreadsheet.WorkbookText;

/** Registry, contact table and Tencent's accounts are held against one another, and every difference says what to do. */
class ReconciliationTest {

    private static Entry entry(Organization school, String written, String name, String mobile, String email) {
        return new Entry(school.code(), new ContactEntry(written, "普通高校", name, "", "", mobile, email));
    }

    private static Entry entry(Organization school, int number) {
        return entry(
                school, school.name(), "测试" + number, "1380000000" + number, "contact" + number + "@school.example");
    }

    private static Account account(Organization school, int number) {
        return new Account(school.code(), school.name(), "285001000" + number, "");
    }

    private static Reconciliation of(List<Organization> registry, List<Entry> table, List<Account> accounts) {
        return Reconciliation.of(registry, REGISTRY, table, accounts, true);
    }

    private static List<String> lines(Reconciliation reconciliation) {
        return reconciliation.differences().stream()
                .map(one -> one.kind() + " " + one.schoolName())
                .toList();
    }

    @Test
    void threeThatAgreeHaveNoDifference() {
        Reconciliation reconciliation = of(
                List.of(FUDAN, SPORT),
                List.of(entry(FUDAN, 1), entry(SPORT, 2)),
                List.of(account(FUDAN, 1), account(SPORT, 2)));
        assertThat(reconciliation.differences()).isEmpty();
        assertThat(reconciliation.figures())
                .hasSize(Kind.values().length)
                .allSatisfy((kind, number) -> assertThat(number).isZero());
    }

    @Test
    void whoIsMissingOrTooManyIsNamedAndTheExemptAreNotExpected() {
        Organization exempt = Tables.in(Status.EXEMPT, NORMAL, NORMAL);
        Reconciliation reconciliation = of(
                List.of(FUDAN, SPORT, exempt),
                List.of(entry(SPORT, 2), entry(exempt, 3), entry(SANDA, 4)),
                List.of(account(FUDAN, 1), account(exempt, 5), new Account("", "某某大学", "2850010009", "")));
        assertThat(lines(reconciliation))
                .containsExactly(
                        "MISSING_IN_TABLE 复旦大学",
                        "MISSING_ACCOUNT 上海体育大学",
                        "EXTRA_IN_TABLE 华东师范大学",
                        "EXTRA_IN_TABLE 上海杉达学院",
                        "EXTRA_ACCOUNT 某某大学",
                        "EXTRA_ACCOUNT 华东师范大学");
        assertThat(reconciliation.figures()).containsEntry(Kind.EXTRA_ACCOUNT, 2);
    }

    @Test
    void aSchoolUnderAnOldNameIsRecognisedAndItsPresentNameSuggested() {
        Reconciliation reconciliation = of(
                List.of(SPORT),
                List.of(entry(SPORT, "上海体育学院", "测试甲", "13800000001", "a@school.example")),
                List.of(new Account("", "上海体育学院", "2850010001", "")));
        assertThat(reconciliation.differences())
                .hasSize(2)
                .allSatisfy(one -> {
                    assertThat(one.kind()).isEqualTo(Kind.RENAMED);
                    assertThat(one.suggestion()).endsWith("改为现名“上海体育大学”");
                })
                .extracting(Difference::detail)
                .containsExactlyInAnyOrder("统计表写作“上海体育学院”", "腾讯账号清单写作“上海体育学院”");
    }

    @Test
    void anAccountWithAnUnknownSimilarNameIsSuggestedNotGuessed() {
        Reconciliation reconciliation = of(
                List.of(PRINTING),
                List.of(entry(PRINTING, 1)),
                List.of(new Account("4131099999", "上海出版印刷专科学校", "2850010001", "")));
        assertThat(lines(reconciliation)).containsExactly("MISSING_ACCOUNT 上海出版印刷高等专科学校", "EXTRA_ACCOUNT 上海出版印刷专科学校");
        assertThat(reconciliation.differences().get(1).suggestion()).contains("上海出版印刷高等专科学校（4131011733）");
        assertThat(reconciliation.differences().get(1).schoolCode()).isEmpty();
    }

    @Test
    void sharedNumbersMailsPersonsAndAccountsAreFound() {
        Reconciliation reconciliation = of(
                List.of(FUDAN, SPORT, SANDA),
                List.of(
                        entry(FUDAN, "复旦大学", "测试甲", "13800000001", "a@school.example"),
                        entry(SPORT, "上海体育大学", "测试甲", "13800000001", "A@School.example"),
                        entry(SANDA, "上海杉达学院", "测试甲", "13800000003", "c@school.example")),
                List.of(account(FUDAN, 1), account(FUDAN, 2), account(SPORT, 1), account(SANDA, 3)));
        assertThat(reconciliation.figures())
                .containsAllEntriesOf(Map.of(
                        Kind.DUPLICATE_MOBILE, 2,
                        Kind.DUPLICATE_EMAIL, 2,
                        Kind.ONE_PERSON_MANY_SCHOOLS, 2,
                        Kind.SEVERAL_ACCOUNTS, 1,
                        Kind.ONE_ACCOUNT_MANY_SCHOOLS, 2));
        assertThat(reconciliation.differences())
                .filteredOn(one -> one.kind() == Kind.ONE_PERSON_MANY_SCHOOLS)
                .extracting(Difference::detail)
                .containsOnly("测试甲（13800000001）：2所学校（复旦大学、上海体育大学）");
    }

    @Test
    void aProvinceIsNotToldOfTheAccountsOfOthers() {
        Reconciliation reconciliation = Reconciliation.of(
                List.of(FUDAN),
                REGISTRY,
                List.of(entry(FUDAN, 1)),
                List.of(account(FUDAN, 1), account(Tables.NANJING, 2), new Account("", "无名大学", "2850010003", "")),
                false);
        assertThat(reconciliation.differences()).isEmpty();
    }

    @Test
    void theWorkbookHoldsTheFiguresAndASheetForEachKind() {
        byte[] file = of(List.of(FUDAN), List.of(), List.of()).workbook("上海市三方对账");
        WorkbookText book = Readers.usual().read(file, "对账.xlsx");
        assertThat(book.sheets())
                .extracting(WorkbookText.Sheet::name)
                .containsExactly("对账汇总", "名册里有，统计表里没有", "名册里有，腾讯账号清单里没有");
        assertThat(book.sheets().get(0).rows().get(0).cell(0)).isEqualTo("上海市三方对账");
        assertThat(book.sheets().get(1).rows().get(2).cells()).startsWith("4131010246", "复旦大学");
    }

    @Test
    void tencentsListIsReadAndAWrongNumberNamed() {
        AccountLists lists = new AccountLists(Readers.usual());
        byte[] good = workbook(
                true,
                List.of(
                        List.of("腾讯账号清单"),
                        List.of("学校标识码", "学校名称", "QQ号", "微博地址"),
                        List.of("4131010246", "复旦大学", "2850010001", "https://t.example/fudan")));
        assertThat(lists.read(good, "账号.xlsx"))
                .containsExactly(new Account("4131010246", "复旦大学", "2850010001", "https://t.example/fudan"));
        byte[] wrong =
                workbook(true, List.of(List.of("学校标识码", "学校名称", "QQ号", "微博地址"), List.of("4131010246", "复旦大学", "qq")));
        assertThatThrownBy(() -> lists.read(wrong, "账号.xlsx"))
                .isInstanceOf(TableRefused.class)
                .hasMessageContaining("第2行");
        assertThatThrownBy(() -> lists.read(workbook(true, List.of(List.of("空"))), "账号.xlsx"))
                .hasMessageStartingWith("找不到表头");
    }
}
