package org.tuanwei.organization;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All schools with every name they were ever listed under, for features that meet schools by what people write. */
@Service
@Transactional(readOnly = true)
public class SchoolNames {

    private final JdbcClient jdbc;

    SchoolNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A school in whatever state, and its former names. */
    public record Named(Organization school, List<String> formerNames) {

        public Named {
            formerNames = List.copyOf(formerNames);
        }
    }

    /** The schools of the whole country in the order of their codes, closed and merged ones included. */
    public List<Named> all() {
        Map<Long, List<String>> former = new LinkedHashMap<>();
        jdbc.sql("select organization_id, name from organization_name order by id")
                .query(row -> {
                    former.computeIfAbsent(row.getLong("organization_id"), id -> new ArrayList<>())
                            .add(row.getString("name"));
                });
        return jdbc
                .sql("select " + Organizations.COLUMNS + " from organization o where o.kind = 'SCHOOL' order by o.code")
                .query(Organizations::map)
                .list()
                .stream()
                .map(school -> new Named(school, former.getOrDefault(school.id(), List.of())))
                .toList();
    }
}
