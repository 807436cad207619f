package org.tuanwei.opening;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Phase;
import org.tuanwei.contact.ContactChanged;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.Due;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.HumanTaskListener;

/** Hears what happens around a case and moves it along: phases that begin with a task, contacts that change. */
@Component
class OpeningNews implements HumanTaskListener {

    private final CaseFiles files;
    private final Contacts contacts;
    private final OpeningProcess process;

    OpeningNews(CaseFiles files, Contacts contacts, OpeningProcess process) {
        this.files = files;
        this.contacts = contacts;
        this.process = process;
    }

    @EventListener
    @Transactional
    void on(ContactChanged changed) {
        if (contacts.versions(changed.organizationId()).size() < 2) {
            return; // the first contact ever: nothing was written to another one
        }
        for (CaseFile file : files.reachedThrough(changed.organizationId())) {
            if (file.running()) {
                process.contactChanged(file);
            }
        }
    }

    @Override
    public void entered(HumanTask task, Due due) {
        switch (task.key()) {
            case OpeningProcess.UPLOAD_AVATAR -> files.enterPhase(task.caseId(), Phase.AVATAR);
            case OpeningProcess.FILE_PLAN -> files.enterPhase(task.caseId(), Phase.PLAN);
            default -> {}
        }
    }

    @Override
    public void left(HumanTask task, boolean completed) {}
}
