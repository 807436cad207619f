package org.tuanwei.collection;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.tuanwei.casefile.ListQuery;
import org.tuanwei.contacttable.Reconciliation;
import org.tuanwei.contacttable.Reconciliation.Difference;
import org.tuanwei.contacttable.Reconciliation.Kind;
import org.tuanwei.existing.PartnerAccounts;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewers;
import org.tuanwei.web.Downloads;

/** Registry × table × Tencent's list on one page and as a workbook: a unit's own, or a whole round's for the centre. */
@Controller
@RequestMapping("/collections")
class ReconciliationController {

    /** By code the schools of a province stand together. */
    private static final Map<String, Comparator<Difference>> SORTABLE = Map.of(
            "kind", Comparator.comparing(Difference::kind),
            "school", Comparator.comparing(Difference::schoolCode),
            "detail", Comparator.comparing(Difference::detail));

    private final Reconciler reconciler;
    private final Rounds rounds;
    private final PartnerAccounts accounts;
    private final CollectionScope scope;
    private final Viewers viewers;

    ReconciliationController(
            Reconciler reconciler, Rounds rounds, PartnerAccounts accounts, CollectionScope scope, Viewers viewers) {
        this.reconciler = reconciler;
        this.rounds = rounds;
        this.accounts = accounts;
        this.scope = scope;
        this.viewers = viewers;
    }

    @GetMapping("/units/{id}/reconciliation")
    String ofUnit(@PathVariable long id, DifferenceFilter filter, Model model) {
        UnitRound unit = scope.requirePersons(id);
        model.addAttribute("whose", unit.unitName());
        model.addAttribute("back", "/collections/units/" + id);
        return page(reconciler.ofUnit(unit), filter.at("/collections/units/" + id + "/reconciliation"), model);
    }

    @GetMapping("/units/{id}/reconciliation/workbook")
    ResponseEntity<byte[]> unitWorkbook(@PathVariable long id) {
        UnitRound unit = scope.requirePersons(id);
        String title = unit.unitName() + "三方对账";
        return Downloads.workbook(title + ".xlsx", reconciler.ofUnit(unit).workbook(title));
    }

    @GetMapping("/{id:\\d+}/reconciliation")
    String ofRound(@PathVariable long id, DifferenceFilter filter, Model model) {
        Round round = requireCentre(id);
        model.addAttribute("whose", round.title());
        model.addAttribute("back", "/collections/" + id);
        return page(reconciler.ofRound(id), filter.at("/collections/" + id + "/reconciliation"), model);
    }

    @GetMapping("/{id:\\d+}/reconciliation/workbook")
    ResponseEntity<byte[]> roundWorkbook(@PathVariable long id) {
        Round round = requireCentre(id);
        String title = round.title() + "三方对账";
        return Downloads.workbook(title + ".xlsx", reconciler.ofRound(id).workbook(title));
    }

    private String page(Reconciliation result, DifferenceFilter filter, Model model) {
        List<Difference> found =
                result.differences().stream().filter(filter::fits).toList();
        model.addAttribute("figures", result.figures());
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("filter", filter);
        model.addAttribute("total", result.differences().size());
        model.addAttribute("page", ListQuery.Page.of(filter.inOrder(found, SORTABLE), filter.pageNumber()));
        model.addAttribute("accounts", accounts.current().orElse(null));
        return "collection/reconciliation";
    }

    private Round requireCentre(long id) {
        if (!viewers.current().isCentre()) {
            throw new NotVisible("这一轮");
        }
        return rounds.find(id).orElseThrow(() -> new NotVisible("这一轮"));
    }
}
