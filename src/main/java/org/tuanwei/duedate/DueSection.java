package org.tuanwei.duedate;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseLink;
import org.tuanwei.casefile.CaseSection;
import org.tuanwei.deadline.Deadline.State;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueText;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.extension.ExtensionService;
import org.tuanwei.security.Viewer;

/** The dates of a case on its page, and the way from its tasks to ask for another one. */
@Component
class DueSection implements CaseSection, CaseLink {

    /**
     * A date.
     *
     * @param ask whether the viewer may ask for another
     * @param move whether he may set another
     */
    record Line(long id, String task, LocalDate day, DueText due, String origin, boolean ask, boolean move) {}

    private final Deadlines deadlines;
    private final ExtensionService extensions;
    private final DueScope scope;
    private final WorkingCalendar calendar;

    DueSection(Deadlines deadlines, ExtensionService extensions, DueScope scope, WorkingCalendar calendar) {
        this.deadlines = deadlines;
        this.extensions = extensions;
        this.scope = scope;
        this.calendar = calendar;
    }

    @Override
    public int order() {
        return 45;
    }

    @Override
    public String fragment() {
        return "duedate/section :: card";
    }

    @Override
    public @Nullable Object model(CaseFile file, Viewer viewer) {
        List<Line> lines = deadlines.ofCase(file.id()).stream()
                .filter(deadline -> deadline.state() != State.CANCELLED)
                .map(deadline -> new Line(
                        deadline.id(),
                        deadline.taskName(),
                        calendar.dueDay(deadline.dueAt()),
                        deadlines.dueText(deadline),
                        deadline.origin(),
                        extensions.mayAsk(deadline, viewer),
                        scope.mayMove(deadline, viewer)))
                .toList();
        return lines.isEmpty() ? null : lines;
    }

    @Override
    public Optional<Link> of(CaseFile file, Viewer viewer) {
        return deadlines.openOfCases(List.of(file.id())).stream()
                .filter(deadline -> extensions.mayAsk(deadline, viewer))
                .findFirst()
                .map(deadline -> new Link("申请延期", "/deadlines/" + deadline.id(), "ask-extension"));
    }
}
