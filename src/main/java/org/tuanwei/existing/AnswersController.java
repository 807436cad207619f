package org.tuanwei.existing;

import java.util.List;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.Formats;

/** The page of the answers: who has confirmed its account, who says it is not its own, who has not answered. */
@Controller
@RequestMapping(AnswerFilter.PATH)
class AnswersController {

    private static final List<String> HEADINGS =
            List.of("学校标识码", "学校名称", "省级团委", "QQ号", "微博地址", "答复", "答复时间", "说明", "受理号", "当前阶段");
    private static final List<Offer.State> STATES = List.of(
            Offer.State.ASKED, Offer.State.CONFIRMED, Offer.State.DENIED, Offer.State.PLANNED, Offer.State.FAILED);

    private final AnswerRoll roll;
    private final AccountScope scope;
    private final Organizations organizations;
    private final Formats formats;

    AnswersController(AnswerRoll roll, AccountScope scope, Organizations organizations, Formats formats) {
        this.roll = roll;
        this.scope = scope;
        this.organizations = organizations;
        this.formats = formats;
    }

    @GetMapping
    String page(AnswerFilter filter, Model model) {
        Viewer viewer = scope.requireSee();
        CaseScope.Condition visible = AnswerRoll.scope(viewer);
        List<AnswerRoll.Figures> figures = roll.figures(visible);
        List<AnswerRoll.Figures> byUnit = figures.subList(1, figures.size());
        model.addAttribute("total", figures.get(0));
        model.addAttribute("byUnit", byUnit);
        model.addAttribute("page", roll.page(visible, filter));
        model.addAttribute("filter", filter);
        model.addAttribute("states", STATES);
        model.addAttribute("mayDo", scope.mayDo(viewer));
        model.addAttribute(
                "units",
                organizations.units().stream()
                        .filter(unit ->
                                byUnit.stream().anyMatch(line -> unit.code().equals(line.code())))
                        .toList());
        return "existing/answers";
    }

    @GetMapping("/export")
    ResponseEntity<byte[]> export(AnswerFilter filter) {
        Viewer viewer = scope.requireSee();
        return Workbooks.download(
                "已有账号确认.xlsx",
                "已有账号确认",
                HEADINGS,
                roll.all(AnswerRoll.scope(viewer), filter).stream()
                        .map(this::line)
                        .toList());
    }

    private List<String> line(AnswerRoll.Row row) {
        return List.of(
                row.code(),
                row.name(),
                row.unitName(),
                row.qqNumber(),
                row.url(),
                row.state().label(),
                row.answeredAt() == null ? "" : formats.minute(row.answeredAt()),
                Objects.requireNonNullElse(row.reason(), ""),
                Objects.requireNonNullElse(row.receipt(), ""),
                row.phase() == null ? "" : row.phase().label());
    }
}
