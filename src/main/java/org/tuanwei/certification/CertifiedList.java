package org.tuanwei.certification;

import java.net.URI;
import java.net.URISyntaxException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.ListQuery;
import org.tuanwei.organization.SearchText;

/** What everybody may read of the certified accounts (F5): it asks for no other column, so no other can get out. */
@Repository
@Transactional(readOnly = true)
class CertifiedList {

    /**
     * One account.
     *
     * @param formerNames of the school, empty when it has none
     * @param address of the microblog; null where none is recorded that a browser may be sent to
     */
    record Row(
            String name,
            String formerNames,
            String unitName,
            String type,
            Instant certifiedAt,
            @Nullable String address) {}

    static final List<String> SCHOOL_TYPES = List.of("普通高校", "高职学校", "民办高校", "独立学院");

    private static final String FROM = " from certification c join case_file f on f.id = c.case_id"
            + " join organization o on o.id = c.organization_id join organization u on u.code = o.unit_code";

    /** Certified now, of an organisation that takes part, with its account in operation. */
    private static final String PUBLISHED = "c.state = 'CERTIFIED' and f.state = 'OPEN' and o.status = 'ACTIVE'";

    private static final String COLUMNS = """
            case o.kind when 'UNIT' then o.name || '团委学校部' else o.name end as name,
            coalesce(o.school_type, '省级团委') as type, u.name as unit_name, c.certified_at, f.account_url,
            coalesce((select string_agg(n.name, '、' order by n.id desc) from organization_name n
                where n.organization_id = o.id), '') as former_names""";

    private static final Map<String, String> SORTABLE = Map.of(
            "name", "o.name collate \"zh-x-icu\"",
            "unit", "o.unit_code",
            "type", "coalesce(o.school_type, '') collate \"zh-x-icu\"",
            "date", "c.certified_at");

    private static final String OWN_ORDER = "o.unit_code, o.kind = 'SCHOOL', o.code";

    private final JdbcClient jdbc;

    CertifiedList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ListQuery.Page<Row> page(CertifiedFilter filter) {
        Map<String, Object> typed = new HashMap<>();
        String meant = SearchText.condition(filter.q(), typed);
        ListQuery query = new ListQuery(PUBLISHED, typed)
                .and(meant)
                .equal("o.unit_code", filter.unit())
                .equal("o.school_type", filter.type())
                .equal("o.kind", filter.level());
        return query.page(
                jdbc, COLUMNS, FROM, filter.orderBy(SORTABLE, OWN_ORDER), filter.pageNumber(), CertifiedList::row);
    }

    /** How many there are, whatever is looked for. */
    int all() {
        return jdbc.sql("select count(*)" + FROM + " where " + PUBLISHED)
                .query(Integer.class)
                .single();
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(
                row.getString("name"),
                row.getString("former_names"),
                row.getString("unit_name"),
                row.getString("type"),
                row.getTimestamp("certified_at").toInstant(),
                openable(row.getString("account_url")));
    }

    /** An address recorded long ago may be anything; only a page of the web is linked. */
    static @Nullable String openable(@Nullable String address) {
        if (address == null) {
            return null;
        }
        try {
            URI uri = new URI(address.strip());
            String scheme = uri.getScheme();
            return scheme != null && scheme.matches("(?i)https?") && uri.getHost() != null && uri.getUserInfo() == null
                    ? uri.toString()
                    : null;
        } catch (URISyntaxException noAddress) {
            return null;
        }
    }
}
