package org.tuanwei.audit;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.audit.AuditChain.Verdict;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.Directory;
import org.tuanwei.web.Formats;

/**
 * Checks the chain every night and notes its last seal in the log, which is kept apart from the database: who rewrites
 * the whole chain does not agree with the log. A broken chain is written of to the centre's lead and to operations.
 */
@Component
class AuditWatch {

    private static final Logger log = LoggerFactory.getLogger(AuditWatch.class);

    private final AuditChain chain;
    private final Directory directory;
    private final Outbox outbox;
    private final MailLinks links;
    private final Clock clock;

    AuditWatch(AuditChain chain, Directory directory, Outbox outbox, MailLinks links, Clock clock) {
        this.chain = chain;
        this.directory = directory;
        this.outbox = outbox;
        this.links = links;
        this.clock = clock;
    }

    /** One letter a day and addressee, whichever node checks. */
    @Transactional
    public Verdict watch() {
        Verdict verdict = chain.check();
        if (verdict.broken() == null) {
            log.info("audit: {} entries agree, last seal {}", verdict.entries(), verdict.seal());
            return verdict;
        }
        log.error("audit: the chain is broken after {} entries, last seal {}", verdict.entries(), verdict.seal());
        LocalDate day = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        for (String group : List.of(Groups.CENTRE_LEAD, Groups.OPERATIONS)) {
            int number = 0;
            for (String address : directory.mailsOf(group)) {
                outbox.enqueue(new MailRequest(
                        "audit-broken:" + day + ":" + group + ":" + ++number,
                        null,
                        "audit-broken",
                        address,
                        "系统告警：审计记录可能被改动",
                        "每日核对审计记录时发现：" + verdict.broken() + "。\n\n此前 " + verdict.entries()
                                + " 条完好。请停止清理数据库，保留备份和日志，并核对谁直接访问过数据库。\n查看：" + links.to("/audit/check") + "\n"));
            }
        }
        return verdict;
    }
}
