package org.tuanwei.campaign;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a campaign over a scope would do, before anybody starts it: how many cases, whom it writes to, whom it misses. */
record Plan(List<School> schools) {

    /** A school in the scope. @param fresh whether a case would be opened for it */
    record School(
            long id, String code, String name, String unitCode, String unitName, String type, boolean fresh, Way way) {}

    /** What falls to one unit. */
    record UnitLine(String code, String name, int schools, int fresh, int direct, int throughUnit, int unreached) {}

    public int size() {
        return schools.size();
    }

    public long fresh() {
        return schools.stream().filter(School::fresh).count();
    }

    public long by(Way way) {
        return ways().getOrDefault(way, 0L);
    }

    /** Letters to units: one each, to those with schools that have no address of their own. */
    public long unitLetters() {
        return schools.stream()
                .filter(school -> school.way() == Way.UNIT)
                .map(School::unitCode)
                .distinct()
                .count();
    }

    public List<School> unreached() {
        return schools.stream().filter(school -> school.way() == Way.NONE).toList();
    }

    public List<UnitLine> units() {
        Map<String, List<School>> byUnit = new TreeMap<>();
        schools.forEach(school -> byUnit.computeIfAbsent(school.unitCode(), code -> new java.util.ArrayList<>())
                .add(school));
        return byUnit.values().stream()
                .map(of -> new UnitLine(
                        of.get(0).unitCode(),
                        of.get(0).unitName(),
                        of.size(),
                        (int) of.stream().filter(School::fresh).count(),
                        count(of, Way.SCHOOL),
                        count(of, Way.UNIT),
                        count(of, Way.NONE)))
                .toList();
    }

    private static int count(List<School> schools, Way way) {
        return (int) schools.stream().filter(school -> school.way() == way).count();
    }

    private Map<Way, Long> ways() {
        Map<Way, Long> ways = new EnumMap<>(Way.class);
        schools.forEach(school -> ways.merge(school.way(), 1L, Long::sum));
        return ways;
    }
}
