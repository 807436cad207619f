package org.tuanwei.contacttable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tuanwei.contacttable.SchoolMatch.How;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organization.Status;
import org.tuanwei.organization.SchoolNames;

/** Finds the school a cell means: by name, former name or code; what is only similar is offered, never taken. */
final class SchoolMatcher {

    private static final Pattern CODE = Pattern.compile("\\d{10}");
    private static final Pattern COMMITTEE = Pattern.compile("(共青团)?(.+?)(共青团委员会|共青团|校团委|团委|委员会)?");
    private static final int MOST_CANDIDATES = 3;
    /** Instead of a unit: a list that covers all of them. */
    private static final String COUNTRY = "";

    /** Share of common pairs of characters from which a name is worth offering. */
    private static final double SIMILAR = 0.5;

    private final Map<String, Organization> byCode = new HashMap<>();
    private final Map<String, List<Organization>> byName = new HashMap<>();
    private final Map<String, List<Organization>> byFormerName = new HashMap<>();
    private final Map<String, List<Similar>> unitSchools = new HashMap<>();
    private final Map<String, List<Organization>> candidatesOf = new HashMap<>();
    private final Map<String, Set<String>> pairsOf = new HashMap<>();

    /** A school by its folded name; most lists never ask what a name is like, so the pairs wait until they are. */
    private record Similar(Organization school, String folded) {}

    SchoolMatcher(List<SchoolNames.Named> schools) {
        Map<Long, Organization> byId = new HashMap<>();
        for (SchoolNames.Named named : schools) {
            byId.put(named.school().id(), named.school());
        }
        for (SchoolNames.Named named : schools) {
            Organization school = named.school();
            byCode.put(school.code(), school);
            Organization now = successor(school, byId);
            if (now == school) {
                add(byName, school.name(), school);
                Similar similar = new Similar(school, Spelling.folded(school.name()));
                for (String unit : List.of(school.unitCode(), COUNTRY)) {
                    unitSchools.computeIfAbsent(unit, key -> new ArrayList<>()).add(similar);
                }
            } else {
                add(byFormerName, school.name(), now);
            }
            named.formerNames().forEach(former -> add(byFormerName, former, now));
        }
    }

    private static Organization successor(Organization school, Map<Long, Organization> byId) {
        Organization now = school;
        for (int depth = 0; depth < 10 && now.status() == Status.MERGED; depth++) {
            Long into = now.mergedIntoId();
            Organization next = into == null ? null : byId.get(into);
            if (next == null) {
                break;
            }
            now = next;
        }
        return now;
    }

    private static void add(Map<String, List<Organization>> index, String name, Organization school) {
        List<Organization> schools = index.computeIfAbsent(Spelling.folded(name), key -> new ArrayList<>());
        if (!schools.contains(school)) {
            schools.add(school);
        }
    }

    /** @param unitCode the League unit whose table it is, empty for none; among schools of one name, its own are meant */
    SchoolMatch match(String written, String unitCode) {
        String typed = Spelling.folded(written);
        if (typed.isEmpty()) {
            return new SchoolMatch(How.NONE, null, List.of());
        }
        Organization coded = CODE.matcher(typed).matches() ? byCode.get(typed) : null;
        if (coded != null) {
            return new SchoolMatch(How.CODE, coded, List.of());
        }
        var committee = COMMITTEE.matcher(typed);
        String bare = committee.matches() ? committee.group(2) : typed;
        for (String name : List.of(typed, bare)) {
            Organization named = only(byName.get(name), unitCode);
            if (named != null) {
                return new SchoolMatch(How.NAME, named, List.of());
            }
            Organization former = only(byFormerName.get(name), unitCode);
            if (former != null) {
                return new SchoolMatch(How.FORMER_NAME, former, List.of());
            }
        }
        List<Organization> candidates = candidatesOf.computeIfAbsent(unitCode + bare, key -> similar(bare, unitCode));
        return new SchoolMatch(candidates.isEmpty() ? How.NONE : How.CLOSE, null, candidates);
    }

    private static @Nullable Organization only(@Nullable List<Organization> schools, String unitCode) {
        if (schools == null) {
            return null;
        }
        List<Organization> own = schools.stream()
                .filter(school -> school.unitCode().equals(unitCode))
                .toList();
        List<Organization> meant = own.isEmpty() ? schools : own;
        return meant.size() == 1 ? meant.get(0) : null;
    }

    private List<Organization> similar(String typed, String unitCode) {
        Set<String> pairs = pairs(typed);
        record Scored(Organization school, double score) {}
        List<Organization> exact = new ArrayList<>(byName.getOrDefault(typed, List.of()));
        exact.addAll(byFormerName.getOrDefault(typed, List.of()));
        if (!exact.isEmpty()) {
            return exact.stream().distinct().limit(MOST_CANDIDATES).toList();
        }
        return unitSchools.getOrDefault(unitCode, List.of()).stream()
                .map(one -> new Scored(
                        one.school(), likeness(pairs, pairsOf.computeIfAbsent(one.folded(), SchoolMatcher::pairs))))
                .filter(scored -> scored.score() >= SIMILAR)
                .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparing(scored -> scored.school()
                        .code()))
                .limit(MOST_CANDIDATES)
                .map(Scored::school)
                .toList();
    }

    /** Twice the common pairs over all pairs, from 0 to 1. */
    private static double likeness(Set<String> a, Set<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        int common = 0;
        for (String pair : a) {
            common += b.contains(pair) ? 1 : 0;
        }
        return 2.0 * common / (a.size() + b.size());
    }

    private static Set<String> pairs(String name) {
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= name.length(); i++) {
            pairs.add(name.substring(i, i + 2));
        }
        // the last words of nearly every school; alike in them says nothing
        pairs.removeAll(Set.of("大学", "学院", "学校", "职业", "业技", "技术", "术学", "业学", "等专", "专科", "科学"));
        return pairs;
    }
}
