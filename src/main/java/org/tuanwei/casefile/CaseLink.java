package org.tuanwei.casefile;

import java.util.Optional;
import org.tuanwei.security.Viewer;

/** A feature's way from any task of a case to a page of its own, offered in Tasklist beside the way to the case. */
public interface CaseLink {

    /** @param mark test id of the link */
    record Link(String label, String href, String mark) {}

    /** Nothing for whoever may not go there. */
    Optional<Link> of(CaseFile file, Viewer viewer);
}
