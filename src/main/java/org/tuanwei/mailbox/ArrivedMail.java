package org.tuanwei.mailbox;

/**
 * A mail as it lies in the mailbox.
 *
 * @param id of its row in {@code inbound_mail}
 * @param raw as it came over the wire, at most as much as the settings allow
 * @param cut whether there was more
 * @param fingerprint SHA-256 of {@code raw}, hexadecimal
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record ArrivedMail(long id, byte[] raw, boolean cut, String fingerprint) {}
