package org.tuanwei.contact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the current cards of organisations have in common with those of others, and how they differ from the version
 * before; asked for many at once. A school and its class branches may have one contact.
 */
@Component
@Transactional(readOnly = true)
public class SharedContacts {

    /** As many others are read of each sort; a mail domain that as many use is a mail house's. */
    public static final int MOST = 5;

    /** An organisation with the same mobile, mail or mail domain. */
    public record Other(String name, String unitCode) {}

    /**
     * The comparison of one card.
     *
     * @param domain others with an address at the same host, where it is not open to all
     * @param nameBefore masked name of the version before, where it was another
     * @param sameMobile whether that version had the same mobile
     * @param refusal why mail to the address is refused, or null
     */
    public record Comparison(
            List<Other> mobile,
            List<Other> email,
            List<Other> domain,
            @Nullable String nameBefore,
            boolean sameMobile,
            @Nullable String refusal) {}

    private static final String MINE = """
             from contact k join organization m on m.id = k.organization_id
            cross join lateral (
                select o.name, o.unit_code from contact x join organization o on o.id = x.organization_id
                where x.replaced_at is null and o.status = 'ACTIVE' and o.id <> m.id
                  and (m.school_code is null or o.school_code is distinct from m.school_code) and %s
                order by o.unit_code <> m.unit_code, o.code limit %d) n
            where k.replaced_at is null and k.organization_id = any(:organizations)""";

    private final JdbcClient jdbc;

    SharedContacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By organisation; those without a card are left out. */
    public Map<Long, Comparison> of(Collection<Long> organizationIds) {
        Long[] organizations = organizationIds.toArray(Long[]::new);
        Map<Long, List<Other>> mobile = others("x.mobile = k.mobile", organizations);
        Map<Long, List<Other>> email = others("lower(x.email) = lower(k.email)", organizations);
        Map<Long, List<Other>> domain =
                others("lower(split_part(x.email, '@', 2)) = lower(split_part(k.email, '@', 2))", organizations);
        Map<Long, Comparison> compared = new HashMap<>();
        jdbc.sql("""
                        select k.organization_id, k.email, case when k.refused_at is not null then k.refused_reason end,
                               p.contact_name, p.mobile = k.mobile
                        from contact k left join contact p on p.organization_id = k.organization_id
                            and p.version = k.version - 1 and p.contact_name <> k.contact_name
                        where k.replaced_at is null and k.organization_id = any(:organizations)""").param("organizations", organizations).query(row -> {
            long id = row.getLong(1);
            String before = row.getString(4);
            compared.put(
                    id,
                    new Comparison(
                            mobile.getOrDefault(id, List.of()),
                            email.getOrDefault(id, List.of()),
                            MailDomains.openToAll(MailDomains.of(row.getString(2)))
                                    ? List.of()
                                    : domain.getOrDefault(id, List.of()),
                            before == null ? null : Mask.name(before),
                            row.getBoolean(5),
                            row.getString(3)));
        });
        return compared;
    }

    private Map<Long, List<Other>> others(String same, Long[] organizations) {
        Map<Long, List<Other>> others = new HashMap<>();
        jdbc.sql("select k.organization_id, n.name, n.unit_code" + MINE.formatted(same, MOST))
                .param("organizations", organizations)
                .query(row -> {
                    others.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                            .add(new Other(row.getString(2), row.getString(3)));
                });
        return others;
    }
}
