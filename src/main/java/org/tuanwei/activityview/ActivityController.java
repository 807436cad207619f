package org.tuanwei.activityview;

import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.tuanwei.activitycounts.ActivityScope;
import org.tuanwei.security.Viewer;

/** The door: everybody lands on the weeks that are his. */
@Controller
@RequestMapping("/activity")
class ActivityController {

    private final ActivityScope scope;

    ActivityController(ActivityScope scope) {
        this.scope = scope;
    }

    @GetMapping
    String mine() {
        Viewer viewer = scope.requireAny();
        if (viewer.isTencent()) {
            return "redirect:/activity/uploads";
        }
        Optional<String> unit = viewer.unitCodes().stream().findFirst();
        if (scope.national(viewer)) {
            return "redirect:/activity/country";
        }
        return unit.map(code -> "redirect:/activity/units/" + code)
                .or(() -> viewer.schoolCodes().stream().findFirst().map(code -> "redirect:/activity/" + code))
                .orElse("redirect:/desk");
    }
}
