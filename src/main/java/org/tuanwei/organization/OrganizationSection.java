package org.tuanwei.organization;

import org.jspecify.annotations.Nullable;
import org.tuanwei.security.Viewer;

/** A part of an organisation's page that another package contributes. */
public interface OrganizationSection {

    /** Smaller comes first. */
    int order();

    /** Template and fragment: {@code contact/section :: card}; the fragment reads {@code ${model}}. */
    String fragment();

    /** What the fragment shows; null when this viewer gets no such section. */
    @Nullable
    Object model(Organization organization, Viewer viewer);
}
