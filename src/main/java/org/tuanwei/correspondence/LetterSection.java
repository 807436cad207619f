package org.tuanwei.correspondence;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseSection;
import org.tuanwei.mail.RecipientMask;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** The letters on the case page: their words are personal, so whoever sees cases masked sees only that there are some. */
@Component
class LetterSection implements CaseSection {

    /** One letter; the sender's address masked. */
    record Shown(CaseLetter letter, String sender) {}

    /** What the card shows. */
    record Card(List<Shown> letters, boolean clear, boolean mayMark) {}

    private final CaseLetters letters;
    private final AccessPolicy policy;

    LetterSection(CaseLetters letters, AccessPolicy policy) {
        this.letters = letters;
        this.policy = policy;
    }

    @Override
    public int order() {
        return 460;
    }

    @Override
    public String fragment() {
        return "correspondence/section :: card";
    }

    @Override
    public @Nullable Object model(CaseFile file, Viewer viewer) {
        Verb verb = policy.verb(viewer, Subject.MAIL, file.target());
        if (verb == Verb.NONE) {
            return null;
        }
        List<Shown> shown = letters.ofCase(file.id()).stream()
                .map(letter -> new Shown(letter, RecipientMask.masked(letter.sender())))
                .toList();
        boolean mayMark = policy.verb(viewer, Subject.CASE, file.target()) == Verb.DO;
        return shown.isEmpty() ? null : new Card(shown, verb != Verb.MASKED, mayMark);
    }
}
