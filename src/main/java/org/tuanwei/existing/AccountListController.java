package org.tuanwei.existing;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.contacttable.Account;
import org.tuanwei.contacttable.AccountLists;
import org.tuanwei.contacttable.TableRefused;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;

/** Tencent's list of accounts: uploaded, looked at line by line, confirmed; then the schools it means are asked. */
@Controller
@RequestMapping("/collections/accounts")
class AccountListController {

    private static final int MOST = 200;
    private static final int LONGEST_NAME = 120;
    private static final String LIST = "这份清单";

    private final AccountStore store;
    private final AccountLists reader;
    private final OfferService service;
    private final AccountScope scope;

    AccountListController(AccountStore store, AccountLists reader, OfferService service, AccountScope scope) {
        this.store = store;
        this.reader = reader;
        this.service = service;
        this.scope = scope;
    }

    @GetMapping
    ModelAndView page() {
        scope.requireDo();
        return form(null);
    }

    @GetMapping("/template")
    ResponseEntity<byte[]> template() {
        scope.requireDo();
        return Workbooks.template();
    }

    @PostMapping
    ModelAndView upload(@RequestParam MultipartFile file) throws IOException {
        Viewer viewer = scope.requireDo();
        try {
            byte[] content = file.getBytes();
            String name = plain(file.getOriginalFilename());
            List<Account> accounts = reader.read(content, name);
            if (accounts.isEmpty()) {
                return form("清单里没有账号，请核对后再上传");
            }
            return new ModelAndView("redirect:/collections/accounts/"
                    + store.add(name, AccountLists.fingerprint(content), accounts, viewer.userId()));
        } catch (TableRefused refused) {
            return form(refused.why());
        }
    }

    @GetMapping("/{id:\\d+}")
    ModelAndView preview(@PathVariable long id, @RequestParam(required = false) @Nullable Finding finding) {
        AccountList list = require(id);
        List<ListedRow> all = service.rows(id);
        Map<Finding, Integer> figures = new EnumMap<>(Finding.class);
        all.forEach(row -> figures.merge(row.finding(), 1, Integer::sum));
        List<ListedRow> rows = all.stream()
                .filter(row -> finding == null || row.finding() == finding)
                .toList();
        ModelAndView page = new ModelAndView("existing/list");
        page.addObject("list", list);
        page.addObject("figures", figures);
        page.addObject("finding", finding);
        page.addObject("found", rows.size());
        page.addObject("rows", rows.subList(0, Math.min(MOST, rows.size())));
        page.addObject("offers", count(all, Finding::offers));
        page.addObject("asks", count(all, Finding::asks));
        page.addObject("choosable", list.waits() || list.isCurrent());
        return page;
    }

    private static long count(List<ListedRow> rows, Predicate<Finding> which) {
        return rows.stream().map(ListedRow::finding).filter(which).count();
    }

    @PostMapping("/{id:\\d+}/lines/{line:\\d+}")
    String choose(
            @PathVariable long id,
            @PathVariable int line,
            @RequestParam(defaultValue = "") String choice,
            @RequestParam(required = false) @Nullable Finding finding,
            RedirectAttributes flash) {
        try {
            service.choose(require(id), line, choice);
        } catch (FormRefused refused) {
            flash.addFlashAttribute("refused", refused.getMessage());
        }
        return "redirect:/collections/accounts/" + id + (finding == null ? "" : "?finding=" + finding);
    }

    @PostMapping("/{id:\\d+}/confirm")
    String confirm(@PathVariable long id, RedirectAttributes flash) {
        AccountList list = require(id);
        service.confirm(list)
                .ifPresentOrElse(
                        asked -> flash.addFlashAttribute(
                                "notice",
                                "账号清单已启用，共 " + list.lines() + " 个账号；"
                                        + (asked == 0 ? "没有需要新请学校确认的账号。" : "正在请 " + asked + " 所学校确认。")
                                        + "各省的三方对账随即按它核对。"),
                        () -> flash.addFlashAttribute("refused", "这份清单已经启用或放弃，请重新上传。"));
        return "redirect:/collections/accounts";
    }

    /** Asks whoever can be asked by now: chosen since, or could not be reached before. */
    @PostMapping("/{id:\\d+}/ask")
    String ask(@PathVariable long id, RedirectAttributes flash) {
        try {
            flash.addFlashAttribute("notice", "正在请 " + service.askAgain(require(id)) + " 所学校确认。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("refused", refused.getMessage());
        }
        return "redirect:/collections/accounts/" + id;
    }

    @PostMapping("/{id:\\d+}/discard")
    String discard(@PathVariable long id, RedirectAttributes flash) {
        require(id);
        store.discard(id);
        flash.addFlashAttribute("notice", "已放弃，现用的清单不变。");
        return "redirect:/collections/accounts";
    }

    /** The bare name that a browser sent, without folders and odd characters. */
    private static String plain(@Nullable String sent) {
        String name =
                sent == null ? "" : sent.replaceAll("\\p{Cntrl}|^.*[/\\\\]", "").strip();
        return name.isEmpty() ? "账号清单.xlsx" : name.substring(Math.max(0, name.length() - LONGEST_NAME));
    }

    private AccountList require(long id) {
        scope.requireDo();
        return store.find(id).orElseThrow(() -> new NotVisible(LIST));
    }

    private ModelAndView form(@Nullable String refusal) {
        ModelAndView page = new ModelAndView("existing/lists");
        page.addObject("current", store.current().orElse(null));
        page.addObject("refusal", refusal);
        if (refusal != null) {
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return page;
    }
}
