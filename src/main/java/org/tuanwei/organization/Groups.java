package org.tuanwei.organization;

/** How the groups of an organisation are called, so that no name is put together twice. */
public final class Groups {

    public static final String CENTRE_STAFF = "centre-staff";
    public static final String CENTRE_LEAD = "centre-lead";
    public static final String UNIVERSITY_OFFICE = "university-office";
    public static final String TENCENT = "tencent";
    public static final String OPERATIONS = "operations";

    private Groups() {}

    public static String staffOf(String unitCode) {
        return "province-" + unitCode + "-staff";
    }

    public static String leadOf(String unitCode) {
        return "province-" + unitCode + "-lead";
    }

    /** A school's own group; it acts for the class branches below it too. */
    public static String school(String schoolCode) {
        return "school-" + schoolCode;
    }

    public static String supervisorOf(String unitCode) {
        return "supervisor-" + unitCode;
    }
}
