package org.tuanwei.inbound;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/** Reads the machine's part of a report (RFC 3464), also where somebody has pasted it into a text. */
final class StatusParts {

    private static final Pattern PASTED =
            Pattern.compile("(?im)^[ \\t]*(Final|Original)-Recipient:[ \\t]*(?:rfc822|x-[a-z]+|utf-8)[ \\t]*;");
    private static final Set<String> ARRIVED = Set.of("delivered", "relayed", "expanded");

    /** What one block of the part says; {@code arrived} where there is no failure. */
    record Block(boolean arrived, Failure failure) {}

    private StatusParts() {}

    /** The blocks of a {@code message/delivery-status} part, in their order. */
    static List<Block> of(byte[] part) {
        List<Block> blocks = new ArrayList<>();
        try {
            DeliveryStatus status = new DeliveryStatus(new ByteArrayInputStream(usual(part)));
            add(blocks, status.getMessageDSN());
            for (int i = 0; i < status.getRecipientDSNCount(); i++) {
                add(blocks, status.getRecipientDSN(i));
            }
        } catch (MessagingException | IOException | RuntimeException broken) {
            return inText(new String(part, StandardCharsets.ISO_8859_1));
        }
        return blocks;
    }

    /** The same lines in the midst of a text. */
    static List<Block> inText(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher start = PASTED.matcher(text);
        while (start.find()) {
            Map<String, String> fields = new LinkedHashMap<>();
            String name = "";
            for (String line : text.substring(start.start()).split("\\R", 40)) {
                int colon = line.indexOf(':');
                if (line.isBlank()) {
                    break;
                } else if (Character.isWhitespace(line.charAt(0)) && !name.isEmpty() && colon < 0) {
                    fields.merge(name, line.strip(), (a, b) -> a + " " + b);
                } else if (colon > 0) {
                    name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                    fields.putIfAbsent(name, line.substring(colon + 1).strip());
                }
            }
            blocks.add(block(fields));
        }
        return merged(blocks);
    }

    private static void add(List<Block> blocks, @Nullable InternetHeaders headers) throws MessagingException {
        if (headers == null
                || headers.getHeader("Final-Recipient", " ") == null
                        && headers.getHeader("Original-Recipient", " ") == null) {
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : List.of("Final-Recipient", "Original-Recipient", "Action", "Status", "Diagnostic-Code")) {
            String value = headers.getHeader(name, " ");
            if (value != null) {
                fields.put(name.toLowerCase(Locale.ROOT), value);
            }
        }
        blocks.add(block(fields));
    }

    private static Block block(Map<String, String> fields) {
        String action = fields.getOrDefault("action", "")
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z].*", "");
        String original = address(fields.get("original-recipient"));
        String last = address(fields.get("final-recipient"));
        String diagnostic = Phrases.oneLine(
                Texts.header(fields.getOrDefault("diagnostic-code", "")).replaceFirst("^(?i)(x-)?[a-z0-9-]+\\s*;", ""));
        String status = Codes.status(" " + fields.getOrDefault("status", ""));
        String recipient = original != null ? original : last;
        return new Block(
                ARRIVED.contains(action),
                new Failure(
                        recipient,
                        last != null && !last.equals(recipient) ? last : null,
                        action.equals(Failure.DELAYED) ? Failure.DELAYED : Failure.FAILED,
                        status,
                        Codes.reply(" " + diagnostic),
                        "",
                        diagnostic));
    }

    private static @Nullable String address(@Nullable String field) {
        if (field == null) {
            return null;
        }
        Matcher matcher = Codes.ADDRESS.matcher(field.substring(field.indexOf(';') + 1));
        return matcher.find() ? matcher.group() : null;
    }

    /** A recipient that is named twice, as original and as final one, is one. */
    private static List<Block> merged(List<Block> blocks) {
        Map<String, Block> byRecipient = new LinkedHashMap<>();
        for (Block block : blocks) {
            byRecipient.putIfAbsent(String.valueOf(block.failure().recipient()), block);
        }
        return List.copyOf(byRecipient.values());
    }

    private static byte[] usual(byte[] part) {
        return new String(part, StandardCharsets.ISO_8859_1)
                .replaceAll("\\r\\n?|\\n", "\r\n")
                .replaceAll("(\\r\\n){3,}", "\r\n\r\n")
                .strip()
                .concat("\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
