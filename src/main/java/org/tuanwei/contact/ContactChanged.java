package org.tuanwei.contact;

/** Published in the transaction in which an organisation got a new contact card; open cases send to it from now on. */
public record ContactChanged(long organizationId, long contactId) {}
