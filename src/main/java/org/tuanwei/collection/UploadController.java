package org.tuanwei.collection;

import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.collection.UploadService.Preview;
import org.tuanwei.collection.UploadService.Taken;
import org.tuanwei.collection.UploadService.Verdict;
import org.tuanwei.contacttable.ContactTables;
import org.tuanwei.contacttable.TableRefused;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.web.Downloads;

/** Uploading a table: of a unit with many schools, or of one school; preview, answers, taking the good rows. */
@Controller
@RequestMapping("/collections")
class UploadController {

    private final UploadService service;
    private final Uploads uploads;
    private final UnitRounds units;
    private final Rounds rounds;
    private final CollectionScope scope;

    UploadController(UploadService service, Uploads uploads, UnitRounds units, Rounds rounds, CollectionScope scope) {
        this.service = service;
        this.uploads = uploads;
        this.units = units;
        this.rounds = rounds;
        this.scope = scope;
    }

    @GetMapping("/units/{id}/upload")
    ModelAndView ofUnit(@PathVariable long id) {
        return form(scope.requireStaff(id), null, null);
    }

    @PostMapping("/units/{id}/upload")
    ModelAndView putUnit(@PathVariable long id, @RequestParam MultipartFile file) throws IOException {
        return put(scope.requireStaff(id), null, file);
    }

    @GetMapping("/rows/{id}/upload")
    ModelAndView ofRow(@PathVariable long id) {
        SchoolRow row = requireSchool(id);
        return form(units.get(row.collectionId()), row, null);
    }

    @PostMapping("/rows/{id}/upload")
    ModelAndView putRow(@PathVariable long id, @RequestParam MultipartFile file) throws IOException {
        SchoolRow row = requireSchool(id);
        return put(units.get(row.collectionId()), row, file);
    }

    private ModelAndView put(UnitRound unit, @Nullable SchoolRow row, MultipartFile file) throws IOException {
        try {
            if (!unit.state().open()) {
                throw new FormRefused("", "统计表" + unit.state().label() + "，现在不能修改");
            }
            String name = file.getOriginalFilename();
            long id = service.put(unit, row == null ? null : row.id(), plain(name), file.getBytes());
            return new ModelAndView("redirect:/collections/uploads/" + id);
        } catch (TableRefused refused) {
            return form(unit, row, refused.why());
        } catch (FormRefused refused) {
            return form(unit, row, refused.getMessage());
        }
    }

