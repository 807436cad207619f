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
                        select name from organization_name where organization_id = :id
                        union select name from organization where merged_into_id = :id
                        union select n.name from organization_name n join organization m on m.id = n.organization_id
                              where m.merged_into_id = :id
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
