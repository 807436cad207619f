package org.tuanwei.campaign;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.security.Viewers;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Stopwatch;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.WholeRegistry;

/**
 * Prints how long a campaign over all schools takes from its start to its last letter in the outbox; it judges nothing.
 * Needs the reference data beside the repository.
 */
@EngineTest
class CampaignBenchmark {

    private static final System.Logger LOG = System.getLogger("benchmark");

    @Autowired
    private CampaignService service;

    @Autowired
    private CampaignRunner runner;

    @Autowired
    private RegistryImport registry;

    @Autowired
    private TestPeople people;

    @Autowired
    private Viewers viewers;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void printsTheFigures() {
        WholeRegistry.load(registry);
        addresses();
        // the first hundred warm the machine up, as it is when a campaign is started in earnest
        run(new Scope("310000", null, false), "one unit");
        run(new Scope(null, null, false), "the country");
    }

    /** Every other school has a proved address, so that letters to schools and to units both count. */
    private void addresses() {
        jdbc.sql("""
                        insert into contact (organization_id, version, contact_name, position, phone, mobile, email,
                            address, postcode, source, recorded_by, recorded_at, proved_at)
                        select id, 1, '林知行', '干事', '010-63000001', '', 'league-' || code || '@school.example',
                            '测试路1号', '100000', 'import', 'benchmark', now(), now()
                        from organization o where kind = 'SCHOOL' and status = 'ACTIVE' and id % 2 = 0
                            and not exists (select from contact c where c.organization_id = o.id)""").update();
    }

    private void run(Scope scope, String what) {
        String user = people.of("centre-staff");
        Stopwatch watch = Stopwatch.start();
        long id = people.as(
                "centre-staff",
                () -> service.open(
                        viewers.of(user), scope, what, "", UUID.randomUUID().toString()));
        LOG.log(System.Logger.Level.INFO, "campaign over {0}, started: {1}", what, watch);
        runner.run(id);
        LOG.log(System.Logger.Level.INFO, "campaign over {0}, done: {1}", what, watch);
    }
}
