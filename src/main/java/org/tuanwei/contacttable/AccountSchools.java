package org.tuanwei.contacttable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.tuanwei.contacttable.SchoolMatch.How;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.SchoolNames;

/** Which school each line of Tencent's list means; where code and name do not say the same it is asked, never guessed. */
public final class AccountSchools {

    private static final int MOST_CANDIDATES = 4;

    private final SchoolMatcher matcher;
    private final Map<String, SchoolNames.Named> byCode = new HashMap<>();

    public AccountSchools(List<SchoolNames.Named> country) {
        matcher = new SchoolMatcher(country);
        country.forEach(named -> byCode.put(named.school().code(), named));
    }

    /** CODE, NAME or FORMER_NAME where it is certain; CLOSE with the schools that may be meant; otherwise NONE. */
    public SchoolMatch match(Account account) {
        SchoolMatch named = matcher.match(account.school(), "");
        if (account.code().isEmpty()) {
            return named;
        }
        SchoolNames.Named coded = byCode.get(account.code());
        if (coded == null) {
            return asked(Stream.of(named.school()), named);
        }
        Organization school = coded.school();
        String written = Spelling.folded(account.school());
        if (school.status() == Organization.Status.MERGED) {
            return asked(Stream.of(matcher.match(school.name(), "").school(), named.school()), named);
        }
        boolean byName = school.equals(named.school());
        if (written.isEmpty() || written.equals(Spelling.folded(school.name())) || byName && named.how() == How.NAME) {
            return new SchoolMatch(How.CODE, school, List.of());
        }
        if (byName
                || coded.formerNames().stream()
                        .anyMatch(former -> Spelling.folded(former).equals(written))) {
            return new SchoolMatch(How.FORMER_NAME, school, List.of());
        }
        return asked(Stream.of(school, named.school()), named);
    }

    private static SchoolMatch asked(Stream<Organization> first, SchoolMatch named) {
        List<Organization> candidates = Stream.concat(first, named.candidates().stream())
                .filter(Objects::nonNull)
                .filter(Organization::isActive)
                .distinct()
                .limit(MOST_CANDIDATES)
                .toList();
        return new SchoolMatch(candidates.isEmpty() ? How.NONE : How.CLOSE, null, candidates);
    }
}
