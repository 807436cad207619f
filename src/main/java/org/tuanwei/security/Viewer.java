package org.tuanwei.security;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The person who asks, with the groups he is in at this minute.
 *
 * @param groups ids as in the contract: {@code province-310000-staff}, {@code school-4131010277}, …
 * @param tenants ids of the units whose instances the engine shows him
 */
public record Viewer(String userId, String displayName, Set<String> groups, Set<String> tenants) {

    private static final Pattern PROVINCE = Pattern.compile("province-([0-9]{6})-(staff|lead)");
    private static final Pattern SCHOOL = Pattern.compile("school-([0-9]+)");
    private static final Pattern SUPERVISOR = Pattern.compile("supervisor-(CN|[0-9]{6})");

    /** All roles of his groups. */
    public Set<Role> roles() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String group : groups) {
            Matcher province = PROVINCE.matcher(group);
            switch (group) {
                case "centre-staff" -> roles.add(Role.CENTRE_STAFF);
                case "centre-lead" -> roles.add(Role.CENTRE_LEAD);
                case "university-office" -> roles.add(Role.UNIVERSITY_OFFICE);
                case "tencent" -> roles.add(Role.TENCENT);
                case "operations" -> roles.add(Role.OPERATIONS);
                default -> {
                    if (province.matches()) {
                        roles.add("lead".equals(province.group(2)) ? Role.PROVINCE_LEAD : Role.PROVINCE_STAFF);
                    } else if (SCHOOL.matcher(group).matches()) {
                        roles.add(Role.SCHOOL);
                    } else if (SUPERVISOR.matcher(group).matches()) {
                        roles.add(Role.SUPERVISOR);
                    }
                }
            }
        }
        return roles;
    }

    public boolean is(Role role) {
        return roles().contains(role);
    }

    public boolean isCentre() {
        return groups.contains("centre-staff") || groups.contains("centre-lead");
    }

    public boolean isProvinceStaff(String unitCode) {
        return groups.contains("province-" + unitCode + "-staff");
    }

    public boolean isProvinceLead(String unitCode) {
        return groups.contains("province-" + unitCode + "-lead");
    }

    public boolean isProvince(String unitCode) {
        return isProvinceStaff(unitCode) || isProvinceLead(unitCode);
    }

    public boolean isSchool(String schoolCode) {
        return groups.contains("school-" + schoolCode);
    }

    public boolean isTencent() {
        return groups.contains("tencent");
    }

    public boolean isSupervisor(String unitCode) {
        return groups.contains("supervisor-" + unitCode) || groups.contains("supervisor-CN");
    }

    public boolean isOperations() {
        return groups.contains("operations");
    }

    /** Codes of the units he acts for or supervises, without the centre. */
    public Set<String> unitCodes() {
        Set<String> codes = matching(PROVINCE);
        codes.addAll(matching(SUPERVISOR));
        codes.remove("CN");
        return codes;
    }

    /** Codes of the schools he acts for. */
    public Set<String> schoolCodes() {
        return matching(SCHOOL);
    }

    /** Whether every unit is his: centre, national supervisor, 大学处, operations. */
    public boolean nationwide() {
        return isCentre() || isOperations() || groups.contains("supervisor-CN") || groups.contains("university-office");
    }

    private Set<String> matching(Pattern pattern) {
        Set<String> codes = new TreeSet<>();
        for (String group : groups) {
            Matcher matcher = pattern.matcher(group);
            if (matcher.matches()) {
                codes.add(matcher.group(1));
            }
        }
        return codes;
    }
}