    private ModelAndView form(UnitRound unit, @Nullable SchoolRow row, @Nullable String refusal) {
        ModelAndView page = new ModelAndView("collection/upload");
        page.addObject("unit", unit);
        page.addObject("row", row);
        page.addObject("round", rounds.get(unit.roundId()));
        page.addObject("refusal", refusal);
        page.addObject("back", row == null ? "/collections/units/" + unit.id() : "/collections/rows/" + row.id());
        page.addObject("uploads", row == null ? uploads.of(unit.id()) : java.util.List.of());
        if (refusal != null) {
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return page;
    }

    @GetMapping("/uploads/{id}")
    ModelAndView preview(@PathVariable long id, @RequestParam(defaultValue = "") String show) {
        Upload upload = require(id);
        UnitRound unit = units.get(upload.collectionId());
        try {
            Preview preview = service.preview(upload);
            ModelAndView page = new ModelAndView("collection/preview");
            page.addObject("upload", upload);
            page.addObject("unit", unit);
            page.addObject("preview", preview);
            page.addObject(
                    "lines",
                    preview.lines().stream()
                            .filter(line -> switch (show) {
                                case "failed" ->
                                    line.verdict() == Verdict.WRONG
                                            || line.verdict() == Verdict.CHOOSE
                                            || line.verdict() == Verdict.FOREIGN;
                                case "good" -> line.verdict().takes();
                                default -> true;
                            })
                            .toList());
            page.addObject("show", show);
            page.addObject("open", unit.state().open() && upload.state() == Upload.State.PREVIEW);
            page.addObject("back", back(upload));
            return page;
        } catch (TableRefused refused) {
            return form(unit, null, refused.why());
        }
    }

    @PostMapping("/uploads/{id}/choices")
    String choose(@PathVariable long id, @RequestParam Map<String, String> params, RedirectAttributes flash) {
        Upload upload = require(id);
        service.choose(upload, params);
        flash.addFlashAttribute("notice", "已按您的选择重新核对。");
        return "redirect:/collections/uploads/" + id;
    }

    @PostMapping("/uploads/{id}/take")
    String take(@PathVariable long id, RedirectAttributes flash) {
        Upload upload = require(id);
        try {
            Taken taken = service.take(upload);
            flash.addFlashAttribute("notice", words(taken));
            return "redirect:" + (taken.left() > 0 ? "/collections/uploads/" + id : back(upload));
        } catch (FormRefused refused) {
            flash.addFlashAttribute("refused", refused.getMessage());
            return "redirect:/collections/uploads/" + id;
        }
    }

    private static String words(Taken taken) {
        StringBuilder words = new StringBuilder("已收下 " + taken.stored() + " 行");
        if (taken.unchanged() > 0) {
            words.append("，").append(taken.unchanged()).append(" 行与现有相同");
        }
        if (taken.conflicts() > 0) {
            words.append("，").append(taken.conflicts()).append(" 行与学校确认不同，仍以学校为准");
        }
        if (taken.left() > 0) {
            words.append("；还有 ").append(taken.left()).append(" 行有误，请下载失败行更正后再上传");
        }
        return words.append("。").toString();
    }

    @PostMapping("/uploads/{id}/discard")
    String discard(@PathVariable long id, RedirectAttributes flash) {
        Upload upload = require(id);
        service.discard(upload);
        flash.addFlashAttribute("notice", "已放弃这份工作簿，统计表没有变动。");
        return "redirect:" + back(upload);
    }

    @GetMapping("/uploads/{id}/annotated")
    Object annotated(@PathVariable long id, RedirectAttributes flash) {
        Upload upload = require(id);
        return answer(upload, flash, ContactTables.annotatedName(upload.fileName()), service::annotated);
    }

    @GetMapping("/uploads/{id}/failed")
    Object failed(@PathVariable long id, RedirectAttributes flash) {
        Upload upload = require(id);
        return answer(upload, flash, ContactTables.failedName(upload.fileName()), service::failedRows);
    }

    /** The workbook, or back to the preview with the reason why there is none. */
    private static Object answer(
            Upload upload, RedirectAttributes flash, String fileName, Function<Upload, byte[]> made) {
        try {
            return Downloads.workbook(fileName, made.apply(upload));
        } catch (TableRefused refused) {
            flash.addFlashAttribute("refused", refused.why());
            return "redirect:/collections/uploads/" + upload.id();
        }
    }

    /** Whoever may upload to the table, or for the school, sees its uploads. */
    private Upload require(long id) {
        Upload upload = uploads.find(id).orElseThrow(() -> new NotVisible("这份工作簿"));
        Long rowId = upload.rowId();
        if (rowId == null) {
            scope.requireStaff(upload.collectionId());
        } else {
            requireSchool(rowId);
        }
        return upload;
    }

    private SchoolRow requireSchool(long rowId) {
        SchoolRow row = scope.requireRow(rowId);
        if (!scope.school(row)) {
            throw new NotAllowed("本校的工作簿由学校上传；省级可在本省统计表上导入");
        }
        return row;
    }

    private static String back(Upload upload) {
        Long rowId = upload.rowId();
        return rowId == null ? "/collections/units/" + upload.collectionId() : "/collections/rows/" + rowId;
    }

    /** Browsers may send a path; a name keeps no control characters. */
    static String plain(@Nullable String name) {
        String text = name == null ? "" : name.replaceAll("[\\p{Cntrl}]", "");
        text = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1)
                .strip();
        return text.isEmpty() ? "统计表.xlsx" : text.substring(Math.max(0, text.length() - 120));
    }
}
