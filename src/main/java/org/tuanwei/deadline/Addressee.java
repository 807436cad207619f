package org.tuanwei.deadline;

/** Whom a rung of the ladder speaks to, seen from the task and not from the case. */
public enum Addressee {
    /** 承办方: whoever has to do the task – the owner, the level that reviews, Tencent. */
    OWNER,
    /** 承办方的上一级; for a task of Tencent's the centre as coordinator. */
    SUPERIOR
}
