package org.tuanwei.casefile;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.contact.PartnerReach;

/** The partner has to do with an organisation while one of its cases waits for it. */
@Component
class CaseReach implements PartnerReach {

    private final JdbcClient jdbc;

    CaseReach(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean reaches(long organizationId) {
        return jdbc.sql("""
                        select exists (select 1 from case_file c join waiting_interval w on w.case_id = c.id
                            where c.organization_id = ? and w.to_at is null and w.party = 'TENCENT')""").param(organizationId).query(Boolean.class).single();
    }
}
