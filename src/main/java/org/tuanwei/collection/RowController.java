package org.tuanwei.collection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.collection.RowService.Outcome;
import org.tuanwei.collection.RowVersion.Channel;
import org.tuanwei.collection.RowVersion.Source;
import org.tuanwei.contacttable.ContactTables;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewers;
import org.tuanwei.web.Downloads;

/** A school's row with its history: filling in, mending, returning, objecting; both words side by side (J1). */
@Controller
@RequestMapping("/collections/rows/{id}")
class RowController {

    private static final List<String> TYPES = List.of("普通高校", "高职学校", "民办高校", "独立学院");

    private final Rounds rounds;
    private final UnitRounds units;
    private final SchoolRows rows;
    private final RowService service;
    private final Happenings happenings;
    private final CollectionScope scope;
    private final CollectionProcess process;
    private final EntryCheck check;
    private final Workflow workflow;
    private final ContactTables tables;
    private final Organizations organizations;
    private final Viewers viewers;

    RowController(
            Rounds rounds,
            UnitRounds units,
            SchoolRows rows,
            RowService service,
            Happenings happenings,
            CollectionScope scope,
            CollectionProcess process,
            EntryCheck check,
            Workflow workflow,
            ContactTables tables,
            Organizations organizations,
            Viewers viewers) {
        this.rounds = rounds;
        this.units = units;
        this.rows = rows;
        this.service = service;
        this.happenings = happenings;
        this.scope = scope;
        this.process = process;
        this.check = check;
        this.workflow = workflow;
        this.tables = tables;
        this.organizations = organizations;
        this.viewers = viewers;
    }

    /** A version with the name of whoever recorded it. */
    record Version(RowVersion version, String recorder) {}

    @GetMapping
    ModelAndView page(@PathVariable long id) {
        SchoolRow row = scope.requireRow(id);
        Map<String, String> values = new HashMap<>();
        values.put("schoolType", row.schoolType());
        rows.current(row).map(RowVersion::entry).ifPresent(entry -> {
            values.put("contactName", entry.contactName());
            values.put("position", entry.position());
            values.put("phone", entry.phone());
            values.put("mobile", entry.mobile());
            values.put("email", entry.email());
            values.put("schoolType", entry.type());
        });
        return page(row, values, Map.of());
    }

    /** The school's own word goes through its task while that is open; the unit's through the page. */
    @PostMapping
    ModelAndView enter(@PathVariable long id, @RequestParam Map<String, String> params, RedirectAttributes flash) {
        SchoolRow row = scope.requireRow(id);
        try {
            flash.addFlashAttribute("notice", take(row, params));
            return new ModelAndView("redirect:/collections/rows/" + id);
        } catch (FormRefused refused) {
            return refused(row, params, refused);
        }
    }

    private String take(SchoolRow row, Map<String, String> params) {
        if (scope.school(row)) {
            Optional<HumanTask> task = process.openTask(row);
            if (task.isPresent()) {
                Map<String, Object> values = new HashMap<>();
                List.of("contactName", "position", "phone", "mobile", "email", "schoolType")
                        .forEach(key -> values.put(key, params.getOrDefault(key, "")));
                workflow.complete(task.get().taskId(), values);
                return "已填报。报送之前仍可在本页更正。";
            }
            return service.fill(row.id(), RowForms.entry(params), Channel.PAGE, null) == Outcome.UNCHANGED
                    ? "没有改动。"
                    : "已更正。";
        }
        UnitRound unit = units.get(row.collectionId());
        if (!scope.staff(unit)) {
            throw new NotAllowed("负责人信息由学校填报，或由省级专人代填");
        }
        return switch (service.supply(row.id(), RowForms.entry(params), Channel.PAGE, null)) {
            case STORED -> "已代填，学校会收到待办「核对省级代填的信息」。";
            case UNCHANGED -> "没有改动。";
            case CONFLICT -> "已记下，但与学校本人的确认不一致，仍以学校确认的为准；如学校有误，请退回学校更正。";
        };
    }

    @PostMapping("/return")
    ModelAndView giveBack(
            @PathVariable long id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        SchoolRow row = requireStaffOf(id);
        return act(row, reason, flash, "已退回学校，原因随待办和邮件告知。", () -> service.returnToSchool(id, reason));
    }

    @PostMapping("/conflict")
    ModelAndView settle(@PathVariable long id, RedirectAttributes flash) {
        SchoolRow row = requireStaffOf(id);
        return act(row, "", flash, "已核对，采用学校确认的信息。", () -> service.settleConflict(id));
    }

