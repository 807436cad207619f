package org.tuanwei.credential;

import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;

/** Wipes passwords nobody will fetch any more: their case was withdrawn, or its organisation closed. */
@Component
class EndedCases {

    private final Credentials credentials;
    private final Deliveries deliveries;
    private final CaseFiles files;

    EndedCases(Credentials credentials, Deliveries deliveries, CaseFiles files) {
        this.credentials = credentials;
        this.deliveries = deliveries;
        this.files = files;
    }

    /** @return how many cases were cleaned */
    int wipe() {
        int wiped = 0;
        for (long caseId : credentials.casesWithSealed()) {
            if (files.get(caseId).state() == CaseFile.State.ENDED) {
                deliveries.abandon(caseId);
                wiped++;
            }
        }
        return wiped;
    }
}
