package org.tuanwei.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/**
 * Gives every page its viewer and the menu of what he may open. The template asks for both by this bean's name, for a
 * page that tells of an error has no model of its controller.
 */
@ControllerAdvice
public class Layout {

    /** @param active whether the page shown belongs to it */
    public record MenuEntry(String label, String href, boolean active) {}

    private final Viewers viewers;
    private final AccessPolicy policy;

    Layout(Viewers viewers, AccessPolicy policy) {
        this.viewers = viewers;
        this.policy = policy;
    }

    @ModelAttribute("viewer")
    public @Nullable Viewer viewer() {
        return viewers.currentOrNone().orElse(null);
    }

    public List<MenuEntry> menu() {
        List<MenuEntry> menu = new ArrayList<>();
        viewers.currentOrNone().ifPresent(viewer -> {
            String here =
                    ServletUriComponentsBuilder.fromCurrentRequest().build().getPath();
            add(menu, "工作台", "/desk", here, true);
            add(menu, "待办", "/camunda/app/tasklist/default/", here, may(viewer, Subject.TASKLIST));
            add(menu, "案件", "/cases", here, may(viewer, Subject.CASE));
            add(menu, "期限", "/deadlines", here, may(viewer, Subject.DEADLINE));
            add(menu, "问题", "/problems", here, may(viewer, Subject.PROBLEM));
            add(menu, "退信", "/bounces", here, may(viewer, Subject.BOUNCE) || may(viewer, Subject.UNMATCHED_BOUNCE));
            add(menu, "统计表", "/collections", here, may(viewer, Subject.COLLECTION));
            add(menu, "活跃度", "/activity", here, may(viewer, Subject.ACTIVITY));
            add(menu, "督办", "/supervisions", here, may(viewer, Subject.SUPERVISION));
            add(menu, "数字", "/figures", here, seesFigures(viewer));
            add(menu, "认证名单", "/certified", here, true);
            add(menu, "督导开通", "/campaigns", here, may(viewer, Subject.CAMPAIGN));
            add(menu, "单位名册", "/registry", here, may(viewer, Subject.REGISTRY));
            add(menu, "人员账号", "/people", here, may(viewer, Subject.USERS));
            add(menu, "流程监控", "/camunda/app/cockpit/default/", here, may(viewer, Subject.COCKPIT));
            add(menu, "消息队列", "/queue", here, may(viewer, Subject.QUEUE));
            add(menu, "运维", "/operations", here, may(viewer, Subject.OPERATION));
            add(menu, "审计", "/audit", here, may(viewer, Subject.AUDIT));
        });
        return menu;
    }

    /** Where the list of this page, narrowed as it is, is handed out as a workbook. */
    public String exportAddress() {
        return ServletUriComponentsBuilder.fromCurrentRequest()
                .scheme(null)
                .host(null)
                .port(null)
                .replaceQueryParam("page")
                .replaceQueryParam(ListExport.FORMAT, ListExport.XLSX)
                .build()
                .toUriString();
    }

    /** Whether the table of these rows is drawn: in a workbook its headings are there even without rows. */
    public boolean shows(@Nullable Collection<?> rows) {
        return rows != null && (!rows.isEmpty() || isExport());
    }

    private static boolean isExport() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current
                && ListExport.XLSX.equals(current.getRequest().getParameter(ListExport.FORMAT));
    }

    /** A school finds its own state on the desk; what is not about units and schools is no page of figures. */
    private boolean seesFigures(Viewer viewer) {
        return viewer.isCentre()
                || viewer.groups().contains("supervisor-CN")
                || !viewer.unitCodes().isEmpty() && may(viewer, Subject.FIGURES);
    }

    private boolean may(Viewer viewer, Subject subject) {
        return policy.anyVerb(viewer, subject) != Verb.NONE;
    }

    private static void add(List<MenuEntry> menu, String label, String href, @Nullable String here, boolean shown) {
        if (shown) {
            menu.add(new MenuEntry(label, href, here != null && here.startsWith(href)));
        }
    }
}
