package org.tuanwei.security;

/** A row of the access table. */
public enum Subject {
    REGISTRY,
    CASE,
    CONTACT,
    CREDENTIAL,
    AVATAR,
    PROBLEM,
    FIGURES,
    MAIL,
    QUEUE,
    USERS,
    TASKLIST,
    COCKPIT,
    AUDIT
}
