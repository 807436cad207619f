package org.tuanwei.cockpit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.CaseStory;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.web.Formats;

/** Finished cases and their stories, for the page that the community Cockpit lacks. */
@RestController
@RequestMapping("/api/v1/finished")
class HistoryApi {

    record LineJson(
            String at, String text, String actor, @Nullable String onBehalf) {}

    private final FinishedCases finished;
    private final CaseFiles cases;
    private final CaseStory story;
    private final Viewers viewers;
    private final AccessPolicy policy;
    private final Formats formats;

    HistoryApi(
            FinishedCases finished,
            CaseFiles cases,
            CaseStory story,
            Viewers viewers,
            AccessPolicy policy,
            Formats formats) {
        this.finished = finished;
        this.cases = cases;
        this.story = story;
        this.viewers = viewers;
        this.policy = policy;
        this.formats = formats;
    }

    @GetMapping
    FinishedCases.Page page(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "1") int page) {
        return finished.page(viewer(), q, unit, state, page);
    }

    @GetMapping("/{id}/story")
    List<LineJson> story(@PathVariable long id) {
        viewer();
        return story.of(cases.visible(id).id()).stream()
                .map(line -> new LineJson(formats.minute(line.at()), line.text(), line.actor(), line.onBehalf()))
                .toList();
    }

    private Viewer viewer() {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.COCKPIT) == Verb.NONE) {
            throw new NotAllowed("您的角色不使用流程监控");
        }
        return viewer;
    }
}
