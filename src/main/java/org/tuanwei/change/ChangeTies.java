package org.tuanwei.change;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.change.Change.Kind;
import org.tuanwei.organization.UnitTies;

/** A proposal that is not decided keeps a school with the League unit that made it. */
@Component
class ChangeTies implements UnitTies {

    private final JdbcClient jdbc;

    ChangeTies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Tie> underWay(Collection<String> schoolCodes) {
        return jdbc.sql("""
                        select c.kind, o.code, o.school_code from organization_change c
                            join organization o on o.id in (c.organization_id, c.into_id)
                        where c.state in ('PROPOSED', 'APPROVED') and o.school_code in (:codes) order by c.id""")
                .param("codes", schoolCodes)
                .query((row, n) -> new Tie(
                        row.getString("school_code"),
                        "单位变更「" + Kind.valueOf(row.getString("kind")).label() + "」正在审批",
                        "/registry/" + row.getString("code")))
                .list();
    }
}
