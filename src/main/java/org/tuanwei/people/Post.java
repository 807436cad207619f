package org.tuanwei.people;

import java.util.Arrays;
import java.util.List;
import org.tuanwei.organization.Groups;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organization.Kind;
import org.tuanwei.security.Role;
import org.tuanwei.security.Viewer;

/** What somebody does at his organisation: the group it brings, and who may fill it. */
public enum Post {
    SCHOOL_CONTACT("高校微博建设负责人", Kind.SCHOOL),
    UNIT_STAFF("省级专人", Kind.UNIT),
    UNIT_LEAD("省级负责人", Kind.UNIT),
    UNIT_SUPERVISOR("省级督办人", Kind.UNIT),
    CENTRE_STAFF("中央专人", Kind.CENTRE),
    CENTRE_LEAD("中央负责人", Kind.CENTRE),
    UNIVERSITY_OFFICE("大学处", Kind.CENTRE),
    CENTRE_SUPERVISOR("中央督办人", Kind.CENTRE),
    OPERATIONS("系统运维", Kind.CENTRE),
    PARTNER("腾讯公司项目负责人", Kind.PARTNER);

    private final String label;
    private final Kind at;

    Post(String label, Kind at) {
        this.label = label;
        this.at = at;
    }

    public String label() {
        return label;
    }

    /** The posts there are at an organisation of this kind. */
    static List<Post> at(Kind kind) {
        return Arrays.stream(values()).filter(post -> post.at == kind).toList();
    }

    boolean fits(Organization organization) {
        return organization.kind() == at;
    }

    /** The group a holder of this post belongs to. */
    String group(Organization organization) {
        return switch (this) {
            case SCHOOL_CONTACT -> Groups.school(organization.code());
            case UNIT_STAFF -> Groups.staffOf(organization.code());
            case UNIT_LEAD -> Groups.leadOf(organization.code());
            case UNIT_SUPERVISOR, CENTRE_SUPERVISOR -> Groups.supervisorOf(organization.code());
            case CENTRE_STAFF -> Groups.CENTRE_STAFF;
            case CENTRE_LEAD -> Groups.CENTRE_LEAD;
            case UNIVERSITY_OFFICE -> Groups.UNIVERSITY_OFFICE;
            case OPERATIONS -> Groups.OPERATIONS;
            case PARTNER -> Groups.TENCENT;
        };
    }

    /** Whether this viewer may make and keep accounts of this post: the level above, or operations. */
    boolean mayBeFilledBy(Viewer viewer, Organization organization) {
        if (viewer.isOperations()) {
            return true;
        }
        return switch (this) {
            case SCHOOL_CONTACT -> viewer.isProvince(organization.unitCode());
            case UNIT_STAFF, UNIT_LEAD, UNIT_SUPERVISOR, PARTNER, CENTRE_STAFF, UNIVERSITY_OFFICE, CENTRE_SUPERVISOR ->
                viewer.isCentre();
            // whoever approves is not named by those whose entries he approves
            case CENTRE_LEAD -> viewer.is(Role.CENTRE_LEAD);
            case OPERATIONS -> false;
        };
    }
}
