package org.tuanwei.avatar;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tuanwei.picture.Finding;
import org.tuanwei.picture.Finding.Aspect;

/** What the automatic check says of one version under the requirements of today. */
record Judgement(List<Finding> findings) {

    static final String ACCEPTABLE = "ACCEPTABLE";

    public boolean acceptable() {
        return findings.stream().allMatch(Finding::passed);
    }

    /** A person has the last word on everything but the size, which no opinion changes. */
    public boolean appealable() {
        return !acceptable()
                && findings.stream().noneMatch(finding -> finding.aspect() == Aspect.SIZE && !finding.passed());
    }

    /** The first requirement that is missed, or {@link #ACCEPTABLE}. */
    String verdict() {
        return findings.stream()
                .filter(finding -> !finding.passed())
                .map(finding -> finding.aspect().name())
                .findFirst()
                .orElse(ACCEPTABLE);
    }

    /** All that is missed, in words; null when nothing is. */
    public @Nullable String reason() {
        return acceptable()
                ? null
                : findings.stream()
                        .filter(finding -> !finding.passed())
                        .map(Finding::text)
                        .collect(Collectors.joining("；"));
    }

    String text(Aspect aspect) {
        return findings.stream()
                .filter(finding -> finding.aspect() == aspect)
                .map(Finding::text)
                .findFirst()
                .orElse("");
    }
}
