package org.tuanwei.problem;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.organization.UnitTies;

/** A problem that is not closed keeps a school with its League unit; closed ones go along with the school. */
@Component
class ProblemTies implements UnitTies {

    private final JdbcClient jdbc;

    ProblemTies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Tie> underWay(Collection<String> schoolCodes) {
        return jdbc.sql("""
                        select id, school_code, kind from problem
                        where state <> 'CLOSED' and school_code in (:codes) order by id""")
                .param("codes", schoolCodes)
                .query((row, n) -> new Tie(
                        row.getString("school_code"),
                        "问题「" + ProblemKind.valueOf(row.getString("kind")).label() + "」尚未关闭",
                        "/problems/" + row.getLong("id")))
                .list();
    }

    @Override
    public void moved(String schoolCode, String unitCode) {
        jdbc.sql("update problem set unit_code = ? where school_code = ?")
                .params(unitCode, schoolCode)
                .update();
    }
}
