package org.tuanwei.collection;

import java.io.IOException;
import java.util.List;
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
import org.tuanwei.collection.AccountStore.Listing;
import org.tuanwei.collection.AccountStore.State;
import org.tuanwei.contacttable.Account;
import org.tuanwei.contacttable.AccountLists;
import org.tuanwei.contacttable.Reconciliation.Difference;
import org.tuanwei.contacttable.Reconciliation.Kind;
import org.tuanwei.contacttable.TableRefused;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;
import org.tuanwei.spreadsheet.WorkbookWriter;

/** Tencent's list of accounts: uploaded, looked at, confirmed; then the tables are reconciled with it. */
@Controller
@RequestMapping("/collections/accounts")
class AccountController {

    private static final List<String> HEADINGS = List.of("学校标识码", "学校名称", "QQ号", "微博地址");
    private static final List<Kind> OF_ACCOUNTS =
            List.of(Kind.EXTRA_ACCOUNT, Kind.RENAMED, Kind.SEVERAL_ACCOUNTS, Kind.ONE_ACCOUNT_MANY_SCHOOLS);
    private static final int MOST = 200;

    private final AccountStore store;
    private final AccountLists lists;
    private final Reconciler reconciler;
    private final CollectionScope scope;
    private final Audit audit;

    AccountController(
            AccountStore store, AccountLists lists, Reconciler reconciler, CollectionScope scope, Audit audit) {
        this.store = store;
        this.lists = lists;
        this.reconciler = reconciler;
        this.scope = scope;
        this.audit = audit;
    }

    @GetMapping
    ModelAndView page() {
        requirePartner();
        return form(null);
    }

    @GetMapping("/template")
    ResponseEntity<byte[]> template() {
        requirePartner();
        return Downloads.workbook("腾讯账号清单.xlsx", WorkbookWriter.template("账号清单", HEADINGS));
    }

    @PostMapping
    ModelAndView upload(@RequestParam MultipartFile file) throws IOException {
        Viewer viewer = requirePartner();
        try {
            byte[] content = file.getBytes();
            String name = UploadController.plain(file.getOriginalFilename());
            List<Account> accounts = lists.read(content, name);
            if (accounts.isEmpty()) {
                return form("清单里没有账号，请核对后再上传");
            }
            long id = store.add(name, SendingService.sha256(content), accounts, viewer.userId());
            return new ModelAndView("redirect:/collections/accounts/" + id);
        } catch (TableRefused refused) {
            return form(refused.why());
        }
    }

    @GetMapping("/{id:\\d+}")
    ModelAndView preview(@PathVariable long id) {
        requirePartner();
        Listing listing = store.find(id).orElseThrow(() -> new NotVisible("这份清单"));
        List<Account> accounts = store.accounts(id);
        List<Difference> differences = reconciler.ofAccounts(accounts).differences().stream()
                .filter(one -> OF_ACCOUNTS.contains(one.kind()))
                .toList();
        ModelAndView page = new ModelAndView("collection/account-list");
        page.addObject("listing", listing);
        page.addObject("accounts", accounts.subList(0, Math.min(MOST, accounts.size())));
        page.addObject("differences", differences.subList(0, Math.min(MOST, differences.size())));
        page.addObject("found", differences.size());
        page.addObject("waits", listing.state() == State.PREVIEW);
        return page;
    }

    @PostMapping("/{id:\\d+}/confirm")
    String confirm(@PathVariable long id, RedirectAttributes flash) {
        requirePartner();
        Listing listing = store.find(id).orElseThrow(() -> new NotVisible("这份清单"));
        if (store.confirm(id)) {
            audit.record("accounts.replaced", "list:" + id, listing.lines() + " 个账号");
            flash.addFlashAttribute("notice", "账号清单已启用，共 " + listing.lines() + " 个账号；各省的三方对账随即按它核对。");
        } else {
            flash.addFlashAttribute("refused", "这份清单已经启用或放弃，请重新上传。");
        }
        return "redirect:/collections/accounts";
    }

    @PostMapping("/{id:\\d+}/discard")
    String discard(@PathVariable long id, RedirectAttributes flash) {
        requirePartner();
        if (store.find(id).isEmpty()) {
            throw new NotVisible("这份清单");
        }
        store.discard(id);
        flash.addFlashAttribute("notice", "已放弃，现用的清单不变。");
        return "redirect:/collections/accounts";
    }

    private ModelAndView form(@Nullable String refusal) {
        ModelAndView page = new ModelAndView("collection/accounts");
        page.addObject("current", store.current().orElse(null));
        page.addObject("refusal", refusal);
        if (refusal != null) {
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return page;
    }

    /** The list is Tencent's own; the centre may enter it for Tencent. */
    private Viewer requirePartner() {
        Viewer viewer = scope.requireAny();
        if (!viewer.isTencent() && !viewer.isCentre()) {
            throw new NotVisible("页面");
        }
        return viewer;
    }
}
