package org.tuanwei.collection;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.organization.UnitTies;

/** A row in a round that is not over keeps a school with its League unit; what was sent in before stays where it was sent. */
@Component
class CollectionTies implements UnitTies {

    private final JdbcClient jdbc;

    CollectionTies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Tie> underWay(Collection<String> schoolCodes) {
        return jdbc.sql("""
                        select r.school_code, c.id, d.title, u.name from collection_row r
                            join collection_unit c on c.id = r.collection_id
                            join collection_round d on d.id = c.round_id
                            join organization u on u.code = c.unit_code
                        where c.state not in ('EXCUSED', 'ARCHIVED', 'CANCELLED') and r.state <> 'EXEMPT'
                            and r.school_code in (:codes)
                        order by c.id""")
                .param("codes", schoolCodes)
                .query((row, n) -> new Tie(
                        row.getString("school_code"),
                        row.getString("name") + "的统计表《" + row.getString("title") + "》尚未归档",
                        "/collections/units/" + row.getLong("id")))
                .list();
    }
}
