package org.tuanwei.casefile;

import org.jspecify.annotations.Nullable;
import org.tuanwei.security.Viewer;

/** A feature's part of the case page. */
public interface CaseSection {

    /** Smaller ones stand higher. */
    int order();

    /** Thymeleaf fragment, {@code credential/section :: card}; it finds the model as {@code section}. */
    String fragment();

    /** What the fragment shows; null when there is nothing for this viewer. */
    @Nullable
    Object model(CaseFile caseFile, Viewer viewer);
}
