package org.tuanwei.change;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.change.Change.Applicant;
import org.tuanwei.change.Change.Kind;
import org.tuanwei.engine.Markdown;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Viewers;

/** Says in words what is to change, for the approver's form. */
@Component
class ChangeText {

    private final Organizations organizations;
    private final Viewers viewers;

    ChangeText(Organizations organizations, Viewers viewers) {
        this.organizations = organizations;
        this.viewers = viewers;
    }

    /** The organisation as it is called today, ready for a form. */
    String subject(Change change) {
        Long id = change.organizationId();
        return Markdown.escape(
                id == null ? change.name() : organizations.get(id).name());
    }

    /** Where the organisation is shown; for a school to be added, its unit. */
    String page(Change change) {
        Long id = change.organizationId();
        return "/registry/"
                + (id == null ? change.unitCode() : organizations.get(id).code());
    }

    String forApprover(Change change) {
        List<String> lines = new ArrayList<>();
        line(lines, "变更", change.kind().label());
        line(lines, "所属省级团委", organizations.require(change.unitCode()).name());
        if (change.kind() == Kind.ADD) {
            line(lines, "学校全称", change.name());
            line(lines, "学校类型（申请人填写）", change.schoolType());
        } else if (change.kind() == Kind.RENAME) {
            line(lines, "新名称", change.name());
        }
        Long into = change.intoId();
        if (into != null) {
            Organization successor = organizations.get(into);
            line(lines, "并入", successor.name() + "（" + successor.code() + "）");
        }
        line(lines, "理由", change.reason());
        line(
                lines,
                "提出人",
                change.fromPublic() ? "学校自行申请" : viewers.of(change.proposedBy()).displayName());
        Applicant applicant = change.applicant();
        if (applicant != null) {
            line(lines, "申请人", applicant.name());
            line(lines, "联系电话", applicant.phone());
            line(lines, "电子邮箱", applicant.email());
        }
        return String.join("\n", lines);
    }

    private static void line(List<String> lines, String label, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            lines.add("- " + label + "：" + Markdown.escape(value));
        }
    }
}
