package org.tuanwei.certification;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.tuanwei.security.RateLimits;

/**
 * Limits the public list per address over all nodes (security row 40): a look once, an export once however many pages
 * it reads.
 */
@Component
class CertifiedLimits implements HandlerInterceptor, WebMvcConfigurer {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    /** Before the export, which answers instead of the page. */
    private static final int FIRST = -1;

    /**
     * How much of the list one address may have.
     *
     * @param looksPerMinute pages and searches
     * @param exportsPerTenMinutes workbooks of all pages
     */
    @ConfigurationProperties("tuanwei.certified")
    record Properties(
            @DefaultValue("120") int looksPerMinute,
            @DefaultValue("20") int exportsPerTenMinutes) {}

    private final RateLimits limits;
    private final Properties properties;

    CertifiedLimits(RateLimits limits, Properties properties) {
        this.limits = limits;
        this.properties = properties;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(CertifiedFilter.PATH).order(FIRST);
    }

    /** @throws org.tuanwei.security.TooManyRequests when the address has had its share */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getParameter("format") == null) {
            limits.acquire("certified-look", request.getRemoteAddr(), properties.looksPerMinute(), MINUTE);
        } else {
            limits.acquire("certified-export", request.getRemoteAddr(), properties.exportsPerTenMinutes(), TEN_MINUTES);
        }
        return true;
    }
}
