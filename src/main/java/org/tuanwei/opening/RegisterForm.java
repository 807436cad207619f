package org.tuanwei.opening;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;

/** Task_Register: the basic data of the organisation, by itself, by the level that acts for it, or at the public door. */
@Component
class RegisterForm implements TaskForm {

    private final Openings openings;
    private final OpeningLetters letters;
    private final ListedAnswer listed;
    private final CaseFiles files;

    RegisterForm(Openings openings, OpeningLetters letters, ListedAnswer listed, CaseFiles files) {
        this.openings = openings;
        this.letters = letters;
        this.listed = listed;
        this.files = files;
    }

    @Override
    public String task() {
        return OpeningProcess.REGISTER;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        CaseFile file = files.get(task.caseId());
        Map<String, Object> shown = new HashMap<>();
        // nothing submitted yet: what is known of the contact helps, the rest is empty
        openings.latestEntry(file)
                .or(() -> letters.recipient(file).map(card -> new RegistrationEntry(card.details(), false, null, null)))
                .ifPresent(entry -> shown.putAll(entry.asForm()));
        listed.shown(file).forEach(shown::putIfAbsent);
        openings.whatIsWrong(file).ifPresent(reason -> shown.put("returnReason", Markdown.escape(reason)));
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        CaseFile file = files.get(task.caseId());
        openings.submit(task, listed.entry(file, values));
        listed.note(file, values, task.taskId());
        return Map.of();
    }
}
