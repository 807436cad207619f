package org.tuanwei.contact;

/** Published in the transaction in which the holder of the address followed the one-time link sent to it. */
public record ContactProved(long organizationId, long contactId) {}
