package org.tuanwei.existing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.contacttable.Account;
import org.tuanwei.contacttable.AccountSchools;
import org.tuanwei.contacttable.SchoolMatch;
import org.tuanwei.existing.AccountStore.Line;
import org.tuanwei.existing.Standings.Holder;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.SchoolNames;

/** Holds a list against registry, cases and earlier answers; what it finds is true for the moment it is asked. */
@Component
class ListJudge {

    private final SchoolNames names;
    private final Standings standings;

    ListJudge(SchoolNames names, Standings standings) {
        this.names = names;
        this.standings = standings;
    }

    /** A line and the school it means. */
    private record Meant(Line line, SchoolMatch match) {

        boolean used() {
            return !line.choice().equals(AccountStore.SKIP);
        }

        /** What stands for the school where two lines are compared; a name nobody knows stands for itself. */
        String subject() {
            Organization school = match.school();
            return school == null ? line.account().code() + line.account().school() : school.code();
        }
    }

    List<ListedRow> judge(List<Line> lines) {
        List<SchoolNames.Named> country = names.all();
        AccountSchools schools = new AccountSchools(country);
        List<Meant> meant = lines.stream()
                .map(line -> new Meant(line, chosen(line, schools.match(line.account()))))
                .toList();
        Comparison comparison = new Comparison(meant, standings.ofSchools(), standings.holders());
        return meant.stream().map(comparison::row).toList();
    }

    private static SchoolMatch chosen(Line line, SchoolMatch match) {
        return match.candidates().stream()
                .filter(school -> school.code().equals(line.choice()))
                .findFirst()
                .map(school -> new SchoolMatch(SchoolMatch.How.CHOSEN, school, match.candidates()))
                .orElse(match);
    }

    /** The lines of one list beside one another. */
    private static final class Comparison {

        private final Map<Long, Standing> standings;
        private final Map<String, Holder> holders;
        private final Map<String, Set<String>> subjectsOfNumber = new HashMap<>();
        private final Map<String, Set<String>> numbersOfSubject = new HashMap<>();
        private final Set<String> seen = new HashSet<>();

        Comparison(List<Meant> meant, Map<Long, Standing> standings, Map<String, Holder> holders) {
            this.standings = standings;
            this.holders = holders;
            meant.stream().filter(Meant::used).forEach(one -> {
                String number = one.line().account().qqNumber();
                subjectsOfNumber
                        .computeIfAbsent(number, key -> new LinkedHashSet<>())
                        .add(one.subject());
                numbersOfSubject
                        .computeIfAbsent(one.subject(), key -> new LinkedHashSet<>())
                        .add(number);
            });
        }

        ListedRow row(Meant one) {
            Account account = one.line().account();
            String number = account.qqNumber();
            Organization school = one.match().school();
            if (!one.used()) {
                return row(one, Finding.SKIPPED, "");
            }
            if (!seen.add(number + one.subject())) {
                return row(one, Finding.REPEATED, "");
            }
            if (others(subjectsOfNumber, number) > 0) {
                return row(one, Finding.SHARED, "另有 " + others(subjectsOfNumber, number) + " 所学校列了同一个号码");
            }
            if (school == null) {
                return row(
                        one,
                        one.match().candidates().isEmpty() ? Finding.UNKNOWN : asked(account, one.match()),
                        one.match().candidates().isEmpty() ? "请与腾讯公司核对是哪所学校" : "");
            }
            if (!school.isActive()) {
                return row(one, Finding.INACTIVE, school.status().label());
            }
            if (others(numbersOfSubject, one.subject()) > 0) {
                List<String> numbers = new ArrayList<>(numbersOfSubject.getOrDefault(one.subject(), Set.of()));
                numbers.remove(number);
                return row(one, Finding.SEVERAL, "该校另有 " + String.join("、", numbers));
            }
            Holder holder = holders.get(number);
            if (holder != null && holder.organizationId() != school.id()) {
                return row(one, Finding.TAKEN, "本系统中是" + holder.name() + "的号码");
            }
            Standing standing = standings.getOrDefault(school.id(), Standing.NONE);
            Finding finding = standing.judge(number, matched(one.match()));
            String detail = standing.detail(finding);
            return row(
                    one,
                    finding,
                    finding == Finding.REQUESTED ? standing.caseId() : null,
                    detail.isEmpty() ? named(account, school) : detail);
        }

        private static Finding asked(Account account, SchoolMatch match) {
            boolean conflict = !account.code().isEmpty()
                    && match.candidates().stream().anyMatch(one -> one.code().equals(account.code()));
            return conflict ? Finding.CONFLICT : Finding.CLOSE;
        }

        private static Finding matched(SchoolMatch match) {
            return switch (match.how()) {
                case CODE -> Finding.MATCHED;
                case FORMER_NAME -> Finding.RENAMED;
                case CHOSEN -> Finding.CHOSEN;
                default -> Finding.NAMED;
            };
        }

        /** The present name where the list has another one. */
        private static String named(Account account, Organization school) {
            return account.school().isEmpty() || account.school().equals(school.name()) ? "" : "现名" + school.name();
        }

        private static int others(Map<String, Set<String>> index, String key) {
            return index.getOrDefault(key, Set.of()).size() - 1;
        }

        private static ListedRow row(Meant one, Finding finding, String detail) {
            return row(one, finding, null, detail);
        }

        private static ListedRow row(Meant one, Finding finding, @Nullable Long caseId, String detail) {
            @Nullable Organization school = one.match().school();
            boolean choosable = finding == Finding.CLOSE || finding == Finding.CONFLICT;
            return new ListedRow(
                    one.line().number(),
                    one.line().account(),
                    finding,
                    school,
                    choosable ? one.match().candidates() : List.of(),
                    caseId,
                    detail);
        }
    }
}
