package org.tuanwei.security;

import jakarta.servlet.http.HttpServletRequest;

/** Knows the tokens by which tools call the few addresses made for them, without a person's session. */
public interface ToolDoor {

    /** Whether the request carries a token in use. */
    boolean admits(HttpServletRequest request);
}
