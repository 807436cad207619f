package org.tuanwei.problem;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.contact.PlainWords;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.problem.Attachments.Checked;
import org.tuanwei.problem.Attachments.Stored;
import org.tuanwei.problem.ProblemEntry.What;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewers;

/** The talk between school and Tencent (E3): words and files, told to the other side; province and centre may join. */
@Service
class ProblemNotes {

    private static final int LONGEST = 1000;

    /** A file as it was sent. */
    @SuppressWarnings("ArrayRecordComponent")
    record Sent(String name, byte[] bytes) {}

    private final Problems problems;
    private final ProblemThreads threads;
    private final Attachments attachments;
    private final ProblemLetters letters;
    private final ProblemScope scope;
    private final Actors actors;
    private final Viewers viewers;
    private final ProblemProperties properties;

    ProblemNotes(
            Problems problems,
            ProblemThreads threads,
            Attachments attachments,
            ProblemLetters letters,
            ProblemScope scope,
            Actors actors,
            Viewers viewers,
            ProblemProperties properties) {
        this.problems = problems;
        this.threads = threads;
        this.attachments = attachments;
        this.letters = letters;
        this.scope = scope;
        this.actors = actors;
        this.viewers = viewers;
        this.properties = properties;
    }

    /** Adds to the thread of an open problem; all of it or nothing. @throws FormRefused saying what will not do */
    @Transactional
    public void add(long id, String text, List<Sent> files) {
        Problem problem = scope.requireSee(viewers.current(), problems.find(id));
        scope.requireDo(viewers.current(), problem);
        if (problem.closed()) {
            throw new FormRefused("text", "问题已关闭，不能再补充；如再次出现，请在案件页重新登记");
        }
        PlainWords.require(text, 1, LONGEST);
        if (files.size() > properties.mostFiles()) {
            throw new FormRefused("files", "一次最多上传 " + properties.mostFiles() + " 个附件");
        }
        List<Checked> checked = new ArrayList<>();
        files.forEach(file -> checked.add(attachments.check(file.name(), file.bytes())));
        Problems.Actor actor = actors.current(problem.place());
        long entry = threads.write(id, What.NOTE, text.strip(), actor);
        checked.forEach(file -> attachments.keep(entry, file));
        letters.noted(problem, entry, actor.party());
    }

    /** A file of the thread. @throws NotVisible also for whoever sees the problem with personal data covered only */
    @Transactional(readOnly = true)
    public Stored file(long id, long fileId) {
        Problem problem = scope.requireSee(viewers.current(), problems.find(id));
        if (scope.verb(viewers.current(), problem) == Verb.MASKED) {
            throw new NotVisible("附件");
        }
        return attachments.find(id, fileId).orElseThrow(() -> new NotVisible("附件"));
    }
}
