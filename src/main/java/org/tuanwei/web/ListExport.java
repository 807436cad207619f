package org.tuanwei.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.NotVisible;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.web.ListPage.Contents;

/**
 * 导出 Excel of every list, in one way: the page's own handler is asked for page after page, and the table it marks with
 * {@code data-export} is written down as text. What a person may not see on the page is not in the file, and no list has
 * a second query that could forget it (security rows 8 and 22).
 */
@Component
class ListExport implements HandlerInterceptor, WebMvcConfigurer {

    /** {@code ?format=xlsx} on the address of a list. */
    static final String FORMAT = "format";

    static final String XLSX = "xlsx";

    /** More than this is no list to read, and would keep the server busy for everybody else. */
    static final int MOST_ROWS = 10_000;

    private final ObjectProvider<RequestMappingHandlerAdapter> adapter;
    private final ObjectProvider<ThymeleafViewResolver> views;
    private final TransactionTemplate oneMoment;
    private final Formats formats;

    ListExport(
            ObjectProvider<RequestMappingHandlerAdapter> adapter,
            ObjectProvider<ThymeleafViewResolver> views,
            PlatformTransactionManager transactions,
            Formats formats) {
        this.adapter = adapter;
        this.views = views;
        this.formats = formats;
        oneMoment = new TransactionTemplate(transactions);
        // no row twice and none left out while others work: all pages are of one moment
        oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        oneMoment.setReadOnly(true);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        if (!XLSX.equals(request.getParameter(FORMAT))
                || !HttpMethod.GET.matches(request.getMethod())
                || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        Contents list = oneMoment.execute(status -> all(request, response, method));
        byte[] workbook = WorkbookWriter.write(Objects.requireNonNull(list).name(), list.headings(), list.rows());
        response.setContentType(Downloads.XLSX.toString());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                Downloads.disposition(list.name() + "-" + LocalDate.ofInstant(formats.now(), Formats.ZONE) + ".xlsx"));
        response.setContentLength(workbook.length);
        response.getOutputStream().write(workbook);
        return false;
    }

    private Contents all(HttpServletRequest request, HttpServletResponse response, HandlerMethod method) {
        Contents first = page(request, response, method, 1);
        List<List<String>> rows = new ArrayList<>(first.rows());
        Contents last = first;
        for (int number = 2; last.more(); number++) {
            last = page(request, response, method, number);
            rows.addAll(last.rows());
            if (rows.size() > MOST_ROWS) {
                throw new FormRefused("", "这个列表超过 " + MOST_ROWS + " 行，请先筛选（例如按省级单位、按状态），再分几次导出");
            }
        }
        return new Contents(first.name(), first.headings(), rows, false);
    }

    private Contents page(HttpServletRequest request, HttpServletResponse response, HandlerMethod method, int number) {
        try {
            OnePage one = new OnePage(request, number);
            Rendered rendered = new Rendered(response);
            ModelAndView shown = adapter.getObject().handle(one, rendered, method);
            String name = shown == null ? null : shown.getViewName();
            if (name == null || name.contains(":")) {
                throw new NotVisible("可以导出的列表");
            }
            View view = Objects.requireNonNull(views.getObject().resolveViewName(name, Locale.CHINA));
            view.render(shown.getModel(), one, rendered);
            return ListPage.read(rendered.text()).orElseThrow(() -> new NotVisible("可以导出的列表"));
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
