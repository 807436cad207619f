package org.tuanwei.security;

/** A row of the access table. */
public enum Subject {
    REGISTRY,
    CASE,
    CONTACT,
    CREDENTIAL,
    CAMPAIGN,
    AVATAR,
    REVIEW,
    PROBLEM,
    COLLECTION,
    EXISTING_ACCOUNT,
    ACTIVITY,
    CERTIFICATION,
    SUPERVISION,
    FIGURES,
    MAIL,
    BOUNCE,
    UNMATCHED_BOUNCE,
    QUEUE,
    DEADLINE,
    CALENDAR,
    USERS,
    TASKLIST,
    COCKPIT,
    AUDIT,
    OPERATION
}
