package org.tuanwei.certification;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activity.ActivityRecord;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.certification.EligibilityTable.Situation;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.Contacts;

/** Gathers what the other features recorded about an account and says what it lacks for certification (F5). */
@Service
@Transactional(readOnly = true)
class Eligibility {

    /**
     * How an organisation stands now.
     *
     * @param caseId of its living case, 0 without one
     * @param version of the table that answered
     */
    record Standing(long caseId, int weeksMet, List<Lack> lacks, String version) {

        boolean eligible() {
            return lacks.isEmpty();
        }
    }

    private final EligibilityTable table;
    private final CaseFiles cases;
    private final Contacts contacts;
    private final ActivityRecord activity;
    private final JdbcClient jdbc;

    Eligibility(EligibilityTable table, CaseFiles cases, Contacts contacts, ActivityRecord activity, JdbcClient jdbc) {
        this.table = table;
        this.cases = cases;
        this.contacts = contacts;
        this.activity = activity;
        this.jdbc = jdbc;
    }

    Standing of(long organizationId) {
        Optional<CaseFile> living = cases.living(organizationId, CaseFile.TENCENT_WEIBO);
        Situation situation = living.filter(file -> file.state() == CaseFile.State.OPEN)
                .map(this::situation)
                .orElse(Situation.NO_ACCOUNT);
        return new Standing(
                living.map(CaseFile::id).orElse(0L), situation.weeksMet(), table.lacks(situation), table.version());
    }

    private Situation situation(CaseFile account) {
        return new Situation(
                true,
                number("select count(*) from avatar where case_id = ? and state = 'LIVE'", account.id()) > 0,
                contacts.current(account.organizationId())
                        .map(ContactCard::proved)
                        .orElse(false),
                number("select count(*) from problem where case_id = ? and state <> 'CLOSED'", account.id()),
                activity.weeksMet(account.organizationId()));
    }

    private int number(String sql, long caseId) {
        return jdbc.sql(sql).param(caseId).query(Integer.class).single();
    }
}
