package org.tuanwei.registryimport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.organization.RegistryRefused;
import org.tuanwei.registryimport.RegistryImports.Import;
import org.tuanwei.registryimport.RegistryImports.Progress;
import org.tuanwei.registryimport.RegistryImports.State;
import org.tuanwei.security.Audit;

/**
 * Writes a confirmed list in one transaction, on whichever node finds it; a node that dies leaves nothing behind and
 * another begins anew.
 */
@Component
class ImportRunner {

    private static final Logger log = LoggerFactory.getLogger(ImportRunner.class);
    static final long LOCK = 0x72656769_6d706f72L;

    private final RegistryImports imports;
    private final RegistryImport registry;
    private final JdbcClient jdbc;
    private final Audit audit;
    private final TransactionTemplate whole;
    private final TransactionTemplate aside;

    ImportRunner(
            RegistryImports imports,
            RegistryImport registry,
            JdbcClient jdbc,
            Audit audit,
            PlatformTransactionManager transactions) {
        this.imports = imports;
        this.registry = registry;
        this.jdbc = jdbc;
        this.audit = audit;
        whole = new TransactionTemplate(transactions);
        aside = new TransactionTemplate(transactions);
        aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Writes the list that is confirmed, if there is one and no other node is at it. */
    void run() {
        imports.confirmed().ifPresent(confirmed -> {
            try {
                whole.executeWithoutResult(transaction -> write(confirmed.id()));
            } catch (RegistryRefused refused) {
                fail(confirmed, String.join("；", refused.problems()));
            } catch (RuntimeException broken) {
                log.error("registry import {} failed", confirmed.id(), broken);
                fail(confirmed, "写入时发生意外，名册没有任何改动；请重新上传，仍不成功请告知系统运维");
            }
        });
    }

    private void write(long id) {
        boolean mine = jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
        Import confirmed = imports.find(id).orElseThrow();
        if (!mine || confirmed.state() != State.CONFIRMED) {
            return;
        }
        RegistryImport.Outcome outcome = registry.load(
                imports.rows(id),
                String.valueOf(confirmed.confirmedBy()),
                (what, done, total) ->
                        aside.executeWithoutResult(other -> imports.note(id, new Progress(what, done, total))));
        String said = "新增 %d 所，更名 %d 所，信息变更 %d 所，未变 %d 所"
                        .formatted(outcome.added(), outcome.renamed(), outcome.changed(), outcome.unchanged())
                + (outcome.moved() > 0 ? "，换省级团委 " + outcome.moved() + " 所" : "")
                + (outcome.tied() > 0 ? "，另有 " + outcome.tied() + " 所应换省级团委，因事项未办结保持不动" : "");
        imports.finish(id, State.DONE, said);
        audit.record("registry.imported", "registry-import:" + id, said);
    }

    private void fail(Import confirmed, String why) {
        aside.executeWithoutResult(transaction -> imports.finish(confirmed.id(), State.FAILED, why));
    }
}
