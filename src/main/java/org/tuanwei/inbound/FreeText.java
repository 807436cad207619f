package org.tuanwei.inbound;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A report written for people: where the returned mail begins, which addresses it complains of, and what it says. */
final class FreeText {

    private static final Pattern RETURNED_MAIL = Pattern.compile("(?im)^[ \\t>*=_#-]*(?:"
            + "(?:this|here|below|following|included|attached) (?:is|line is|are) (?:a|the) (?:copy|header|headers|first)"
            + "|below this line is a copy|included is a copy"
            + "|-{2,}.{0,20}(?:original|returned|undelivered|unsent|undeliverable|rejected) (?:message|mail)"
            + "|(?:the )?(?:original|returned) (?:message|mail)(?: headers?| text)?(?: follows?| is| as follows|:|[ \\t]*-)"
            + "|your (?:original )?message (?:reads|follows|header)"
            + "|(?:the )?message headers? follows?|message header:"
            + "|the header of the original message|headers of the (?:original|message)"
            + "|received:[ \\t]*(?:from|by|\\()|return-path:[ \\t]*<|dkim-signature: |arc-seal: "
            + "|[-=]{2,} ?(?:原始?邮件|原信|原文)|以下是原邮件|原邮件内容如下"
            + ").*$");

    /** Lines that name the one who wrote, or where to ask; not the one who was written to. */
    private static final Pattern NOT_A_RECIPIENT = Pattern.compile(
            "(?i)^[ \\t>*]*(?:from|sender|mail from|reply-to|envelope-from|return-path|message-id|references|in-reply-to|"
                    + "in-reply-to|x-sender|cc|发件人|寄件人|发信人)[ \\t]*[:：<]|mail from:|message-id|"
                    + "(?:contact|please (?:e-?mail|write|forward|send)|assistance|further information|"
                    + "send (?:e-?)?mail to|questions|helpdesk)");

    private static final Pattern TO_BE_ASKED =
            Pattern.compile("(?i)^(?:post-?master|mailer-daemon|abuse|helpdesk|support)@");

    private static final Pattern SAYS_RECIPIENT = Pattern.compile(
            "(?i)(?:收件人|收信人|接收人|rcpt to|recipients?|could not be delivered to|deliver(?:y|ing)?[a-z ]{0,20} to|"
                    + "undeliverable to)[ \\t]*[:：]?[ \\t]*[<\"'\\[]*$");

    private static final Pattern NAMES_ANOTHER = Pattern.compile(
            "(?i)(?:\\bid:?|mail from:?|message from|sender(?: address)?:?|verification failed for) ?[<(\\[]$");

    private static final int LONGEST_ABOUT = 2_000;

    /** An address and what the text says after it, up to the next one. */
    record Said(String recipient, String words) {}

    private FreeText() {}

    /** The text up to the returned mail, without the marks of quoting. */
    static String report(String text) {
        String plain = unquoted(text);
        Matcher mark = RETURNED_MAIL.matcher(plain);
        // a mark on the very first lines introduces the report, not the end of it
        while (mark.find()) {
            if (mark.start() > 40 && !plain.substring(0, mark.start()).isBlank()) {
                return plain.substring(0, mark.start());
            }
        }
        return plain;
    }

    /** The rest of it. */
    static String returned(String text) {
        String plain = unquoted(text);
        return plain.substring(report(text).length());
    }

    private static String unquoted(String text) {
        return text.replaceAll("(?m)^(?:>[ \\t]?)+", "");
    }

    /**
     * The recipients the text speaks of.
     *
     * @param own addresses that are none of them: who the report went to and who wrote it
     * @param original whom the returned mail was written to
     */
    static List<Said> said(String report, Set<String> own, Set<String> original) {
        Map<String, Integer> found = new LinkedHashMap<>();
        Set<String> named = new LinkedHashSet<>();
        int at = 0;
        for (String line : report.split("\\n", -1)) {
            Matcher address = Codes.ADDRESS.matcher(line);
            while (address.find()) {
                String one = trimmed(address.group());
                String before = line.substring(0, address.start());
                if (!own.contains(one.toLowerCase(Locale.ROOT))
                        && !NOT_A_RECIPIENT.matcher(before).find()
                        && !isNoRecipient(before, one)) {
                    found.putIfAbsent(one, at + address.start());
                    if (SAYS_RECIPIENT.matcher(before).find()) {
                        named.add(one);
                    }
                }
            }
            at += line.length() + 1;
        }
        Set<String> chosen = chosen(found.keySet(), named, original);
        return words(report, found, chosen);
    }

    private static Set<String> chosen(Set<String> found, Set<String> named, Set<String> original) {
        Set<String> originals = new LinkedHashSet<>();
        for (String one : found) {
            if (original.contains(one.toLowerCase(Locale.ROOT))) {
                originals.add(one);
            }
        }
        if (!originals.isEmpty()) {
            return originals;
        }
        return named.isEmpty() ? found : named;
    }

    private static List<Said> words(String report, Map<String, Integer> found, Set<String> chosen) {
        List<Said> said = new ArrayList<>();
        List<String> order = List.copyOf(chosen);
        for (int i = 0; i < order.size(); i++) {
            String one = order.get(i);
            int start = found.getOrDefault(one, 0);
            int end = i + 1 < order.size() ? found.getOrDefault(order.get(i + 1), report.length()) : report.length();
            String words = order.size() == 1 ? report : report.substring(start, Math.max(start, end));
            said.add(new Said(one, words.length() > LONGEST_ABOUT * 4 ? words.substring(0, LONGEST_ABOUT * 4) : words));
        }
        return said;
    }

    private static String trimmed(String address) {
        return address.endsWith(".") ? address.substring(0, address.length() - 1) : address;
    }

    /** Message-IDs look like addresses, and servers quote the sender and those to ask. */
    private static boolean isNoRecipient(String before, String address) {
        String near = before.substring(Math.max(0, before.length() - 40));
        return address.indexOf('@') > 50
                || NAMES_ANOTHER.matcher(near).find()
                || TO_BE_ASKED.matcher(address).find();
    }

    /** Addresses of some header lines of a mail's head, in lower case. */
    static Set<String> addresses(String head, String... names) {
        Set<String> found = new LinkedHashSet<>();
        String unfolded = head.replace("\r", "").replaceAll("\\n[ \\t]+", " ");
        for (String name : names) {
            Matcher line = Pattern.compile("(?im)^" + Pattern.quote(name) + "[ \\t]*:(.*)$")
                    .matcher(unfolded);
            while (line.find()) {
                Matcher address = Codes.ADDRESS.matcher(line.group(1));
                while (address.find()) {
                    found.add(address.group().toLowerCase(Locale.ROOT));
                }
            }
        }
        return found;
    }
}
