package org.tuanwei.opening;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.CaseSection;
import org.tuanwei.casefile.Level;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.opening.Plans.Plan;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.Formats;

/** The opening's part of the case page: what was registered, the plan, and what the viewer may set going. */
@Component
class OpeningSection implements CaseSection {

    /** A version of what was registered. */
    record Line(
            int version,
            String at,
            String account,
            String verdict,
            @Nullable String reason) {}

    record PlanView(String personInCharge, String substitute, String hours, String arrangement, String at) {}

    /** All of it; lists may be empty. */
    record View(
            long caseId,
            List<Line> registrations,
            @Nullable PlanView plan,
            @Nullable Long allotted,
            List<HumanTask> tasksToTakeOver,
            boolean mayUrge,
            @Nullable LocalDate urgeNotBefore,
            boolean mayWithdraw) {

        public boolean hasActions() {
            return mayUrge || mayWithdraw || !tasksToTakeOver.isEmpty();
        }
    }

    private final CaseFiles files;
    private final Registrations registrations;
    private final Plans plans;
    private final Segments segments;
    private final Urgings urgings;
    private final Deputies deputies;
    private final Endings endings;
    private final AccessPolicy policy;
    private final Formats formats;

    OpeningSection(
            CaseFiles files,
            Registrations registrations,
            Plans plans,
            Segments segments,
            Urgings urgings,
            Deputies deputies,
            Endings endings,
            AccessPolicy policy,
            Formats formats) {
        this.files = files;
        this.registrations = registrations;
        this.plans = plans;
        this.segments = segments;
        this.urgings = urgings;
        this.deputies = deputies;
        this.endings = endings;
        this.policy = policy;
        this.formats = formats;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public String fragment() {
        return "opening/section :: card";
    }

    @Override
    public @Nullable Object model(CaseFile file, Viewer viewer) {
        boolean may = policy.verb(viewer, Subject.CASE, file.target()) == Verb.DO;
        Verb personal = files.contactVerb(file);
        return new View(
                file.id(),
                registrations.all(file.id()).stream().map(this::line).toList(),
                plans.latest(file.id()).map(plan -> view(plan, personal)).orElse(null),
                file.level() == Level.BRANCH ? segments.allotted(file.id()).orElse(null) : null,
                may ? deputies.tasksToTakeOver(file, viewer) : List.of(),
                may && urgings.mayUrge(file, viewer),
                urgings.notBefore(file.id()).orElse(null),
                may && endings.mayWithdraw(file, viewer));
    }

    private Line line(Registration registration) {
        Registration.Review review = registration.review();
        String verdict = review == null ? "待审核" : review.approved() ? (review.ownEntry() ? "通过（审核人即登记人）" : "通过") : "退回";
        String account = Optional.ofNullable(registration.existingQq())
                .map(number -> "已有账号 " + number)
                .orElse("申请开通");
        return new Line(
                registration.version(),
                formats.minute(registration.submittedAt()),
                account,
                verdict,
                review == null ? null : review.reason());
    }

    private PlanView view(Plan plan, Verb personal) {
        boolean clear = personal == Verb.SEE || personal == Verb.DO;
        return new PlanView(
                clear ? plan.personInCharge() : covered(plan.personInCharge()),
                clear ? plan.substitute() : covered(plan.substitute()),
                plan.hours(),
                clear ? plan.arrangement() : "（仅本单位与上级可见）",
                formats.minute(plan.filedAt()));
    }

    private static String covered(String name) {
        return name.substring(0, name.offsetByCodePoints(0, 1)) + "**";
    }
}
