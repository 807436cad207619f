package org.tuanwei.activity;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Many accounts of class branches at once, for tests of numbers. */
final class BranchAccounts {

    private BranchAccounts() {}

    /** Puts so many below the school, in operation since early 2012; their codes begin with the school's and {@code -9}. */
    static void add(JdbcClient jdbc, String schoolCode, int many) {
        jdbc.sql("""
                        insert into organization (code, kind, name, parent_id, unit_code, school_code, created_at, changed_at)
                        select s.code || '-9' || n, 'BRANCH', '测试班' || n, s.id, s.unit_code, s.code,
                               s.created_at, s.changed_at
                        from organization s, generate_series(1, :many) n where s.code = :school""").param("many", many).param("school", schoolCode).update();
        jdbc.sql("""
                        insert into case_file (receipt, organization_id, platform, level, unit_code, school_code, phase, state,
                            created_at, closed_at)
                        select 'TB-' || o.code, o.id, 'TENCENT_WEIBO', 'BRANCH', o.unit_code, o.school_code, 'OPEN', 'OPEN',
                               timestamptz '2012-01-04 00:00+08', timestamptz '2012-01-04 00:00+08'
                        from organization o where o.school_code = :school and o.code like :school || '-9%'""").param("school", schoolCode).update();
    }
}
