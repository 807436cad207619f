package org.tuanwei.activitycounts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.organization.Organization;

/** The page's way to report a week: through the open task where there is one, straight away where there is none yet. */
@Service
@Transactional
public class ReportDesk {

    private final OwnReports reports;
    private final ReportProcess process;
    private final ReportRequests requests;
    private final Counts counts;
    private final Posts posts;

    ReportDesk(OwnReports reports, ReportProcess process, ReportRequests requests, Counts counts, Posts posts) {
        this.reports = reports;
        this.process = process;
        this.requests = requests;
        this.counts = counts;
        this.posts = posts;
    }

    /** @throws FormRefused field by field ({@code posts reposts avatar}) */
    public void submit(Organization organization, Week week, String lines, String reposts, String avatar) {
        Map<String, Object> values = new HashMap<>(Map.of("posts", lines, "reposts", reposts, "avatar", avatar));
        Optional<HumanTask> task = process.openTask(organization.id(), week).filter(process::mayWorkOn);
        if (task.isPresent()) {
            process.complete(task.get(), values);
            return;
        }
        reports.take(organization.id(), week, ReportTaskForm.report(values), Source.SELF);
        requests.close(organization.id(), week);
    }

    /** What the organisation itself said last about the week. */
    @Transactional(readOnly = true)
    public Optional<Count> own(long organizationId, Week week) {
        return counts.latest(organizationId, week, Source.SELF);
    }

    /** The posts of its last report, each with what is wrong with it. */
    @Transactional(readOnly = true)
    public List<Post> posts(long organizationId, Week week) {
        return own(organizationId, week).map(count -> posts.of(count.id())).orElse(List.of());
    }
}
