package org.tuanwei.certification;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.organization.UnitTies;

/** An application under way and an open recheck keep a school with its League unit; a certification goes along. */
@Component
class CertificationTies implements UnitTies {

    private final JdbcClient jdbc;

    CertificationTies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Tie> underWay(Collection<String> schoolCodes) {
        return jdbc.sql("""
                        select o.school_code, o.code, c.state from certification c
                            join organization o on o.id = c.organization_id
                        where o.school_code in (:codes) and (c.state in ('APPLIED', 'RECOMMENDED', 'REVIEWED')
                            or c.state = 'CERTIFIED' and exists (select 1 from deadline d
                                where d.organization_code = o.code and d.state = 'OPEN' and d.task_key = :recheck))
                        order by c.id""")
                .param("codes", schoolCodes)
                .param("recheck", CertificationProcess.RECHECK)
                .query((row, n) -> new Tie(
                        row.getString("school_code"),
                        row.getString("state").equals("CERTIFIED") ? "微博认证正在复核" : "微博认证申请正在办理",
                        "/registry/" + row.getString("code")))
                .list();
    }
}
