package org.tuanwei.contacttable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organization.Status;
import org.tuanwei.organization.SchoolNames;
import org.tuanwei.spreadsheet.FormSheet;
import org.tuanwei.spreadsheet.FormWriter;

/**
 * The registry, the contact table and Tencent's list of accounts held against one another (D4): who is missing where,
 * who is too many, who is called differently, and who answers for several schools.
 */
public final class Reconciliation {

    /** In what the three do not agree. */
    public enum Kind {
        MISSING_IN_TABLE("名册里有，统计表里没有", "请催该校填报；没有团委的，请申请豁免"),
        MISSING_ACCOUNT("名册里有，腾讯账号清单里没有", "尚未开通微博，请督促开通"),
        EXTRA_IN_TABLE("统计表里有，名册里不参加", "请核对该校是否已撤销、合并或豁免"),
        EXTRA_ACCOUNT("腾讯账号清单里有，名册里没有", "请核对账号属于哪所学校，再告知腾讯公司"),
        RENAMED("名称与名册不一致", "请按名册的现名更正"),
        SEVERAL_ACCOUNTS("一所学校有多个账号", "请与腾讯公司核对保留哪一个"),
        ONE_ACCOUNT_MANY_SCHOOLS("一个QQ号对应多所学校", "请与腾讯公司核对号码"),
        DUPLICATE_MOBILE("多所学校填了同一个手机号", "请核对；确是同一人负责的可以保留"),
        DUPLICATE_EMAIL("多所学校填了同一个邮箱", "请核对；每所学校的号码和密码应送到自己的邮箱"),
        ONE_PERSON_MANY_SCHOOLS("一个人负责多所学校", "请各校指定自己的负责人");

        private final String label;
        private final String advice;

        Kind(String label, String advice) {
            this.label = label;
            this.advice = advice;
        }

        public String label() {
            return label;
        }

        /** What to do about it, unless a difference suggests something better. */
        public String advice() {
            return advice;
        }
    }

    /** A school's entry in the contact table, whose school is certain. */
    public record Entry(String schoolCode, ContactEntry entry) {}

    /**
     * One difference.
     *
     * @param schoolCode empty where nobody knows which school is meant
     * @param schoolName its present name, or what is written
     * @param unitCode League unit of the school; empty where none is known
     * @param detail what each side says
     * @param suggestion what to do
     */
    public record Difference(
            Kind kind, String schoolCode, String schoolName, String unitCode, String detail, String suggestion) {}

    private final List<Difference> differences;
    private final Map<Kind, Integer> figures = new EnumMap<>(Kind.class);

    private Reconciliation(List<Difference> differences) {
        this.differences = List.copyOf(differences);
        for (Kind kind : Kind.values()) {
            figures.put(kind, (int)
                    differences.stream().filter(one -> one.kind() == kind).count());
        }
    }

    /**
     * Compares the three.
     *
     * @param registry the schools whose table it is, such as one province's; those exempt or ended are expected nowhere
     * @param country all schools, to tell what a foreign name means
     * @param table the entries with their certain schools
     * @param accounts Tencent's list as it is, whatever provinces it covers
     * @param wholeAccounts whether accounts of schools outside {@code registry} count as too many; false for one
     *     province's view of a national list
     */
    public static Reconciliation of(
            List<Organization> registry,
            List<SchoolNames.Named> country,
            List<Entry> table,
            List<Account> accounts,
            boolean wholeAccounts) {
        return new Reconciliation(new Comparison(registry, country, table, accounts, wholeAccounts).differences());
    }

    /** All differences, kind by kind, each in the order of the codes. */
    public List<Difference> differences() {
        return differences;
    }

    /** How many there are of each kind, kinds without any included. */
    public Map<Kind, Integer> figures() {
        return Map.copyOf(figures);
    }

