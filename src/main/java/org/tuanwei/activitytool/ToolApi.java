package org.tuanwei.activitytool;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.OwnReports;
import org.tuanwei.activitycounts.OwnReports.Report;
import org.tuanwei.activitycounts.ReportRequests;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.activitytool.ToolTokens.Holder;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.RateLimits;

/**
 * Where a tool reports its organisation's week: {@code PUT /api/v1/activity/weeks/2012-W11} with its posts; said again, the
 * last word counts. The token says whose week it is; nothing else can be reached with it.
 */
@RestController
@RequestMapping("/api/v1/activity/weeks")
class ToolApi {

    private static final int CALLS = 60;
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int MOST_POSTS = 200;

    /** One post. */
    record ToolPost(
            @Nullable String date,
            @Nullable String link,
            @Nullable String text) {}

    /** A week's report. */
    record ToolReport(
            @Nullable List<ToolPost> posts,
            @Nullable Integer reposts,
            @Nullable Boolean avatar) {}

    private final ToolTokens tokens;
    private final OwnReports reports;
    private final ReportRequests requests;
    private final RateLimits limits;

    ToolApi(ToolTokens tokens, OwnReports reports, ReportRequests requests, RateLimits limits) {
        this.tokens = tokens;
        this.reports = reports;
        this.requests = requests;
        this.limits = limits;
    }

    @PutMapping("/{week}")
    ResponseEntity<Object> put(@PathVariable String week, @RequestBody ToolReport report, HttpServletRequest request) {
        Optional<Holder> holder = tokens.holder(request);
        Optional<Week> reported = Week.parse(week);
        if (holder.isEmpty()) {
            return answer(HttpStatus.UNAUTHORIZED, "", "令牌不对或已停用");
        }
        if (!limits.tryAcquire("activity-tool", Long.toString(holder.get().tokenId()), CALLS, WINDOW)) {
            return answer(HttpStatus.TOO_MANY_REQUESTS, "", "一小时内最多报送 " + CALLS + " 次，请稍后再试");
        }
        if (reported.isEmpty()) {
            return answer(HttpStatus.BAD_REQUEST, "week", "周写作 2012-W11");
        }
        return take(holder.get(), reported.get(), report);
    }

    private ResponseEntity<Object> take(Holder holder, Week week, ToolReport report) {
        Integer reposts = report.reposts();
        Boolean avatar = report.avatar();
        if (reposts == null || reposts < 0 || reposts > 9_999) {
            return answer(HttpStatus.UNPROCESSABLE_ENTITY, "reposts", "reposts 应为 0 至 9999 的整数");
        }
        if (avatar == null) {
            return answer(HttpStatus.UNPROCESSABLE_ENTITY, "avatar", "avatar 应为 true 或 false");
        }
        List<ToolPost> posts = report.posts() == null ? List.of() : report.posts();
        if (posts.size() > MOST_POSTS) {
            return answer(HttpStatus.UNPROCESSABLE_ENTITY, "posts", "一周最多报 " + MOST_POSTS + " 条");
        }
        try {
            String lines = posts.stream().map(ToolApi::line).collect(Collectors.joining("\n"));
            OwnReports.Taken taken =
                    reports.take(holder.organizationId(), week, new Report(lines, reposts, avatar), Source.API);
            requests.close(holder.organizationId(), week);
            tokens.used(holder.tokenId());
            return ResponseEntity.ok(Map.of(
                    "week",
                    week.code(),
                    "originals",
                    taken.originals(),
                    "struck",
                    taken.struck().stream()
                            .map(post -> Map.of(
                                    "line", post.line(),
                                    "link", post.link(),
                                    "reason", String.valueOf(post.finding()),
                                    "detail", String.valueOf(post.detail())))
                            .toList()));
        } catch (FormRefused refused) {
            return ResponseEntity.unprocessableEntity().body(Map.of("errors", refused.fields()));
        }
    }

    /** A post as the page's form has it: one line, in which nothing of another post can hide. */
    private static String line(ToolPost post) {
        return (text(post.date()) + " " + text(post.link()) + " " + text(post.text())).replaceAll("\\R", " ");
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static ResponseEntity<Object> answer(HttpStatus status, String field, String message) {
        return ResponseEntity.status(status).body(Map.of("errors", List.of(new FormRefused.Field(field, message))));
    }
}
