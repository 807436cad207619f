package org.tuanwei.casefile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A list of what the viewer may see, narrowed by what he asks for and read page by page. */
public final class ListQuery {

    public static final int PAGE_SIZE = 30;

    /** A page of rows. @param total of all pages @param number from 1 */
    public record Page<R>(List<R> rows, int total, int number) {

        public int pages() {
            return Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        }

        /** One page of what was worked out as a whole. */
        public static <R> Page<R> of(List<R> all, int number) {
            int from = Math.min((number - 1) * PAGE_SIZE, all.size());
            return new Page<>(all.subList(from, Math.min(from + PAGE_SIZE, all.size())), all.size(), number);
        }
    }

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> params = new HashMap<>();

    public ListQuery(CaseScope.Condition visible) {
        this(visible.sql(), visible.params());
    }

    /** @param visible what the viewer has been found to see @param named its parameters */
    public ListQuery(String visible, Map<String, Object> named) {
        conditions.add(visible);
        params.putAll(named);
    }

    public ListQuery and(String condition) {
        conditions.add(condition);
        return this;
    }

    /** @param value of a parameter that a condition names */
    public ListQuery with(String name, Object value) {
        params.put(name, value);
        return this;
    }

    /** Only rows with this value, unless nothing was asked for. */
    public ListQuery equal(String column, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            String name = "equal" + params.size();
            conditions.add(column + " = :" + name);
            params.put(name, value.toString());
        }
        return this;
    }

    /** @param number of the page, from 1 */
    public <R> Page<R> page(
            JdbcClient jdbc, String columns, String from, String order, int number, RowMapper<R> mapper) {
        return page(jdbc, columns, from, "", order, number, mapper);
    }

    /**
     * The same with joins that change neither which rows there are nor how many: they are left out of the count.
     *
     * @param more left joins of one row at most, which no condition names
     */
    public <R> Page<R> page(
            JdbcClient jdbc, String columns, String from, String more, String order, int number, RowMapper<R> mapper) {
        String where = " where " + String.join(" and ", conditions);
        int total = jdbc.sql("select count(*)" + from + where)
                .params(params)
                .query(Integer.class)
                .single();
        Map<String, Object> paged = new HashMap<>(params);
        paged.put("limit", PAGE_SIZE);
        paged.put("offset", (number - 1) * PAGE_SIZE);
        List<R> rows = jdbc.sql("select " + columns + from + more + where + " order by " + order
                        + " limit :limit offset :offset")
                .params(paged)
                .query(mapper)
                .list();
        return new Page<>(rows, total, number);
    }
}
