package org.tuanwei.activitycounts;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which accounts the weekly rule holds for: those in operation before the week began, of organisations that are active. */
@Repository
public class CountedAccounts {

    /** {@code f}, the opened case, and {@code o}, its organisation. */
    public static final String FROM =
            " from case_file f join organization o on o.id = f.organization_id and o.status = 'ACTIVE'";

    /** Takes part in the week that begins at {@code :begins}: the rule starts with the first full week after opening. */
    public static final String CONDITION =
            " where f.state = 'OPEN' and f.platform = 'TENCENT_WEIBO' and f.closed_at < :begins";

    public static final String TAKING_PART = FROM + CONDITION;

    /**
     * An account with its owner.
     *
     * @param address of the microblog, as the owner gave it
     */
    public record Account(
            long organizationId,
            String code,
            String name,
            String level,
            String unitCode,
            @Nullable String schoolCode,
            @Nullable String qqNumber,
            @Nullable String address) {}

    private final JdbcClient jdbc;

    CountedAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The account of this organisation, where it takes part in the week. */
    public Optional<Account> takingPart(long organizationId, Week week) {
        return jdbc.sql(SELECT + TAKING_PART + " and o.id = :organization")
                .param("begins", Timestamp.from(week.begins()))
                .param("organization", organizationId)
                .query(CountedAccounts::map)
                .optional();
    }

    /** All of the units and schools of one League unit; class branches are too many to list. */
    public List<Account> ofUnit(String unitCode, Week week) {
        return jdbc.sql(SELECT + TAKING_PART
                        + " and o.unit_code = :unit and f.level in ('UNIT', 'SCHOOL') order by o.code")
                .param("begins", Timestamp.from(week.begins()))
                .param("unit", unitCode)
                .query(CountedAccounts::map)
                .list();
    }

    /** Those of {@link #ofUnit} of whom no source has said anything about the week. */
    public List<Account> silent(String unitCode, Week week) {
        return jdbc.sql(SELECT + TAKING_PART + " and o.unit_code = :unit and f.level in ('UNIT', 'SCHOOL')"
                        + " and not exists (select 1 from activity_count n where n.organization_id = o.id"
                        + " and n.week = :week) order by o.code")
                .param("begins", Timestamp.from(week.begins()))
                .param("unit", unitCode)
                .param("week", Date.valueOf(week.monday()))
                .query(CountedAccounts::map)
                .list();
    }

    /** The cases of the accounts in operation of one League unit and its schools, by the owner's code. */
    public Map<String, Long> casesOf(String unitCode) {
        Map<String, Long> cases = new HashMap<>();
        jdbc.sql("select o.code, f.id" + FROM + " where f.state = 'OPEN' and f.platform = 'TENCENT_WEIBO'"
                        + " and o.unit_code = :unit and f.level in ('UNIT', 'SCHOOL')")
                .param("unit", unitCode)
                .query((row, n) -> cases.put(row.getString(1), row.getLong(2)))
                .list();
        return cases;
    }

    /** The League units that have any account in the week. */
    public List<String> unitsTakingPart(Week week) {
        return jdbc.sql("select distinct o.unit_code" + TAKING_PART + " order by o.unit_code")
                .param("begins", Timestamp.from(week.begins()))
                .query(String.class)
                .list();
    }

    private static final String SELECT =
            "select o.id, o.code, o.name, f.level, o.unit_code, o.school_code," + " f.qq_number, f.account_url";

    private static Account map(ResultSet row, int n) throws SQLException {
        return new Account(
                row.getLong("id"),
                row.getString("code"),
                row.getString("name"),
                row.getString("level"),
                row.getString("unit_code"),
                row.getString("school_code"),
                row.getString("qq_number"),
                row.getString("account_url"));
    }
}
