package org.tuanwei.mail;

import org.jspecify.annotations.Nullable;

/**
 * One mail that somebody wants sent.
 *
 * @param uniqueKey made of ids and fixed words only; a second request with the same key is no second mail
 * @param caseId the case it belongs to, none for mails about accounts
 * @param kind short word for lists and listeners, such as {@code reminder}
 * @param recipient exactly one mail address
 * @param subject one line
 * @param body plain text; may hold <code>{{late:name:argument}}</code>, filled by a {@link LateText} only while
 *     sending and never stored. The argument must be the case id or a part of the unique key: text that people typed
 *     may end up in a body, and must not fetch another one's secret
 */
public record MailRequest(
        String uniqueKey, @Nullable Long caseId, String kind, String recipient, String subject, String body) {}
