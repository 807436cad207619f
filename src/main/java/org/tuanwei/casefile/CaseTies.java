package org.tuanwei.casefile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.organization.UnitTies;

/** Running cases keep a school with its League unit; the others, live accounts among them, go along with the school. */
@Component
class CaseTies implements UnitTies {

    private final JdbcClient jdbc;
    private final Story story;

    CaseTies(JdbcClient jdbc, Story story) {
        this.jdbc = jdbc;
        this.story = story;
    }

    @Override
    public List<Tie> underWay(Collection<String> schoolCodes) {
        return jdbc.sql("""
                        select c.id, c.school_code, c.receipt, c.phase, o.name from case_file c
                            join organization o on o.id = c.organization_id
                        where c.state = 'RUNNING' and c.school_code in (:codes) order by c.id""")
                .param("codes", schoolCodes)
                .query((row, n) -> new Tie(
                        row.getString("school_code"),
                        row.getString("name") + "的微博开通案件 " + row.getString("receipt") + " 正在办理（"
                                + Phase.valueOf(row.getString("phase")).label() + "）",
                        "/cases/" + row.getLong("id")))
                .list();
    }

    @Override
    public void moved(String schoolCode, String unitCode) {
        jdbc.sql("""
                        update case_file set unit_code = :unit where school_code = :school
                        returning id, (select name from organization where code = :unit) as unit""")
                .param("unit", unitCode)
                .param("school", schoolCode)
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("unit")))
                .list()
                .forEach(moved -> story.tell(moved.getKey(), "case.moved", Map.of("unit", moved.getValue())));
    }
}
