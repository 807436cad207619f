package org.tuanwei.registration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tuanwei.contact.ContactDetails;

/** The public form of a school that is not in the registry. */
record AdditionForm(
        String unit,
        String schoolName,
        String schoolType,
        String contactName,
        String position,
        String phone,
        String mobile,
        String email,
        String postcode,
        String address,
        boolean consent,
        String website) {

    static final List<String> SCHOOL_TYPES = List.of("普通高校", "高职学校", "民办高校", "独立学院");

    private static final int SHORTEST_NAME = 4;
    private static final int LONGEST_NAME = 60;

    static AdditionForm of(Map<String, String> params) {
        return new AdditionForm(
                text(params, "unit"),
                text(params, "schoolName"),
                text(params, "schoolType"),
                text(params, "contactName"),
                text(params, "position"),
                text(params, "phone"),
                text(params, "mobile"),
                text(params, "email"),
                text(params, "postcode"),
                text(params, "address"),
                "yes".equals(params.get("consent")),
                text(params, "website"));
    }

    boolean fromProgramme() {
        return !website.isEmpty();
    }

    SchoolAdditions.Request request() {
        return new SchoolAdditions.Request(unit, schoolName, schoolType, contact());
    }

    /** Field name → what is wrong with it, in the order of the page. */
    Map<String, String> problems(List<String> unitCodes) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (!unitCodes.contains(unit)) {
            problems.put("unit", "请选择所属省级团委");
        }
        if (schoolName.length() < SHORTEST_NAME || schoolName.length() > LONGEST_NAME) {
            problems.put("schoolName", "请填写学校全称（" + SHORTEST_NAME + " 至 " + LONGEST_NAME + " 个字）");
        }
        if (!SCHOOL_TYPES.contains(schoolType)) {
            problems.put("schoolType", "请选择学校类型");
        }
        problems.putAll(contact().problems());
        if (!consent) {
            problems.put("consent", "请阅读个人信息告知并勾选同意");
        }
        return problems;
    }

    private ContactDetails contact() {
        return new ContactDetails(contactName, position, phone, mobile, email, address, postcode);
    }

    private static String text(Map<String, String> params, String name) {
        return params.getOrDefault(name, "").strip();
    }

    @Override
    public String toString() {
        return "AdditionForm[" + unit + "]";
    }
}