    @PostMapping("/objection")
    ModelAndView object(
            @PathVariable long id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        SchoolRow row = requireCentreOf(id);
        return act(row, reason, flash, "已记下意见；请在待办「复核统计表」中选「退回」，本行随即退回省级。", () -> service.object(id, reason));
    }

    @PostMapping("/objection/withdraw")
    ModelAndView withdraw(@PathVariable long id, RedirectAttributes flash) {
        SchoolRow row = requireCentreOf(id);
        return act(row, "", flash, "已撤回意见。", () -> service.withdrawObjection(id));
    }

    /** The template with this one school, for whoever rather sends the workbook. */
    @GetMapping("/template")
    ResponseEntity<byte[]> template(@PathVariable long id) {
        SchoolRow row = scope.requireRow(id);
        return Downloads.workbook(
                "统计表模板-" + row.schoolName() + ".xlsx",
                tables.template(
                        organizations.require(row.unitCode()), List.of(organizations.require(row.schoolCode()))));
    }

    private ModelAndView act(SchoolRow row, String reason, RedirectAttributes flash, String done, Runnable work) {
        try {
            work.run();
            flash.addFlashAttribute("notice", done);
            return new ModelAndView("redirect:/collections/rows/" + row.id());
        } catch (FormRefused refused) {
            ModelAndView page = page(row.id());
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            page.addObject("refused", refused.getMessage());
            page.addObject("typedReason", reason);
            return page;
        }
    }

    private ModelAndView refused(SchoolRow row, Map<String, String> params, FormRefused refused) {
        Map<String, String> problems = new HashMap<>();
        refused.fields().forEach(field -> problems.putIfAbsent(field.field(), field.message()));
        ModelAndView page = page(row, params, problems);
        page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        return page;
    }

    private ModelAndView page(SchoolRow row, Map<String, String> values, Map<String, String> problems) {
        UnitRound unit = units.get(row.collectionId());
        List<RowVersion> versions = rows.versions(row.id());
        RowVersion current = rows.current(row).orElse(null);
        boolean school = scope.school(row);
        boolean staff = scope.staff(unit);
        boolean open = unit.state().open();
        ModelAndView page = new ModelAndView("collection/row");
        page.addObject("row", row);
        page.addObject("unit", unit);
        page.addObject("round", rounds.get(unit.roundId()));
        page.addObject("current", current);
        page.addObject(
                "versions",
                versions.stream()
                        .map(version -> new Version(
                                version, viewers.of(version.recordedBy()).displayName()))
                        .toList());
        page.addObject("unitWord", row.conflict() ? latest(versions, Source.UNIT) : null);
        page.addObject("schoolWord", row.conflict() ? latest(versions, Source.SCHOOL) : null);
        page.addObject("happenings", happenings.ofRow(row.id()));
        page.addObject(
                "remarks",
                current == null || !(staff || school)
                        ? List.of()
                        : check.remarks(current.entry(), organizations.get(row.organizationId())));
        page.addObject("values", values);
        page.addObject("problems", problems);
        page.addObject("types", TYPES);
        page.addObject("school", school);
        page.addObject("staff", staff);
        page.addObject("open", open);
        page.addObject("mayEnter", open && (school || staff) && row.state() != SchoolRow.State.EXEMPT);
        page.addObject("mayReturn", open && staff && returnable(row));
        page.addObject("mayObject", scope.centre(unit) && unit.state() == UnitRound.State.SUBMITTED);
        page.addObject("unitVisible", scope.verb(viewers.current(), unit) != org.tuanwei.security.Access.Verb.NONE);
        process.openTask(row)
                .filter(task -> school && workflow.mayWorkOn(task.taskId()))
                .ifPresent(task -> page.addObject("task", task));
        return page;
    }

    private static boolean returnable(SchoolRow row) {
        return row.state() == SchoolRow.State.FILLED || "CENTRE".equals(row.returnedLevel());
    }

    private static @Nullable RowVersion latest(List<RowVersion> versions, Source source) {
        return versions.stream()
                .filter(version -> version.source() == source)
                .findFirst()
                .orElse(null);
    }

    private SchoolRow requireStaffOf(long id) {
        SchoolRow row = scope.requireRow(id);
        if (!scope.staff(units.get(row.collectionId()))) {
            throw new NotAllowed("本省统计表由省级专人办理");
        }
        return row;
    }

    private SchoolRow requireCentreOf(long id) {
        SchoolRow row = scope.requireRow(id);
        if (!scope.centre(units.get(row.collectionId()))) {
            throw new NotAllowed("按行提出意见由团中央学校部办理");
        }
        return row;
    }
}
