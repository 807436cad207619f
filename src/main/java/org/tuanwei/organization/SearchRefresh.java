package org.tuanwei.organization;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the search text of an organisation anew after its names changed or another was merged into it. */
final class SearchRefresh {

    private SearchRefresh() {}

    static void of(JdbcClient jdbc, long id) {
        Organization organization = jdbc.sql(
                        "select " + Organizations.COLUMNS + " from organization o where o.id = :id")
                .param("id", id)
                .query(Organizations::map)
                .single();
        List<String> others = jdbc.sql("""
                        with recursive merged as (
                            select id, name, 0 as depth from organization where id = :id
                            union all
                            select o.id, o.name, m.depth + 1 from organization o join merged m on o.merged_into_id = m.id
                            where m.depth < 10)
                        select name from merged where depth > 0
                        union select n.name from organization_name n join merged m on m.id = n.organization_id
                        order by 1""").param("id", id).query(String.class).list();
        jdbc.sql("update organization set pinyin_initials = :initials, search_text = :text where id = :id")
                .param("initials", Pinyin.initials(organization.name()))
                .param(
                        "text",
                        SearchText.of(organization.code(), organization.name(), organization.shortName(), others))
                .param("id", id)
                .update();
    }
}