    /** A workbook of the differences: the figures, then one sheet for each kind that occurs. */
    public byte[] workbook(String title) {
        List<FormSheet> sheets = new ArrayList<>();
        List<List<String>> totals = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            totals.add(List.of(kind.label(), String.valueOf(figures.get(kind)), kind.advice()));
        }
        sheets.add(new FormSheet(
                "对账汇总",
                title,
                List.of(),
                List.of(
                        new FormSheet.Column("情形", 34),
                        new FormSheet.Column("处数", 10),
                        new FormSheet.Column("怎样处理", 50)),
                totals,
                0));
        for (Kind kind : Kind.values()) {
            List<List<String>> rows = differences.stream()
                    .filter(one -> one.kind() == kind)
                    .map(one -> List.of(one.schoolCode(), one.schoolName(), one.detail(), one.suggestion()))
                    .toList();
            if (!rows.isEmpty()) {
                sheets.add(new FormSheet(
                        kind.label(),
                        kind.label(),
                        List.of(),
                        List.of(
                                new FormSheet.Column("学校标识码", 16),
                                new FormSheet.Column("学校名称", 32),
                                new FormSheet.Column("情况", 50),
                                new FormSheet.Column("怎样处理", 46)),
                        rows,
                        0));
            }
        }
        return FormWriter.write(sheets);
    }

    /** One comparison under way. */
    private static final class Comparison {

        private final Map<String, Organization> expected = new LinkedHashMap<>();
        private final Map<String, Organization> registry = new HashMap<>();
        private final Map<String, Organization> country = new HashMap<>();
        private final SchoolMatcher matcher;
        private final List<Entry> table;
        private final Map<String, List<Account>> accounts = new LinkedHashMap<>();
        private final List<Difference> found = new ArrayList<>();
        private final boolean wholeAccounts;

        Comparison(
                List<Organization> registry,
                List<SchoolNames.Named> country,
                List<Entry> table,
                List<Account> accounts,
                boolean wholeAccounts) {
            this.table = table;
            this.wholeAccounts = wholeAccounts;
            matcher = new SchoolMatcher(country);
            country.forEach(named -> this.country.put(named.school().code(), named.school()));
            registry.stream().sorted(Comparator.comparing(Organization::code)).forEach(school -> {
                this.registry.put(school.code(), school);
                if (school.status() == Status.ACTIVE) {
                    expected.put(school.code(), school);
                }
            });
            accounts.forEach(this::take);
        }

        List<Difference> differences() {
            Map<String, List<Entry>> byCode = table.stream()
                    .collect(Collectors.groupingBy(Entry::schoolCode, LinkedHashMap::new, Collectors.toList()));
            expected.forEach((code, school) -> {
                if (!byCode.containsKey(code)) {
                    note(Kind.MISSING_IN_TABLE, school, "统计表里没有这所学校");
                }
                if (!accounts.containsKey(code)) {
                    note(Kind.MISSING_ACCOUNT, school, "腾讯账号清单里没有这所学校");
                }
            });
            byCode.forEach((code, entries) -> entries.forEach(one -> entry(code, one.entry())));
            accounts.forEach(this::severalAccounts);
            oneAccount();
            shared(Kind.DUPLICATE_MOBILE, ContactEntry::mobile);
            shared(Kind.DUPLICATE_EMAIL, entry -> entry.email().toLowerCase(Locale.ROOT));
            persons();
            found.sort(Comparator.comparing(Difference::kind).thenComparing(Difference::schoolCode));
            return found;
        }

        /** An account belongs to the school of its code; without one, to the school its name certainly means. */
        private void take(Account account) {
            Organization school = country.get(account.code());
            if (school == null) {
                SchoolMatch named = matcher.match(account.school(), "");
                school = named.school();
                if (school == null) {
                    unknown(account, named);
                    return;
                }
            }
            Organization own = registry.get(school.code());
            if (own == null && !wholeAccounts) {
                return;
            }
            if (own == null || !own.isActive()) {
                note(
                        Kind.EXTRA_ACCOUNT,
                        school,
                        "账号" + account.qqNumber() + "："
                                + (own == null
                                        ? "不在所核对的范围内"
                                        : "名册中" + own.status().label()));
            } else {
                accounts.computeIfAbsent(school.code(), code -> new ArrayList<>())
                        .add(account);
                named(school, account.school(), "腾讯账号清单");
            }
        }

        private void unknown(Account account, SchoolMatch named) {
            if (!wholeAccounts) {
                return;
            }
            String codeText = account.code().isEmpty() ? "没有标识码" : "标识码" + account.code() + "不在名册";
            List<Organization> candidates = named.candidates();
            found.add(new Difference(
                    Kind.EXTRA_ACCOUNT,
                    "",
                    account.school(),
                    "",
                    "账号" + account.qqNumber() + "：" + codeText,
                    candidates.isEmpty()
                            ? Kind.EXTRA_ACCOUNT.advice()
                            : "名称相近的有："
                                    + candidates.stream()
                                            .map(one -> one.name() + "（" + one.code() + "）")
                                            .collect(Collectors.joining("、"))
                                    + "，请核对"));
        }

        private void entry(String code, ContactEntry entry) {
            Organization school = registry.get(code);
            if (school == null) {
                Organization elsewhere = country.get(code);
                found.add(new Difference(
                        Kind.EXTRA_IN_TABLE,
                        code,
                        elsewhere == null ? entry.school() : elsewhere.name(),
                        elsewhere == null ? "" : elsewhere.unitCode(),
                        elsewhere == null ? "名册里没有这个标识码" : "不属于所核对的省份",
                        Kind.EXTRA_IN_TABLE.advice()));
            } else if (!school.isActive()) {
                note(Kind.EXTRA_IN_TABLE, school, "名册中" + school.status().label());
            } else {
                named(school, entry.school(), "统计表");
            }
        }

        private void named(Organization school, String written, String where) {
            if (!written.isEmpty() && !Spelling.folded(written).equals(Spelling.folded(school.name()))) {
                found.add(new Difference(
                        Kind.RENAMED,
                        school.code(),
                        school.name(),
                        school.unitCode(),
                        where + "写作“" + written + "”",
                        "请在" + where + "里改为现名“" + school.name() + "”"));
            }
        }

        private void severalAccounts(String code, List<Account> own) {
            Set<String> numbers =
                    own.stream().map(Account::qqNumber).collect(Collectors.toCollection(LinkedHashSet::new));
            Organization school = registry.get(code);
            if (numbers.size() > 1 && school != null) {
                note(Kind.SEVERAL_ACCOUNTS, school, "账号：" + String.join("、", numbers));
            }
        }

        private void oneAccount() {
            Map<String, Set<String>> schools = new LinkedHashMap<>();
            accounts.forEach((code, own) ->
                    own.forEach(account -> schools.computeIfAbsent(account.qqNumber(), number -> new LinkedHashSet<>())
                            .add(code)));
            schools.forEach((number, codes) -> group(Kind.ONE_ACCOUNT_MANY_SCHOOLS, codes, "QQ号" + number));
        }

        private void shared(Kind kind, Function<ContactEntry, String> value) {
            Map<String, Set<String>> schools = new LinkedHashMap<>();
            for (Entry one : table) {
                String shared = value.apply(one.entry());
                if (!shared.isEmpty()) {
                    schools.computeIfAbsent(shared, key -> new LinkedHashSet<>())
                            .add(one.schoolCode());
                }
            }
            schools.forEach((shared, codes) -> group(kind, codes, shared));
        }

        /** The same name alone says nothing; the same name with the same mobile or mail is the same person. */
        private void persons() {
            Map<String, Set<String>> schools = new LinkedHashMap<>();
            for (Entry one : table) {
                ContactEntry entry = one.entry();
                for (String reach : List.of(entry.mobile(), entry.email().toLowerCase(Locale.ROOT))) {
                    if (!entry.contactName().isEmpty() && !reach.isEmpty()) {
                        schools.computeIfAbsent(entry.contactName() + "（" + reach + "）", key -> new LinkedHashSet<>())
                                .add(one.schoolCode());
                    }
                }
            }
            Set<String> told = new LinkedHashSet<>();
            schools.forEach((person, codes) -> {
                if (told.add(person.substring(0, person.indexOf('（')) + codes)) {
                    group(Kind.ONE_PERSON_MANY_SCHOOLS, codes, person);
                }
            });
        }

        private void group(Kind kind, Set<String> codes, String what) {
            if (codes.size() < 2) {
                return;
            }
            String names = codes.stream().map(this::nameOf).collect(Collectors.joining("、"));
            for (String code : codes) {
                Organization school = registry.get(code);
                if (school != null) {
                    note(kind, school, what + "：" + codes.size() + "所学校（" + names + "）");
                }
            }
        }

        private String nameOf(String code) {
            @Nullable Organization school = country.get(code);
            return school == null ? code : school.name();
        }

        private void note(Kind kind, Organization school, String detail) {
            found.add(new Difference(kind, school.code(), school.name(), school.unitCode(), detail, kind.advice()));
        }
    }
}
