package org.tuanwei.campaign;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.Directory;

/** Works out what a campaign would do; the preview and the start ask the same question. */
@Component
class CampaignPlans {

    private final JdbcClient jdbc;
    private final Directory directory;

    CampaignPlans(JdbcClient jdbc, Directory directory) {
        this.jdbc = jdbc;
        this.directory = directory;
    }

    /** The mail addresses of the unit's staff, or of its lead where the staff has none. */
    List<String> mailsOf(String unitCode) {
        List<String> staff = directory.mailsOf(Groups.staffOf(unitCode));
        return staff.isEmpty() ? directory.mailsOf(Groups.leadOf(unitCode)) : staff;
    }

    Plan of(Scope scope) {
        Map<String, Boolean> reachable = new HashMap<>();
        return new Plan(jdbc.sql("""
                        select o.id, o.code, o.name, o.unit_code, u.name as unit_name, o.school_type,
                               c.id is null as fresh,
                               exists (select 1 from contact k where k.organization_id = o.id
                                   and k.replaced_at is null and k.proved_at is not null and k.refused_at is null)
                                   as reached
                        from organization o
                        join organization u on u.code = o.unit_code
                        left join case_file c on c.organization_id = o.id and c.platform = :platform
                            and c.state <> 'ENDED'
                        where """ + " " + scope.condition() + " order by o.unit_code, o.code")
                .param("platform", CaseFile.TENCENT_WEIBO)
                .params(scope.params())
                .query((row, n) -> {
                    String unit = row.getString("unit_code");
                    Way way = row.getBoolean("reached")
                            ? Way.SCHOOL
                            : reachable.computeIfAbsent(
                                            unit, code -> !mailsOf(code).isEmpty())
                                    ? Way.UNIT
                                    : Way.NONE;
                    return new Plan.School(
                            row.getLong("id"),
                            row.getString("code"),
                            row.getString("name"),
                            unit,
                            row.getString("unit_name"),
                            row.getString("school_type"),
                            row.getBoolean("fresh"),
                            way);
                })
                .list());
    }
}
